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
  /// The value that the list is sorted by, for the next page.
  package let sortValue: String

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
    sortValue = try row["sort_value"]
  }
}

/// The filter of the list; nil and an empty search do not filter.
package struct CampaignFilter: Sendable, Equatable {
  /// A campaign that is launched for later is not running yet.
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

/// The orders of a list of campaigns; the newest come first by default.
package struct CampaignOrder: Sendable, Equatable {
  package enum Column: String, Sendable, CaseIterable {
    case made, name, accounts, scored, approved, outreached, responded
  }

  package var column: Column
  package var isDescending: Bool

  package init(_ column: Column = .made, isDescending: Bool = true) {
    self.column = column
    self.isDescending = isDescending
  }
}

/// Where a list of campaigns continues: after the campaign with this value and id.
package struct CampaignKey: Sendable, Equatable {
  package let value: String
  package let id: Campaign.ID

  package init(value: String, id: Campaign.ID) {
    self.value = value
    self.id = id
  }
}

extension CampaignOrder.Column {
  fileprivate var value: SQL {
    switch self {
    case .made: "c.id"
    case .name: "lower(c.name)"
    case .accounts: "s.total_accounts"
    case .scored: "s.scored_accounts"
    case .approved: "s.approved_accounts"
    case .outreached: "s.outreached_accounts"
    case .responded: "s.responded_accounts"
    }
  }

  fileprivate func sql(_ text: String) -> SQL {
    switch self {
    case .name: "\(text)"
    case .made, .accounts, .scored, .approved, .outreached, .responded:
      "\(Int(text) ?? 0)::bigint"
    }
  }

  /// The figures of all campaigns are read only to sort by them.
  fileprivate var figures: SQL {
    switch self {
    case .made, .name: ""
    case .accounts, .scored, .approved, .outreached, .responded:
      "JOIN fn.campaign_statistics s ON (s.workspace_id, s.campaign_id) = (c.workspace_id, c.id)"
    }
  }
}

extension Queryable {
  /// In this order from after `key` on; backwards from before it, nearest first.
  package func campaigns(
    _ filter: CampaignFilter = CampaignFilter(), by order: CampaignOrder = CampaignOrder(),
    key: CampaignKey? = nil, isBackwards: Bool = false, limit: Int = 50
  ) throws -> [CampaignLine] {
    let falls = order.isDescending != isBackwards
    let turn: SQL = falls ? "DESC" : "ASC"
    let comparison: SQL = falls ? "<" : ">"
    let value = order.column.value
    let isBehind: SQL =
      key.map {
        "(\(value), c.id) \(comparison) (\(order.column.sql($0.value)), \($0.id))"
      } ?? "true"
    return try all(
      """
      SELECT c.id, c.name, c.goal, p.name AS product_name, c.stage, c.status, c.launch_at,
        m.sent_mails, m.failed_mails, s.total_accounts, s.scored_accounts, s.approved_accounts,
        s.rejected_accounts, s.outreached_accounts, s.responded_accounts, '{}'::bigint[] AS scores,
        x.spend, c.sort_value::text AS sort_value
      FROM (
        SELECT c.*, \(value) AS sort_value
        FROM campaigns c
          \(order.column.figures)
        WHERE (c.archived_at IS NOT NULL) = \(filter.isArchived)
          AND (\(filter.search) = '' OR strpos(lower(c.name), lower(\(filter.search))) > 0)
          AND CASE \(filter.status)::text
            WHEN 'scheduled' THEN c.status = 'running' AND coalesce(c.launch_at > now(), false)
            WHEN 'running' THEN c.status = 'running' AND coalesce(c.launch_at <= now(), true)
            ELSE coalesce(c.status::text = \(filter.status), true) END
          AND (\(filter.goal)::text IS NULL OR c.goal::text = \(filter.goal))
          AND (\(filter.stage)::text IS NULL OR c.stage::text = \(filter.stage))
          AND \(isBehind)
        ORDER BY \(value) \(turn), c.id \(turn)
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
      ORDER BY c.sort_value \(turn), c.id \(turn)
      """)
  }
}
