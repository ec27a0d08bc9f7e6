import Foundation
import Postgres

/// A campaign that runs, or stopped by itself.
package struct RunningCampaign: Sendable {
  package let id: Campaign.ID
  package let name: String
  package let product: String
  package let goal: Goal
  package let status: CampaignStatus
  package let pause: CampaignPause?
  package let launchAt: Date?
  package let written: Int
  package let total: Int
  package let replied: Int
  package let positive: Int
}

extension RunningCampaign: RowDecodable {
  package init(row: Row) throws {
    id = try row["id"]
    name = try row["name"]
    product = try row["product"]
    goal = try row["goal"]
    status = try row["status"]
    pause = try CampaignPause(row: row)
    launchAt = try row[optional: "launch_at"]
    written = try row["written"]
    total = try row["total"]
    replied = try row["replied"]
    positive = try row["positive"]
  }
}

/// A mailbox and what is left of its day.
package struct MailboxToday: Sendable {
  package let email: String
  package let health: Int
  package let used: Int
  package let limit: Int
  /// Nil: it can send.
  package let obstacle: MailboxObstacle?
}

extension MailboxToday: RowDecodable {
  package init(row: Row) throws {
    email = try row["email"]
    health = try row["health"]
    used = try row["used"]
    limit = try row["day_limit"]
    obstacle = try row[optional: "obstacle"]
  }
}

/// What was spent in one currency in the last 30 days.
package struct Spending: Sendable {
  package let currency: String
  package let amount: String
  package let entries: Int
}

extension Spending: RowDecodable {
  package init(row: Row) throws {
    currency = try row["currency"]
    amount = try row["amount"]
    entries = try row["entries"]
  }
}

extension Queryable {
  /// At most ten: those that run, and those that paused themselves.
  package func runningCampaigns() throws -> [RunningCampaign] {
    try all(
      """
      SELECT c.id, c.name, p.name AS product, c.goal, c.status, c.pause_reason,
        c.pause_details, c.launch_at,
        coalesce(s.outreached_accounts, 0) AS written, coalesce(s.total_accounts, 0) AS total,
        coalesce(s.responded_accounts, 0) AS replied,
        (SELECT count(*) FROM replies r
          WHERE r.campaign_id = c.id AND r.class = 'positive') AS positive
      FROM campaigns c
        JOIN products p ON (p.workspace_id, p.id) = (c.workspace_id, c.product_id)
        LEFT JOIN fn.campaign_statistics s
          ON (s.workspace_id, s.campaign_id) = (c.workspace_id, c.id)
      WHERE c.archived_at IS NULL AND (c.status = 'running' OR c.pause_reason IS NOT NULL)
      ORDER BY c.id DESC
      LIMIT 10
      """)
  }

  /// The ill ones first, at most six.
  package func mailboxesToday() throws -> [MailboxToday] {
    try all(
      """
      SELECT m.email, m.health, coalesce(u.used, 0) AS used,
        coalesce(m.daily_limit, (rule.setting(m.workspace_id, CASE m.kind
          WHEN 'practice' THEN 'practice.daily_limit' ELSE 'sending.daily_limit' END) #>> '{}')::int)
          AS day_limit,
        CASE WHEN m.health <= 20 THEN 'health'
          WHEN m.cooling_until > now() THEN 'cooling'
          WHEN m.state = 'paused' THEN 'paused' END AS obstacle
      FROM mailboxes m
        LEFT JOIN LATERAL (
          SELECT sum(x.used)::bigint AS used FROM mailbox_uses x
          WHERE (x.workspace_id, x.mailbox_id) = (m.workspace_id, m.id)
            AND x.minute > now() - interval '24 hours'
        ) u ON true
      WHERE m.archived_at IS NULL
      ORDER BY m.health, m.id
      LIMIT 6
      """)
  }

  /// The days are those of the workspace's time zone. What is dated ahead is not spent yet.
  package func spendingOf30Days() throws -> [Spending] {
    try all(
      """
      SELECT currency, sum(amount)::text AS amount, count(*) AS entries
      FROM expenses,
        (SELECT (now() AT TIME ZONE w.time_zone)::date AS today
          FROM workspaces w WHERE w.id = rule.workspace()) d
      WHERE spent_on > d.today - 30 AND spent_on <= d.today
      GROUP BY currency
      ORDER BY currency
      """)
  }
}
