import Foundation
import Postgres

/// The decision about a delivery, the same that the sender gets.
package struct Decision: Sendable {
  package enum Verdict: String, SQLValue, Sendable, CaseIterable {
    case send, hold, skip, cancel
  }

  /// The checks of `fn.decide`, in its order. `rejected` and `step` block without a check of their
  /// own.
  package enum CheckName: String, SQLValue, Sendable, CaseIterable {
    case campaign, launch, ended, absence, answer, doubt, rejected, approval, contact, wait, step
    case condition, window, mailbox, domain
  }

  /// One check, in its order, with the facts it looked at.
  package struct Check: Sendable {
    package let name: CheckName
    package let passes: Bool
    package let facts: [String: String]

    package init(_ name: CheckName, passes: Bool, facts: [String: String]) {
      self.name = name
      self.passes = passes
      self.facts = facts
    }

    package subscript(_ fact: String) -> String { facts[fact] ?? "" }
    /// A fact that is true: Foundation reads JSON's `true` as the number 1 on some platforms.
    package func holds(_ fact: String) -> Bool { ["true", "1"].contains(facts[fact] ?? "") }
    /// A fact that is a word of a vocabulary; nil: there is none.
    package func word<Word: RawRepresentable<String>>(_ fact: String) -> Word? {
      facts[fact].flatMap(Word.init(rawValue:))
    }
    package func moment(_ fact: String) -> Date? { facts[fact].flatMap { Date(jsonText: $0) } }
  }

  package let delivery: Delivery.ID
  package let verdict: Verdict
  /// The name of the check that blocks; nil: none does.
  package let binding: CheckName?
  package let nextAt: Date?
  package let checks: [Check]

  /// The check that shows the block.
  package var bindingCheck: Check? {
    binding.flatMap { binding in checks.first { $0.name == binding.shownBy } }
  }
}

extension Decision.CheckName {
  /// The check that shows the block: an account's rejection is shown with its approval, and a
  /// removed step with the step's condition.
  package var shownBy: Decision.CheckName {
    switch self {
    case .rejected: .approval
    case .step: .condition
    case .campaign, .launch, .ended, .absence, .answer, .doubt, .approval, .contact, .wait,
      .condition, .window, .mailbox, .domain:
      self
    }
  }
}

extension Decision: RowDecodable {
  package init(row: Row) throws {
    delivery = try row["delivery_id"]
    verdict = try row["verdict"]
    binding = try row[optional: "binding"]
    nextAt = try row[optional: "next_at"]
    checks = try readChecks(try row["checks"])
  }
}

/// A recorded decision: the same answer, from its first to its last time.
package struct KeptDecision: Sendable {
  package let delivery: Delivery.ID
  package let verdict: Decision.Verdict
  package let binding: Decision.CheckName?
  package let decidedAt: Date
  package let lastAt: Date
  package let times: Int
  package let nextAt: Date?
  /// The checks at the last such decision.
  package let checks: [Decision.Check]
}

extension KeptDecision: RowDecodable {
  package init(row: Row) throws {
    delivery = try row["delivery_id"]
    verdict = try row["verdict"]
    binding = try row[optional: "binding"]
    decidedAt = try row["decided_at"]
    lastAt = try row["last_at"]
    times = try row["times"]
    nextAt = try row[optional: "next_at"]
    checks = try readChecks(try row["checks"])
  }
}

extension Queryable {
  /// The decision about this delivery at this moment, and why.
  package func decision(about delivery: Delivery.ID) throws -> Decision? {
    try first(
      """
      SELECT delivery_id, verdict, binding, next_at, checks::text AS checks
      FROM fn.decide(ARRAY[rule.workspace()], ARRAY[\(delivery)]::bigint[], now())
      """)
  }

  /// The decisions about a lead, the latest first.
  package func decisions(about enrollment: Enrollment.ID, limit: Int = 50) throws -> [KeptDecision]
  {
    try all(
      """
      SELECT o.delivery_id, o.verdict, o.binding, o.decided_at, o.last_at, o.times, o.next_at,
        o.inputs::text AS checks
      FROM deliveries d
        JOIN decisions o ON (o.workspace_id, o.delivery_id) = (d.workspace_id, d.id)
      WHERE d.enrollment_id = \(enrollment)
      ORDER BY o.id DESC
      LIMIT \(limit)
      """)
  }
}

/// An unknown check, of an older decision, is left out.
private func readChecks(_ json: String) throws -> [Decision.Check] {
  let parsed = try JSONSerialization.jsonObject(with: Data(json.utf8))
  return (parsed as? [[String: Any]] ?? []).compactMap { object in
    guard let name = (object["check"] as? String).flatMap(Decision.CheckName.init(rawValue:))
    else { return nil }
    var facts: [String: String] = [:]
    for (name, value) in object where name != "check" && name != "passes" {
      switch value {
      case let text as String: facts[name] = text
      case let object as [String: Any]:
        for (inner, value) in object { facts["\(name).\(inner)"] = plain(value) }
      case is NSNull: break
      default: facts[name] = "\(value)"
      }
    }
    return Decision.Check(name, passes: object["passes"] as? Bool ?? false, facts: facts)
  }
}

private func plain(_ value: Any) -> String {
  (value as? [Any])?.map { "\($0)" }.joined(separator: ",") ?? "\(value)"
}

extension Date {
  /// As PostgreSQL writes it into JSON: `2026-11-21T18:46:57.123456+00:00`.
  fileprivate init?(jsonText: String) {
    self.init(sqlText: jsonText.replacing("T", with: " "))
  }
}
