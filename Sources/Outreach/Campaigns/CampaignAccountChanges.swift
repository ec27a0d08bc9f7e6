import Postgres

extension Queryable {
  /// Takes an account out of a campaign. The account, its contacts and scores, and its rows in
  /// other campaigns stay.
  package func remove(account: Account.ID, from campaign: Campaign.ID) throws {
    try refusing { try run("SELECT fn.remove_campaign_account(\(campaign), \(account))") }
  }

  /// Takes several accounts out of a campaign. Accounts with an email that is being sent or
  /// unconfirmed stay; returns how many were removed.
  package func remove(accounts: [Account.ID], from campaign: Campaign.ID) throws -> Int {
    try refusing { try value("SELECT fn.remove_campaign_accounts(\(campaign), \(accounts))") }
  }

  /// All accounts of a campaign whose name or domain begins with this; all of them if it is empty.
  package func accounts(
    of campaign: Campaign.ID, beginningWith search: String
  ) throws -> [Account.ID] {
    try rows(
      """
      SELECT account_id FROM fn.campaign_account_lines
      WHERE campaign_id = \(campaign)
        \(AccountPrefix(search).condition)
      """
    ).map { try $0["account_id"] }
  }

  /// Those of these accounts that are in the campaign, each once.
  package func accounts(
    _ wanted: [Account.ID], of campaign: Campaign.ID
  ) throws -> [Account.ID] {
    try rows(
      """
      SELECT account_id FROM campaign_accounts
      WHERE campaign_id = \(campaign) AND account_id = ANY (\(wanted))
      """
    ).map { try $0["account_id"] }
  }

  /// A person's own score, for this campaign only; nil: the AI's counts again.
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
