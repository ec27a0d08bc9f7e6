import Postgres

/// How people decided on the accounts of a campaign whose AI scores lie in one of the ten buckets
/// from [0, 1) to [9, 10].
package struct ScoreDecisions: Sendable, Equatable, RowDecodable {
  package let bucket: Int
  package let approved: Int
  package let decided: Int

  /// So many of the latest decisions are counted.
  package static let most = 1_000

  /// The buckets that hold a decision, the lowest first; accounts without an AI score are left out.
  package static func latest(of campaign: Campaign.ID) -> Question<[ScoreDecisions]> {
    Ask.all(
      """
      SELECT least(floor(d.fit_score), 9)::int AS bucket,
        count(*) FILTER (WHERE d.review_status = 'approved') AS approved, count(*) AS decided
      FROM (
        SELECT ca.fit_score, ca.review_status
        FROM campaign_accounts ca
        WHERE ca.campaign_id = \(campaign) AND ca.review_status <> 'pending'
        ORDER BY ca.reviewed_at DESC NULLS LAST
        LIMIT \(most)
      ) d
      WHERE d.fit_score IS NOT NULL
      GROUP BY 1
      ORDER BY 1
      """)
  }
}
