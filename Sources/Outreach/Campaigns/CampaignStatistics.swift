import Postgres

/// A campaign's numbers, as the database keeps them: exact at every commit.
package struct CampaignStatistics: Sendable, Equatable {
  package let total: Int
  /// By the AI, or by a person.
  package let scored: Int
  package let approved: Int
  package let rejected: Int
  package let outreached: Int
  package let responded: Int
  /// Accounts by AI score, ten buckets from [0, 1) to [9, 10].
  package let scores: [Int]

  package var pending: Int { total - approved - rejected }

  /// Responded accounts divided by contacted accounts; none if no account was contacted.
  package var responseRate: Double? {
    outreached == 0 ? nil : Double(responded) / Double(outreached)
  }
}

extension CampaignStatistics {
  /// The scored accounts of the campaign `c` of the surrounding statement: the cached figure covers
  /// the AI's scores, and the few accounts with only a person's score are found by their own index.
  static let scoredAccounts: SQL = """
    s.scored_accounts + (
      SELECT count(*) FROM campaign_accounts own
      WHERE (own.workspace_id, own.campaign_id) = (c.workspace_id, c.id)
        AND own.override_score IS NOT NULL AND own.fit_score IS NULL) AS scored_accounts
    """
}

extension CampaignStatistics: RowDecodable {
  package init(row: Row) throws {
    total = try row["total_accounts"]
    scored = try row["scored_accounts"]
    approved = try row["approved_accounts"]
    rejected = try row["rejected_accounts"]
    outreached = try row["outreached_accounts"]
    responded = try row["responded_accounts"]
    scores = try row["scores"]
  }
}

/// The outcomes of a campaign's emails, as the database counts them.
package struct MailFigures: Sendable, Equatable, RowDecodable {
  package let sent: Int
  /// Counts failures that were not tried again.
  package let failed: Int

  package init(row: Row) throws {
    sent = try row["sent_mails"]
    failed = try row["failed_mails"]
  }

  /// For the campaign `c` of the surrounding statement.
  static let ofCampaign: SQL = """
    (
      SELECT coalesce(sum(t.sent), 0)::bigint AS sent_mails,
        coalesce(sum(t.failed), 0)::bigint AS failed_mails
      FROM fn.step_statistics t
      WHERE (t.workspace_id, t.campaign_id) = (c.workspace_id, c.id)
    )
    """
}

/// A cached number that differs from a recount.
package struct StatisticsDrift: Sendable, Equatable, RowDecodable {
  package let campaign: Campaign.ID
  package let figure: String
  package let cached: Int
  package let counted: Int
}

extension Queryable {
  package func statistics(of campaign: Campaign.ID) throws -> CampaignStatistics {
    guard
      let statistics: CampaignStatistics = try first(
        """
        SELECT total_accounts, scored_accounts, approved_accounts, rejected_accounts,
          outreached_accounts, responded_accounts,
          ARRAY[score_0, score_1, score_2, score_3, score_4, score_5, score_6, score_7, score_8,
            score_9] AS scores
        FROM fn.campaign_statistics
        WHERE campaign_id = \(campaign)
        """)
    else { throw Refusal.notFound("campaign") }
    return statistics
  }

  /// Every cached number that differs from a recount; any row is a bug.
  package func statisticsDrift() throws -> [StatisticsDrift] {
    try all("SELECT campaign_id, figure, cached, counted FROM fn.statistics_drift()")
  }
}

extension Database {
  /// Folds the pending deltas of all workspaces into the cache. As `overture_worker`, and not in a
  /// transaction: it commits batch by batch.
  package func foldStatistics() throws {
    try run("CALL fn.fold_statistics()")
  }

  /// Called after a failed fold: folds each campaign separately and returns those that cannot be
  /// folded.
  package func foldStatisticsApart() throws -> [UnfoldedCampaign] {
    try all("SELECT * FROM fn.fold_apart(\(10_000))")
  }
}

/// A campaign whose figures are outdated, because its deltas cannot be folded.
package struct UnfoldedCampaign: Error, RowDecodable, CustomStringConvertible {
  let workspace: Workspace.ID
  let campaign: Campaign.ID
  let error: String

  package var description: String {
    "the statistics of campaign \(campaign) of workspace \(workspace) are behind: \(error)"
  }
}
