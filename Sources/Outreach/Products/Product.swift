import Postgres

/// A product that campaigns offer. Every campaign has exactly one.
package struct Product: Sendable, Equatable {
  package typealias ID = Outreach.ID<Product>

  package let id: ID
  package let name: String
  package let description: String
  package let website: String?
  package let language: String
  package let isArchived: Bool
  package let campaigns: Int
}

extension Product: RowDecodable {
  package init(row: Row) throws {
    id = try row["id"]
    name = try row["name"]
    description = try row["description"]
    website = try row[optional: "website"]
    language = try row["language"]
    isArchived = try row["is_archived"]
    campaigns = try row["campaigns"]
  }
}

package struct ProductFields: Sendable, Equatable {
  package var name: String
  package var description: String
  package var website: String
  package var language: String

  package init(name: String, description: String, website: String, language: String) {
    self.name = name
    self.description = description
    self.website = website
    self.language = language
  }
}

package enum ApprovalState: String, SQLValue, Sendable, CaseIterable {
  case draft, approved
}

/// The ideal-customer profile of a product, for one goal.
package struct Persona: Sendable, Equatable {
  package var goal: Goal
  package var name = ""
  package var summary = ""
  package var industries: [String] = []
  package var titles: [String] = []
  package var pains: [String] = []
  package var employeesFrom: Int?
  package var employeesTo: Int?
  package var approval = ApprovalState.draft

  package init(goal: Goal) {
    self.goal = goal
  }
}

extension Persona: RowDecodable {
  package init(row: Row) throws {
    goal = try row["goal"]
    name = try row["name"]
    summary = try row["summary"]
    industries = try row["industries"]
    titles = try row["titles"]
    pains = try row["pains"]
    employeesFrom = try row[optional: "employees_from"]
    employeesTo = try row[optional: "employees_to"]
    approval = try row["approval"]
  }
}

extension Queryable {
  /// By name. There are dozens of them, not thousands.
  package func products(archived: Bool = false) throws -> [Product] {
    try all(
      """
      SELECT p.id, p.name, p.description, p.website, p.language,
        p.archived_at IS NOT NULL AS is_archived,
        (SELECT count(*) FROM campaigns c
          WHERE (c.workspace_id, c.product_id) = (p.workspace_id, p.id)) AS campaigns
      FROM products p
      WHERE (p.archived_at IS NOT NULL) = \(archived)
      ORDER BY p.name, p.id
      LIMIT 500
      """)
  }

  package func product(_ id: Product.ID) throws -> Product {
    let found: Product? = try first(
      """
      SELECT p.id, p.name, p.description, p.website, p.language,
        p.archived_at IS NOT NULL AS is_archived,
        (SELECT count(*) FROM campaigns c
          WHERE (c.workspace_id, c.product_id) = (p.workspace_id, p.id)) AS campaigns
      FROM products p
      WHERE p.id = \(id)
      """)
    guard let found else { throw Refusal.notFound("product \(id)") }
    return found
  }

  /// An empty one if none was written.
  package func persona(of product: Product.ID, for goal: Goal) throws -> Persona {
    try personas(of: product).first { $0.goal == goal } ?? Persona(goal: goal)
  }

  package func makeProduct(_ fields: ProductFields) throws -> Product.ID {
    let made = try refusing {
      try rows(
        """
        INSERT INTO products (name, description, website, language)
        VALUES (
          \(fields.name), \(fields.description), nullif(\(fields.website), ''), \(fields.language))
        ON CONFLICT (workspace_id, name) DO NOTHING
        RETURNING id
        """)
    }
    guard let id: Product.ID = try made.first?["id"] else {
      throw Refusal.conflict("A product with this name already exists.")
    }
    return id
  }

  package func change(_ id: Product.ID, to fields: ProductFields) throws {
    let taken = try rows("SELECT id FROM products WHERE name = \(fields.name) AND id <> \(id)")
    guard taken.isEmpty else { throw Refusal.conflict("A product with this name already exists.") }
    try refusing {
      try run(
        """
        UPDATE products SET name = \(fields.name), description = \(fields.description),
          website = nullif(\(fields.website), ''), language = \(fields.language)
        WHERE id = \(id)
        """)
    }
  }

  package func archive(_ id: Product.ID, _ isArchived: Bool) throws {
    try run(
      """
      UPDATE products
      SET archived_at = CASE WHEN \(isArchived) THEN coalesce(archived_at, now()) END
      WHERE id = \(id)
      """)
  }

  /// The personas that were written, by goal.
  package func personas(of product: Product.ID) throws -> [Persona] {
    try all(
      """
      SELECT goal, name, summary, industries, titles, pains, employees_from, employees_to,
        approval
      FROM personas
      WHERE product_id = \(product)
      ORDER BY goal
      """)
  }

  package func keep(_ persona: Persona, of product: Product.ID) throws {
    try refusing {
      try run(
        """
        INSERT INTO personas (
          product_id, goal, name, summary, industries, titles, pains, employees_from,
          employees_to, approval)
        VALUES (
          \(product), \(persona.goal), \(persona.name), \(persona.summary),
          \(persona.industries), \(persona.titles), \(persona.pains), \(persona.employeesFrom),
          \(persona.employeesTo), \(persona.approval))
        ON CONFLICT (workspace_id, product_id, goal) DO UPDATE SET
          name = excluded.name, summary = excluded.summary, industries = excluded.industries,
          titles = excluded.titles, pains = excluded.pains,
          employees_from = excluded.employees_from, employees_to = excluded.employees_to,
          approval = excluded.approval
        """)
    }
  }
}
