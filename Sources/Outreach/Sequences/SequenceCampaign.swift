import Foundation
import Postgres

/// The facts about a campaign that the sequence's pages need.
package struct SequenceCampaign: Sendable, Equatable, RowDecodable {
  package let id: Campaign.ID
  package let name: String
  package let status: CampaignStatus
  package let isArchived: Bool
  package let checkReply: Bool
  package let trackOpens: Bool
  package let trackClicks: Bool
  package let onlyApproved: Bool
  /// When it was launched, and when it may begin to send, if that is later.
  package let launchedAt: Date?
  package let launchAt: Date?
  package let isPractice: Bool
  /// The text below its emails: the workspace's footer, or else its name.
  package let footer: String

  package var isDraft: Bool { status == .draft }
}

extension Queryable {
  package func sequenceCampaign(_ id: Campaign.ID) throws -> SequenceCampaign {
    let campaign: SequenceCampaign? = try first(
      """
      SELECT c.id, c.name, c.status, c.archived_at IS NOT NULL AS is_archived, c.check_reply, c.track_opens, c.track_clicks, c.only_approved,
        c.launched_at, c.launch_at,
        EXISTS (
          SELECT FROM campaign_mailboxes cm
            JOIN mailboxes m ON (m.workspace_id, m.id) = (cm.workspace_id, cm.mailbox_id)
          WHERE cm.campaign_id = c.id AND m.kind = 'practice') AS is_practice,
        coalesce(
          nullif(rule.setting(c.workspace_id, 'sending.footer') #>> '{}', ''), w.name) AS footer
      FROM campaigns c
        JOIN workspaces w ON w.id = c.workspace_id
      WHERE c.id = \(id)
      """)
    guard let campaign else { throw Refusal.notFound("campaign \(id)") }
    return campaign
  }
}
