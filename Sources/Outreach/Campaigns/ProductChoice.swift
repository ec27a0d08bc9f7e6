import Postgres

/// A product that a campaign can be made for.
package struct ProductChoice: Sendable, RowDecodable {
  package let id: Product.ID
  package let name: String
}

/// A campaign that an expense can be entered for.
package struct CampaignChoice: Sendable, RowDecodable {
  package let id: Campaign.ID
  package let name: String
}

extension Queryable {
  /// By name; archived ones are left out.
  package func productChoices() throws -> [ProductChoice] {
    try all("SELECT id, name FROM products WHERE archived_at IS NULL ORDER BY lower(name), id")
  }
}
