import Postgres

extension Queryable {
  /// Takes an account out of a campaign. The account, its contacts and scores, and what other
  /// campaigns have of it, stay.
  package func remove(account: Account.ID, from campaign: Campaign.ID) throws {
    try refusing { try run("SELECT fn.remove_campaign_account(\(campaign), \(account))") }
  }

  /// A score of a person's own, for this campaign only; nil: the AI's counts again.
  package func override(
    score: Double?, because reason: String, of account: Account.ID, in campaign: Campaign.ID
  ) throws {
    let changed = try refusing {
      try rows(
        """
        UPDATE campaign_accounts
        SET override_score = \(score)::numeric,
          override_reason = CASE WHEN \(score)::numeric IS NULL THEN '' ELSE \(reason) END
        WHERE campaign_id = \(campaign) AND account_id = \(account)
        RETURNING account_id
        """)
    }
    guard !changed.isEmpty else { throw Refusal.notFound("account") }
  }
}
