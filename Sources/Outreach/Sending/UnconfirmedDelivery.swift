import Foundation
import Postgres

/// A delivery that may or may not have arrived.
package struct UnconfirmedDelivery: Sendable {
  /// A person's answer about it.
  package enum Verdict: String, SQLValue, Sendable, CaseIterable {
    case arrived, lost, again
  }

  package let delivery: Delivery.ID
  package let campaign: Campaign.ID
  package let campaignName: String
  package let enrollment: Enrollment.ID
  package let name: String
  package let email: String
  package let mailbox: String
  package let step: Int
  package let attempt: Int
  package let transmittingAt: Date?
  package let settledAt: Date
  package let answer: String
  package let messageID: String
  package let subject: String
}

extension UnconfirmedDelivery: RowDecodable {
  package init(row: Row) throws {
    delivery = try row["delivery_id"]
    campaign = try row["campaign_id"]
    campaignName = try row["campaign_name"]
    enrollment = try row["enrollment_id"]
    name = try row["name"]
    email = try row["email"]
    mailbox = try row["mailbox"]
    step = try row["step"]
    attempt = try row["attempt"]
    transmittingAt = try row[optional: "transmitting_at"]
    settledAt = try row["settled_at"]
    answer = try row["answer"]
    messageID = try row["message_id"]
    subject = try row["subject"]
  }
}

extension Queryable {
  /// The oldest first; of one campaign, or of all; from a delivery on, or those before it, nearest
  /// first.
  package func unconfirmedDeliveries(
    of campaign: Campaign.ID? = nil, at place: Place<Delivery.ID> = .first, limit: Int = 51
  ) throws -> [UnconfirmedDelivery] {
    let (from, isBackwards) =
      switch place {
      case .first: (0, false)
      case .after(let delivery): (delivery.rawValue, false)
      case .before(let delivery): (delivery.rawValue, true)
      }
    return try all(
      """
      SELECT d.id AS delivery_id, d.campaign_id, c.name AS campaign_name, d.enrollment_id,
        fn.contact_name(k.first_name, k.last_name, k.email, k.phone) AS name,
        coalesce(k.email, '') AS email, coalesce(m.email, '') AS mailbox, d.position + 1 AS step,
        d.attempt, d.transmitting_at, d.settled_at, d.answer,
        coalesce(d.message_id, '') AS message_id, coalesce(s.subjects[d.arm + 1], '') AS subject
      FROM deliveries d
        JOIN campaigns c ON (c.workspace_id, c.id) = (d.workspace_id, d.campaign_id)
        JOIN enrollments e ON (e.workspace_id, e.id) = (d.workspace_id, d.enrollment_id)
        JOIN contacts k ON (k.workspace_id, k.id) = (e.workspace_id, e.contact_id)
        LEFT JOIN mailboxes m ON (m.workspace_id, m.id) = (d.workspace_id, d.mailbox_id)
        LEFT JOIN steps s ON (s.workspace_id, s.campaign_id, s.position)
          = (d.workspace_id, d.campaign_id, d.position)
      WHERE d.stage = 'unconfirmed'
        AND (\(campaign)::bigint IS NULL OR d.campaign_id = \(campaign))
        AND CASE WHEN \(isBackwards) THEN d.id < \(from) ELSE d.id > \(from) END
      ORDER BY CASE WHEN \(isBackwards) THEN -d.id ELSE d.id END
      LIMIT \(limit)
      """)
  }

  /// Another workspace's delivery is not found.
  package func refuseUnknown(_ delivery: Delivery.ID) throws {
    guard try value("SELECT EXISTS (SELECT FROM deliveries WHERE id = \(delivery))") else {
      throw Refusal.notFound("delivery \(delivery)")
    }
  }

  /// A person decides its outcome. `again` makes a second email of the same step.
  package func resolveUnconfirmed(
    _ delivery: Delivery.ID, as verdict: UnconfirmedDelivery.Verdict, by person: Person.ID
  ) throws {
    try refusing { try run("SELECT fn.resolve_unconfirmed(\(delivery), \(verdict), \(person))") }
  }
}
