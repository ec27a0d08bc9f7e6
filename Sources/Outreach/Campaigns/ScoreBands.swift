import Postgres

/// A campaign's accounts by effective score: what a person has set, else the AI's.
package struct ScoreBands: Sendable, Equatable {
  package let excellent: Int
  package let moderate: Int
  package let mismatch: Int
}

extension ScoreBands: RowDecodable {
  /// The cached buckets hold AI scores; the few accounts with a score of a person's own are moved from
  /// the one band to the other, or into theirs.
  package static func question(of campaign: Campaign.ID) -> Question<ScoreBands?> {
    Ask.first(
      """
      SELECT s.score_8 + s.score_9 + o.excellent AS excellent,
        s.score_5 + s.score_6 + s.score_7 + o.moderate AS moderate,
        s.score_0 + s.score_1 + s.score_2 + s.score_3 + s.score_4 + o.mismatch AS mismatch
      FROM fn.campaign_statistics s
        CROSS JOIN (
          SELECT
            count(*) FILTER (WHERE override_score >= 8) - count(*) FILTER (WHERE fit_score >= 8)
              AS excellent,
            count(*) FILTER (WHERE override_score >= 5 AND override_score < 8)
              - count(*) FILTER (WHERE fit_score >= 5 AND fit_score < 8) AS moderate,
            count(*) FILTER (WHERE override_score < 5) - count(*) FILTER (WHERE fit_score < 5)
              AS mismatch
          FROM campaign_accounts
          WHERE campaign_id = \(campaign) AND override_score IS NOT NULL
        ) o
      WHERE s.campaign_id = \(campaign)
      """)
  }
}
