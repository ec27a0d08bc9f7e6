import Outreach
import Postgres

extension Queryable {
  /// Makes `count` accounts of one status, and says their ids.
  package func makeAccounts(
    _ count: Int, named name: String = "Account", status: String = "prospect",
    relationships: [String] = []
  ) throws -> [Account.ID] {
    let rows = try rows(
      """
      INSERT INTO accounts (name, match_key, status, relationship_types)
      SELECT \(name) || ' ' || n, 'n:' || lower(\(name)) || ' ' || n, \(status)::account_status,
        \(relationships)::account_status[]
      FROM generate_series(1, \(count)) n
      RETURNING id
      """)
    return try rows.map { try $0["id"] }
  }

  /// Scores accounts under the campaign's product and a goal, by default the campaign's own.
  package func score(
    _ accounts: [Account.ID], _ score: Double, for campaign: Campaign.ID, goal: String? = nil
  ) throws {
    try run(
      """
      INSERT INTO fit_scores (product_id, goal, account_id, score)
      SELECT c.product_id, coalesce(\(goal)::campaign_goal, c.goal), a, \(score)
      FROM campaigns c, unnest(\(accounts)::bigint[]) a
      WHERE c.id = \(campaign)
      ON CONFLICT (workspace_id, product_id, goal, account_id)
      DO UPDATE SET score = excluded.score
      """)
  }
}
