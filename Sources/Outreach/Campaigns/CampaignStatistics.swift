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

  /// Responded of outreached accounts; none where nobody was reached out to.
  package var responseRate: Double? {
    outreached == 0 ? nil : Double(responded) / Double(outreached)
  }
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

/// What became of a campaign's emails, as the database keeps it.
package struct MailFigures: Sendable, Equatable, RowDecodable {
  package let sent: Int
  /// Of those that nobody had tried again.
  package let failed: Int

  package init(row: Row) throws {
    sent = try row["sent_mails"]
    failed = try row["failed_mails"]
  }

  /// Of the campaign `c` of the statement that it is put into.
  static let ofCampaign: SQL = """
    (
      SELECT coalesce(sum(t.sent), 0)::bigint AS sent_mails,
        coalesce(sum(t.failed), 0)::bigint AS failed_mails
      FROM fn.step_statistics t
      WHERE (t.workspace_id, t.campaign_id) = (c.workspace_id, c.id)
    )
    """
}

/// A cached number that a recount contradicts.
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

  /// Every cached number that a recount contradicts: none, or the house has a fault.
  package func statisticsDrift() throws -> [StatisticsDrift] {
    try all("SELECT campaign_id, figure, cached, counted FROM fn.statistics_drift()")
  }
}

extension Database {
  /// Moves the pending deltas of all workspaces into the cache. As `overture_worker`, and not in a
  /// transaction: it commits batch by batch.
  package func foldStatistics() throws {
    try run("CALL fn.fold_statistics()")
  }

  /// After a fold that failed: each campaign's by themselves. Says which cannot be folded.
  package func foldStatisticsApart() throws -> [UnfoldedCampaign] {
    try all("SELECT * FROM fn.fold_apart(\(10_000))")
  }
}

/// A campaign whose figures are behind, because what was appended to them cannot be folded.
package struct UnfoldedCampaign: Error, RowDecodable, CustomStringConvertible {
  let workspace: Workspace.ID
  let campaign: Campaign.ID
  let error: String

  package var description: String {
    "the statistics of campaign \(campaign) of workspace \(workspace) are behind: \(error)"
  }
}
