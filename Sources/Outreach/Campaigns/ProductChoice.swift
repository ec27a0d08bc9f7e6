import Postgres

/// A product that a campaign can be made for.
package struct ProductChoice: Sendable, RowDecodable {
  package let id: Int
  package let name: String

  package init(row: Row) throws {
    id = try row["id"]
    name = try row["name"]
  }
}

extension Queryable {
  /// By name; archived ones are left out.
  package func productChoices() throws -> [ProductChoice] {
    try all("SELECT id, name FROM products WHERE archived_at IS NULL ORDER BY lower(name), id")
  }
}
