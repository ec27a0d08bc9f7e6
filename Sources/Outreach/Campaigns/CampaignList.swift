import Foundation
import Postgres

/// A campaign in the list, with the figures that the database keeps.
package struct CampaignLine: Sendable, RowDecodable {
  package let id: Campaign.ID
  package let name: String
  package let goal: Goal
  package let productName: String
  package let stage: Stage
  package let status: CampaignStatus
  package let launchAt: Date?
  package let mails: MailFigures
  package let statistics: CampaignStatistics
  /// Amounts by currency, as "7842.50 EUR".
  package let spend: [String]

  package init(row: Row) throws {
    id = try row["id"]
    name = try row["name"]
    goal = try row["goal"]
    productName = try row["product_name"]
    stage = try row["stage"]
    status = try row["status"]
    launchAt = try row[optional: "launch_at"]
    mails = try MailFigures(row: row)
    statistics = try CampaignStatistics(row: row)
    spend = try row["spend"]
  }
}

/// Which campaigns a list shows; nil and an empty search ask for nothing.
package struct CampaignFilter: Sendable, Equatable {
  /// A campaign that is launched for later does not run yet.
  package enum Status: String, SQLValue, Sendable, CaseIterable {
    case draft, scheduled, running, paused, completed
  }

  package var search = ""
  package var status: Status?
  package var goal: Goal?
  package var stage: Stage?
  package var isArchived = false

  package init() {}
}

extension Queryable {
  /// The newest first, from below `after` on, or upwards from above `before`, nearest first.
  package func campaigns(
    _ filter: CampaignFilter = CampaignFilter(), after: Campaign.ID? = nil,
    before: Campaign.ID? = nil, limit: Int = 50
  ) throws -> [CampaignLine] {
    let isUpwards = before != nil
    return try all(
      """
      SELECT c.id, c.name, c.goal, p.name AS product_name, c.stage, c.status, c.launch_at,
        m.sent_mails, m.failed_mails, s.total_accounts, s.scored_accounts, s.approved_accounts,
        s.rejected_accounts, s.outreached_accounts, s.responded_accounts, '{}'::bigint[] AS scores, x.spend
      FROM (
        SELECT c.*
        FROM campaigns c
        WHERE (c.archived_at IS NOT NULL) = \(filter.isArchived)
          AND (\(filter.search) = '' OR strpos(lower(c.name), lower(\(filter.search))) > 0)
          AND CASE \(filter.status)::text
            WHEN 'scheduled' THEN c.status = 'running' AND coalesce(c.launch_at > now(), false)
            WHEN 'running' THEN c.status = 'running' AND coalesce(c.launch_at <= now(), true)
            ELSE coalesce(c.status::text = \(filter.status), true) END
          AND (\(filter.goal)::text IS NULL OR c.goal::text = \(filter.goal))
          AND (\(filter.stage)::text IS NULL OR c.stage::text = \(filter.stage))
          AND (\(after)::bigint IS NULL OR c.id < \(after))
          AND (\(before)::bigint IS NULL OR c.id > \(before))
        ORDER BY CASE WHEN \(isUpwards) THEN c.id ELSE -c.id END
        LIMIT \(limit)
      ) c
        JOIN products p ON (p.workspace_id, p.id) = (c.workspace_id, c.product_id)
        JOIN fn.campaign_statistics s ON (s.workspace_id, s.campaign_id) = (c.workspace_id, c.id)
        CROSS JOIN LATERAL \(MailFigures.ofCampaign) m
        CROSS JOIN LATERAL (
          SELECT coalesce(array_agg(e.amount || ' ' || e.currency ORDER BY e.currency), '{}') AS spend
          FROM (
            SELECT sum(e.amount) AS amount, e.currency
            FROM expenses e
            WHERE (e.workspace_id, e.campaign_id) = (c.workspace_id, c.id)
            GROUP BY e.currency
          ) e
        ) x
      ORDER BY CASE WHEN \(isUpwards) THEN c.id ELSE -c.id END
      """)
  }
}
