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
  /// Emails of its sequence that servers have accepted.
  package let sentMails: Int
  package let positive: Int
  /// Of all such campaigns, also those that are not shown.
  package let campaigns: Int
  package let pausedCampaigns: Int
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
    sentMails = try row["sent_mails"]
    positive = try row["positive"]
    campaigns = try row["campaigns"]
    pausedCampaigns = try row["paused_campaigns"]
  }
}

/// A mailbox and what is left of its day.
package struct MailboxToday: Sendable, RowDecodable {
  package let id: Mailbox.ID
  package let email: String
  package let health: Int
  package let used: Int
  package let dayLimit: Int
  /// Nil: it can send.
  package let obstacle: MailboxObstacle?
}

/// How many replies of one class came in; nil: no class was found yet.
package struct ClassCount: Sendable, Equatable, RowDecodable {
  package let replyClass: Reply.Class?
  package let replies: Int

  /// The days that are counted, up to now.
  package static let days = 30
}

/// What was spent in one currency in the last 30 days.
package struct Spending: Sendable, RowDecodable {
  package let currency: String
  package let amount: String
  package let entries: Int
}

extension RunningCampaign {
  /// At most ten: those that run, and those that paused themselves. To be combined with the page's
  /// other queries.
  package static var latest: Question<[RunningCampaign]> {
    Ask.all(
      """
      SELECT c.id, c.name, p.name AS product, c.goal, c.status, c.pause_reason,
        c.pause_details, c.launch_at, s.outreached_accounts AS written, s.total_accounts AS total,
        s.responded_accounts AS replied, m.sent_mails,
        (SELECT count(*) FROM replies r
          WHERE r.campaign_id = c.id AND r.class = 'positive') AS positive,
        c.campaigns, c.paused_campaigns
      FROM (
        SELECT c.*, count(*) OVER () AS campaigns,
          count(*) FILTER (WHERE c.status <> 'running') OVER () AS paused_campaigns
        FROM campaigns c
        WHERE c.archived_at IS NULL AND (c.status = 'running' OR c.pause_reason IS NOT NULL)
        ORDER BY c.id DESC
        LIMIT 10
      ) c
        JOIN products p ON (p.workspace_id, p.id) = (c.workspace_id, c.product_id)
        JOIN fn.campaign_statistics s ON (s.workspace_id, s.campaign_id) = (c.workspace_id, c.id)
        CROSS JOIN LATERAL \(MailFigures.ofCampaign) m
      ORDER BY c.id DESC
      """)
  }
}

extension MailboxToday {
  /// The ill ones first, at most six.
  package static var worst: Question<[MailboxToday]> {
    Ask.all(
      """
      SELECT m.id, m.email, m.health, coalesce(u.used, 0) AS used,
        fn.daily_limit(m.workspace_id, m.kind, m.daily_limit) AS day_limit,
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
}

extension ClassCount {
  /// The replies that the inbox lists for these days, whatever became of them. The time alone bounds
  /// what is read: behind the wall of a workspace a comparison of classes reaches no index.
  package static var recent: Question<[ClassCount]> {
    Ask.all(
      """
      SELECT class AS reply_class, count(*) AS replies
      FROM replies
      WHERE received_at > now() - make_interval(days => \(days)::int)
      GROUP BY class
      """)
  }
}

extension Queryable {
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
