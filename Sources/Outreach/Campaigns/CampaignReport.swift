import Postgres

/// How many leads a campaign has and what became of its emails, as the API reports it.
package struct CampaignReport: Sendable, Equatable, RowDecodable {
  package let leads: Int
  package let sent: Int
  /// By people; machines do not count.
  package let opened: Int
  package let clicked: Int
  package let replied: Int
  package let bounced: Int
  /// Leads that left the sequence because they unsubscribed.
  package let unsubscribed: Int
}

extension Queryable {
  package func report(of campaign: Campaign.ID) throws -> CampaignReport {
    let report: CampaignReport? = try first(
      """
      SELECT e.leads, e.unsubscribed, s.sent, s.opened, s.clicked, s.replied, s.bounced
      FROM campaigns c
        CROSS JOIN LATERAL (
          SELECT count(*) AS leads,
            count(*) FILTER (WHERE x.exit_reason = 'unsubscribed') AS unsubscribed
          FROM enrollments x
          WHERE (x.workspace_id, x.campaign_id) = (c.workspace_id, c.id)
        ) e
        CROSS JOIN LATERAL (
          SELECT coalesce(sum(t.sent), 0)::bigint AS sent,
            coalesce(sum(t.opened), 0)::bigint AS opened,
            coalesce(sum(t.clicked), 0)::bigint AS clicked,
            coalesce(sum(t.replied), 0)::bigint AS replied,
            coalesce(sum(t.hard_bounced + t.soft_bounced), 0)::bigint AS bounced
          FROM fn.step_statistics t
          WHERE (t.workspace_id, t.campaign_id) = (c.workspace_id, c.id)
        ) s
      WHERE c.id = \(campaign)
      """)
    guard let report else { throw Refusal.notFound("campaign \(campaign)") }
    return report
  }
}
