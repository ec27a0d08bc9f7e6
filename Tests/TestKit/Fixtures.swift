import Outreach
import Postgres

/// Each room's fixtures stand in a file of their own beside this one, as extensions of `Queryable`.
extension Queryable {
  package func makeProduct(_ name: String = "Widget") throws -> Product.ID {
    try value("INSERT INTO products (name) VALUES (\(name)) RETURNING id")
  }

  package func makeCampaign(_ name: String = "Spring") throws -> Campaign.ID {
    try value(
      """
      WITH product AS (
        INSERT INTO products (name) VALUES (\("Product of \(name)"))
        ON CONFLICT (workspace_id, name) DO UPDATE SET name = excluded.name
        RETURNING id
      )
      INSERT INTO campaigns (product_id, name, slug, status)
      SELECT id, \(name), lower(\(name)), 'running' FROM product
      RETURNING id
      """)
  }
}
