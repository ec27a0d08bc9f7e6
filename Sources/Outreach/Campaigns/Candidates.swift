import Postgres

/// A list whose accounts could be added.
package struct ListChoice: Sendable, RowDecodable {
  package let id: LeadList.ID
  package let name: String
  package let contacts: Int
}

extension Queryable {
  /// Accounts that are not in the campaign, by name; from a key on, or upwards from it, nearest
  /// first. `search` is the beginning of a name or of a domain.
  package func candidates(
    for campaign: Campaign.ID, search: String = "", at place: Place<AlphabetKey> = .first,
    limit: Int = 51
  ) throws -> [CandidateAccount] {
    let (low, high) = AccountPrefix(search).range
    if case .before(let key) = place {
      return try all(
        """
        SELECT a.id, a.name, a.name_key, a.domain, a.country, a.status, a.relationship_types
        FROM accounts a
        WHERE (a.name_key >= \(low) AND a.name_key < \(high)
            OR a.domain >= \(low) AND a.domain < \(high))
          AND (a.name_key, a.id) < (\(key.name), \(key.id))
          AND NOT EXISTS (
            SELECT FROM campaign_accounts ca
            WHERE ca.campaign_id = \(campaign) AND ca.account_id = a.id)
        ORDER BY a.name_key DESC, a.id DESC
        LIMIT \(limit)
        """)
    }
    return try all(
      """
      SELECT a.id, a.name, a.name_key, a.domain, a.country, a.status, a.relationship_types
      FROM accounts a
      WHERE (a.name_key >= \(low) AND a.name_key < \(high)
          OR a.domain >= \(low) AND a.domain < \(high))
        AND (a.name_key, a.id) > (\(place.key.name), \(place.key.id))
        AND NOT EXISTS (
          SELECT FROM campaign_accounts ca
          WHERE ca.campaign_id = \(campaign) AND ca.account_id = a.id)
      ORDER BY a.name_key, a.id
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
    let (low, high) = AccountPrefix(search).range
    let found: [Account.ID] = try value(
      """
      SELECT coalesce(array_agg(a.id), '{}')
      FROM accounts a
      WHERE a.name_key >= \(low) AND a.name_key < \(high)
        OR a.domain >= \(low) AND a.domain < \(high)
      """)
    return try addAccounts(found, to: campaign, flags: flags, dryRun: dryRun)
  }
}
