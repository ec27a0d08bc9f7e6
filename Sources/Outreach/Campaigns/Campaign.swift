import Foundation
import Postgres

/// One outbound initiative: one product, one goal, any channel.
package struct Campaign: Sendable, Equatable {
  package typealias ID = Outreach.ID<Campaign>

  package let id: ID
  package let name: String
  package let slug: String
  package let goal: Goal
  package let product: Product.ID
  package let productName: String
  /// ISO 639-1: its own, or else the product's.
  package let language: String
  package let hasOwnLanguage: Bool
  package let stage: Stage
  package let status: CampaignStatus
  /// Nil: the program did not pause it.
  package let pause: CampaignPause?
  /// When a launched campaign begins.
  package let launchAt: Date?
  package let onlyApproved: Bool
  package let checkReply: Bool
  package let trackOpens: Bool
  package let trackClicks: Bool
  package let createdBy: String
  package let createdAt: Date
  package let updatedAt: Date
  package let isArchived: Bool
}

package enum Goal: String, SQLValue, Sendable, CaseIterable {
  case sales, partnership, press, investor, recruiting
  case customerExpansion = "customer_expansion"
  case winBack = "win_back"
  case event, research, influencer, renewal
}

/// The stage that the team gives a campaign: a hint, which enforces nothing.
package enum Stage: String, SQLValue, Sendable, CaseIterable {
  case draft
  case icpDefinition = "icp_definition"
  case databaseConfig = "database_config"
  case scoring, outreach, active, paused, completed
}

extension Campaign: RowDecodable {
  package init(row: Row) throws {
    id = try row["id"]
    name = try row["name"]
    slug = try row["slug"]
    goal = try row["goal"]
    product = try row["product_id"]
    productName = try row["product_name"]
    language = try row["language"]
    hasOwnLanguage = try row["has_own_language"]
    stage = try row["stage"]
    status = try row["status"]
    pause = try CampaignPause(row: row)
    launchAt = try row[optional: "launch_at"]
    onlyApproved = try row["only_approved"]
    checkReply = try row["check_reply"]
    trackOpens = try row["track_opens"]
    trackClicks = try row["track_clicks"]
    createdBy = try row[optional: "created_by_name"] ?? ""
    createdAt = try row["created_at"]
    updatedAt = try row["updated_at"]
    isArchived = try row["is_archived"]
  }
}

/// The next thing a draft lacks before it can send; `launch`: it has a list and steps.
package enum DraftNeed: String, SQLValue, Sendable, CaseIterable {
  case list, step, launch
}

/// A campaign and its numbers, as the head of its pages shows them.
package struct CampaignOverview: Sendable, RowDecodable {
  package let campaign: Campaign
  package let statistics: CampaignStatistics
  package let mails: MailFigures
  /// It sends to test recipients on this machine.
  package let isPractice: Bool
  /// Why nothing is sent although it is running: none of its mailboxes may send. Nil: one may. Of
  /// several reasons, the one that passes first: they are in that order alphabetically.
  package let obstacle: MailboxObstacle?
  /// Nil: it is launched or archived.
  package let need: DraftNeed?

  /// Emails of it have gone out: it cannot become a draft again.
  package var hasBegun: Bool { mails.sent + mails.failed > 0 }

  package init(row: Row) throws {
    campaign = try Campaign(row: row)
    statistics = try CampaignStatistics(row: row)
    mails = try MailFigures(row: row)
    isPractice = try row["is_practice"]
    obstacle = try row[optional: "obstacle"]
    need = try row[optional: "need"]
  }

  /// To be combined with the page's other queries; no row: there is no such campaign.
  package static func question(_ campaign: Campaign.ID) -> Question<CampaignOverview?> {
    Ask.first(sql(campaign))
  }

  fileprivate static func sql(_ campaign: Campaign.ID) -> SQL {
    """
    SELECT c.id, c.name, c.slug, c.goal, c.product_id, p.name AS product_name,
      coalesce(c.language, p.language) AS language, c.language IS NOT NULL AS has_own_language,
      c.stage, c.status, c.pause_reason, c.pause_details, c.launch_at, c.only_approved,
      c.check_reply, c.track_opens, c.track_clicks, o.name AS created_by_name, c.created_at, c.updated_at,
      c.archived_at IS NOT NULL AS is_archived, s.total_accounts,
      s.scored_accounts, s.approved_accounts, s.rejected_accounts, s.outreached_accounts,
      s.responded_accounts,
      ARRAY[s.score_0, s.score_1, s.score_2, s.score_3, s.score_4, s.score_5, s.score_6,
        s.score_7, s.score_8, s.score_9] AS scores,
      m.sent_mails, m.failed_mails,
      EXISTS (
        SELECT FROM campaign_mailboxes cm
          JOIN mailboxes m ON (m.workspace_id, m.id) = (cm.workspace_id, cm.mailbox_id)
        WHERE cm.campaign_id = c.id AND m.kind = 'practice') AS is_practice,
      CASE WHEN c.status = 'running' AND c.archived_at IS NULL THEN (
        SELECT CASE
          WHEN count(*) = 0 THEN 'none_chosen'
          WHEN bool_and(o.obstacle IS NOT NULL) THEN min(o.obstacle) END
        FROM campaign_mailboxes cm
          JOIN mailboxes m ON (m.workspace_id, m.id) = (cm.workspace_id, cm.mailbox_id)
          CROSS JOIN LATERAL (
            SELECT CASE
              WHEN m.archived_at IS NOT NULL OR m.state <> 'ready' THEN 'paused'
              WHEN m.health <= 20 THEN 'health'
              WHEN m.cooling_until > now() THEN 'cooling' END AS obstacle
          ) o
        WHERE (cm.workspace_id, cm.campaign_id) = (c.workspace_id, c.id)) END AS obstacle,
      CASE
        WHEN c.status <> 'draft' OR c.archived_at IS NOT NULL THEN NULL
        WHEN NOT EXISTS (
          SELECT FROM campaign_lists l
          WHERE (l.workspace_id, l.campaign_id) = (c.workspace_id, c.id)) THEN 'list'
        WHEN NOT EXISTS (
          SELECT FROM steps s WHERE (s.workspace_id, s.campaign_id) = (c.workspace_id, c.id)) THEN 'step'
        ELSE 'launch' END AS need
    FROM campaigns c
      JOIN products p ON (p.workspace_id, p.id) = (c.workspace_id, c.product_id)
      JOIN fn.campaign_statistics s ON (s.workspace_id, s.campaign_id) = (c.workspace_id, c.id)
      CROSS JOIN LATERAL \(MailFigures.ofCampaign) m
      LEFT JOIN people o ON o.id = c.created_by
    WHERE c.id = \(campaign)
    """
  }
}

extension Queryable {
  package func overview(of campaign: Campaign.ID) throws -> CampaignOverview {
    guard let overview: CampaignOverview = try first(CampaignOverview.sql(campaign)) else {
      throw Refusal.notFound("campaign")
    }
    return overview
  }
}
