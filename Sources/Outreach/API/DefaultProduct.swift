import Postgres

extension Queryable {
  /// The product that a workspace has chosen for campaigns that the API creates without naming one.
  /// An archived one counts as none.
  package func chosenDefaultProduct() throws -> Product.ID? {
    try rows(
      """
      SELECT p.id
      FROM api_defaults d
        JOIN products p ON (p.workspace_id, p.id) = (d.workspace_id, d.product_id)
      WHERE d.workspace_id = rule.workspace() AND p.archived_at IS NULL
      """
    ).first?["id"]
  }

  /// The chosen one, or else the workspace's first product; nil: it has none.
  package func defaultProduct() throws -> Product.ID? {
    try chosenDefaultProduct() ?? productChoices().map(\.id).min { $0.rawValue < $1.rawValue }
  }

  /// Nil: none is chosen.
  package func setDefaultProduct(_ product: Product.ID?) throws {
    try refusing {
      try run(
        """
        INSERT INTO api_defaults (product_id) VALUES (\(product))
        ON CONFLICT (workspace_id) DO UPDATE SET product_id = excluded.product_id
        """)
    }
  }
}
