import Postgres

/// A list whose accounts could be added.
package struct ListChoice: Sendable, RowDecodable {
  package let id: Int
  package let name: String
  package let contacts: Int

  package init(row: Row) throws {
    id = try row["id"]
    name = try row["name"]
    contacts = try row["contacts"]
  }
}

extension Queryable {
  /// Accounts that are not in the campaign, by name; from a key on, or upwards from it, nearest
  /// first. `search` is a part of the name or of the domain.
  package func candidates(
    for campaign: Campaign.ID, search: String = "",
    after: (name: String, account: Int)? = nil, before: (name: String, account: Int)? = nil,
    limit: Int = 50
  ) throws -> [CandidateAccount] {
    let pattern = "%" + search.escapedForLike + "%"
    if let before {
      return try all(
        """
        SELECT a.id, a.name, a.domain, a.country, a.status, a.relationship_types
        FROM accounts a
        WHERE (\(search) = '' OR a.name ILIKE \(pattern) OR a.domain ILIKE \(pattern))
          AND (lower(a.name), a.id) < (\(before.name), \(before.account)::bigint)
          AND NOT EXISTS (
            SELECT FROM campaign_accounts ca
            WHERE ca.campaign_id = \(campaign) AND ca.account_id = a.id)
        ORDER BY lower(a.name) DESC, a.id DESC
        LIMIT \(limit)
        """)
    }
    return try all(
      """
      SELECT a.id, a.name, a.domain, a.country, a.status, a.relationship_types
      FROM accounts a
      WHERE (\(search) = '' OR a.name ILIKE \(pattern) OR a.domain ILIKE \(pattern))
        AND (lower(a.name), a.id) > (\(after?.name ?? ""), \(after?.account ?? 0)::bigint)
        AND NOT EXISTS (
          SELECT FROM campaign_accounts ca
          WHERE ca.campaign_id = \(campaign) AND ca.account_id = a.id)
      ORDER BY lower(a.name), a.id
      LIMIT \(limit)
      """)
  }

  /// The newest first; archived ones are left out.
  package func listChoices() throws -> [ListChoice] {
    try all(
      "SELECT id, name, contacts FROM lists WHERE archived_at IS NULL ORDER BY id DESC LIMIT 200")
  }

  /// Adds all accounts that the search finds and that are not in the campaign.
  package func addAccounts(
    matching search: String, to campaign: Campaign.ID, flags: [String] = [], dryRun: Bool = false
  ) throws -> AddingAnswer {
    let pattern = "%" + search.escapedForLike + "%"
    let found: [Int] = try value(
      """
      SELECT coalesce(array_agg(a.id), '{}')
      FROM accounts a
      WHERE a.name ILIKE \(pattern) OR a.domain ILIKE \(pattern)
      """)
    return try addAccounts(found, to: campaign, flags: flags, dryRun: dryRun)
  }
}

extension String {
  /// As it may stand in a pattern of LIKE and mean itself.
  fileprivate var escapedForLike: String {
    replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
  }
}
