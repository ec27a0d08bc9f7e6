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
}

extension Queryable {
  /// Answers all of them in one round trip; where one cannot be read, one by one, so that only that
  /// one says so.
  package func inspectSchedules(_ questions: [ScheduleQuestion]) throws -> [ScheduleInspection] {
    do {
      return try answers(to: questions)
    } catch let error as PostgresError where questions.count == 1 {
      return [
        ScheduleInspection(at: questions[0].at, open: nil, nextOpen: nil, error: error.message)
      ]
    } catch is PostgresError {
      return try questions.flatMap { try inspectSchedules([$0]) }
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
