import Postgres

/// A value that an administrator may change, with its default.
package struct Setting: Sendable {
  package let key: String
  package let explanation: String
  /// JSON: a number, or a list of numbers.
  package let standard: String
  /// The workspace's own value, if it differs.
  package let own: String?
  /// The limits of a number; nil: it is a text.
  package let least: Double?
  package let most: Double?
  package let isWhole: Bool

  package var inForce: String { own ?? standard }
}

extension Setting: RowDecodable {}

extension Queryable {
  /// All settings, with the values that apply in this workspace.
  package func settings() throws -> [Setting] {
    try all(
      """
      SELECT d.key, d.explanation, d.value::text AS standard, s.value::text AS own,
        d.least::float8, d.most::float8, d.is_whole
      FROM setting_defaults d
        LEFT JOIN settings s ON s.key = d.key
      ORDER BY d.key
      """)
  }

  /// Sets a value of the workspace's own; nil: the default.
  package func set(_ key: String, to json: String?) throws {
    guard let json else {
      return try run("DELETE FROM settings WHERE key = \(key)")
    }
    try run(
      """
      INSERT INTO settings AS s (key, value) VALUES (\(key), \(json)::jsonb)
      ON CONFLICT (workspace_id, key) DO UPDATE SET value = excluded.value
      WHERE s.value <> excluded.value
      """)
  }

  /// The workspace's name and time zone.
  package func workspaceFacts() throws -> (name: String, timeZone: String) {
    guard
      let row = try rows("SELECT name, time_zone FROM workspaces WHERE id = rule.workspace()")
        .first
    else { throw Refusal.notFound("no workspace") }
    return (try row["name"], try row["time_zone"])
  }

  package func changeWorkspace(name: String, timeZone: String) throws {
    try refusing {
      try run(
        """
        UPDATE workspaces SET name = \(name), time_zone = \(timeZone)
        WHERE id = rule.workspace() AND (name, time_zone) <> (\(name), \(timeZone))
        """)
    }
  }
}
