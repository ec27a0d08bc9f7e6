import Postgres

/// A campaign's accounts by effective score: what a person has set, else the AI's.
package struct ScoreBands: Sendable, Equatable {
  package let excellent: Int
  package let moderate: Int
  package let mismatch: Int
}

extension ScoreBands: RowDecodable {
  package init(row: Row) throws {
    let buckets: [Int] = try row["buckets"]
    excellent = FitBand.excellent.sum(of: buckets) + (try row["excellent"])
    moderate = FitBand.moderate.sum(of: buckets) + (try row["moderate"])
    mismatch = FitBand.mismatch.sum(of: buckets) + (try row["mismatch"])
  }

  /// The cached buckets hold AI scores; the few accounts with a score of a person's own are moved from
  /// the one band to the other, or into theirs.
  package static func question(of campaign: Campaign.ID) -> Question<ScoreBands?> {
    let moderate = FitBand.moderate.lowest
    let excellent = FitBand.excellent.lowest
    return Ask.first(
      """
      SELECT ARRAY[s.score_0, s.score_1, s.score_2, s.score_3, s.score_4, s.score_5, s.score_6,
          s.score_7, s.score_8, s.score_9] AS buckets, o.excellent, o.moderate, o.mismatch
      FROM fn.campaign_statistics s
        CROSS JOIN (
          SELECT
            count(*) FILTER (WHERE override_score >= \(excellent))
              - count(*) FILTER (WHERE fit_score >= \(excellent)) AS excellent,
            count(*) FILTER (WHERE override_score >= \(moderate) AND override_score < \(excellent))
              - count(*) FILTER (WHERE fit_score >= \(moderate) AND fit_score < \(excellent))
              AS moderate,
            count(*) FILTER (WHERE override_score < \(moderate))
              - count(*) FILTER (WHERE fit_score < \(moderate)) AS mismatch
          FROM campaign_accounts
          WHERE campaign_id = \(campaign) AND override_score IS NOT NULL
        ) o
      WHERE s.campaign_id = \(campaign)
      """)
  }
}
