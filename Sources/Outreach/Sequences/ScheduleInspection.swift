import Foundation
import Postgres

/// When a schedule is open, as ISO times in UTC.
package struct ScheduleInspection: Encodable, Equatable, Sendable {
  package let at: String
  package let open: Bool?
  /// nil while it is open, and where it never opens again.
  package let nextOpen: String?
  package var error: String?

  enum CodingKeys: String, CodingKey {
    case at, open, error
    case nextOpen = "next_open"
  }

  package func encode(to encoder: any Encoder) throws {
    var fields = encoder.container(keyedBy: CodingKeys.self)
    try fields.encode(at, forKey: .at)
    if let error { return try fields.encode(error, forKey: .error) }
    try fields.encode(open, forKey: .open)
    try fields.encode(nextOpen, forKey: .nextOpen)
  }
}

/// A schedule and a time to look at it; a time without an offset is UTC.
package struct ScheduleQuestion: Sendable {
  package let config: String
  package let at: String

  package init(config: String, at: String) {
    self.config = config
    self.at = at
  }

  /// Why nobody could give a campaign this schedule; nil for one that is taken, and for none at all.
  fileprivate var refusal: String? {
    do {
      let written = try JSONDecoder().decode(WrittenSchedule?.self, from: Data(config.utf8))
      return written?.schedule.faults.first?.description
    } catch {
      return "the config is no schedule, with days, start, end and timezone"
    }
  }
}

/// A schedule as JSON; what is left out is as wide as can be.
private struct WrittenSchedule: Decodable {
  let days: [Int]?
  let start: String?
  let end: String?
  let timezone: String?

  var schedule: Schedule {
    Schedule(
      days: days ?? Array(0...6), start: start ?? "00:00", end: end ?? "00:00",
      timezone: timezone ?? "UTC")
  }
}

extension Queryable {
  /// Answers all of them, in their order. A schedule that a campaign could not have is not asked about.
  package func inspectSchedules(_ questions: [ScheduleQuestion]) throws -> [ScheduleInspection] {
    var answers = try ask(questions.filter { $0.refusal == nil })[...]
    return questions.map { question in
      guard let refusal = question.refusal else { return answers.removeFirst() }
      return ScheduleInspection(at: question.at, open: nil, nextOpen: nil, error: refusal)
    }
  }

  /// Asks about all of them in one round trip; where one cannot be read, one by one, so that only that
  /// one says so.
  private func ask(_ questions: [ScheduleQuestion]) throws -> [ScheduleInspection] {
    do {
      return try answers(to: questions)
    } catch let error as PostgresError where questions.count == 1 {
      return [
        ScheduleInspection(at: questions[0].at, open: nil, nextOpen: nil, error: error.message)
      ]
    } catch is PostgresError {
      return try questions.flatMap { try ask([$0]) }
    }
  }

  private func answers(to questions: [ScheduleQuestion]) throws -> [ScheduleInspection] {
    try all(
      """
      WITH asked AS MATERIALIZED (
        SELECT place, config, CASE
            WHEN at ~* '(z|[+-]\\d\\d(:?\\d\\d)?)$' THEN at::timestamptz
            ELSE at::timestamp AT TIME ZONE 'UTC'
          END AS at
        FROM unnest(\(questions.map(\.config))::jsonb[], \(questions.map(\.at))::text[])
          WITH ORDINALITY q (config, at, place)
      ), answered AS MATERIALIZED (
        SELECT place, at, fn.is_open(config, at) AS open, fn.next_open(config, at) AS next_open
        FROM asked
      )
      SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at, open,
        CASE WHEN NOT open
          THEN to_char(next_open AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
        END AS next_open
      FROM answered
      ORDER BY place
      """)
  }
}

extension ScheduleInspection: RowDecodable {
  package init(row: Row) throws {
    at = try row["at"]
    open = try row["open"]
    nextOpen = try row[optional: "next_open"]
  }
}
