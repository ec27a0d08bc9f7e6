import Outreach
import Postgres

extension Queryable {
  /// A contact at an account of its own.
  package func makeLead(
    _ email: String? = "ada@example.com", first: String = "Ada", last: String = "Lovelace",
    company: String = "Analytical", status: String = "prospect", custom: String = "{}"
  ) throws -> Int {
    try value(
      """
      WITH account AS (
        INSERT INTO accounts (name, match_key, status)
        VALUES (\(company), \("n:" + company.lowercased()), \(status)::account_status)
        ON CONFLICT (workspace_id, match_key) DO UPDATE SET name = excluded.name
        RETURNING id
      )
      INSERT INTO contacts (account_id, email, first_name, last_name, phone, custom)
      SELECT id, \(email), \(first), \(last), '+12125550100', \(custom)::jsonb
      FROM account
      RETURNING id
      """)
  }
}
