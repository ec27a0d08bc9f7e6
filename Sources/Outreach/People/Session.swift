import Postgres

extension Queryable {
  /// Leaves a line for the next page of this session.
  package func leaveFlash(_ json: String, in session: Int) throws {
    try run("UPDATE sessions SET flash = \(json)::jsonb WHERE id = \(session)")
  }

  /// Takes the line that the page before left.
  package func takeFlash(from session: Int) throws -> String? {
    let rows = try rows(
      """
      WITH said AS (SELECT id, flash FROM sessions WHERE id = \(session) FOR UPDATE)
      UPDATE sessions s
      SET flash = NULL
      FROM said
      WHERE s.id = said.id AND said.flash IS NOT NULL
      RETURNING said.flash::text AS flash
      """)
    return try rows.first?["flash"]
  }
}
