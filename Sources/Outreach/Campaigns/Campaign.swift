import Postgres

package struct Campaign: Sendable, Equatable {
  package typealias ID = Outreach.ID<Campaign>

  package let id: ID
  package let name: String
}

extension Campaign: RowDecodable {
  package init(row: Row) throws {
    id = try row["id"]
    name = try row["name"]
  }
}

extension Queryable {
  /// The newest first; archived ones are left out.
  package func campaigns(limit: Int = 50) throws -> [Campaign] {
    try all(
      """
      SELECT id, name
      FROM campaigns
      WHERE archived_at IS NULL
      ORDER BY id DESC
      LIMIT \(limit)
      """)
  }
}
