import Foundation
import Postgres

/// A campaign that an account is in, and how far the campaign has come with it.
package struct AccountCampaign: Sendable, Equatable, RowDecodable {
  package let id: Campaign.ID
  package let name: String
  package let status: CampaignStatus
  package let launchAt: Date?
  package let isArchived: Bool
  package let review: ReviewStatus
  package let outreach: OutreachStatus
  package let addedAt: Date
  /// Empty: no person added it.
  package let addedBy: String
  /// Nil: it waits for a review.
  package let reviewedAt: Date?
  package let reviewedBy: String
  package let sent: Int
  /// The steps of the sequence, for each contact of the account that is or was in it.
  package let most: Int
}

/// A reply of an account that a member still has to do something about.
package struct AccountReply: Sendable, Equatable, RowDecodable {
  package let id: Reply.ID
  package let sender: String
  package let replyClass: Reply.Class?
  /// A positive one: when it must be answered.
  package let dueAt: Date?
  package let receivedAt: Date
}

extension Queryable {
  /// The newest first, at most 100.
  package func campaigns(of account: Account.ID) throws -> [AccountCampaign] {
    try all(
      """
      SELECT c.id, c.name, c.status, c.launch_at, c.archived_at IS NOT NULL AS is_archived,
        ca.review_status AS review, ca.outreach_status AS outreach, ca.added_at,
        coalesce(p.name, '') AS added_by, ca.reviewed_at, coalesce(v.name, '') AS reviewed_by,
        mails.sent, mails.leads * (
          SELECT count(*) FROM steps s
          WHERE (s.workspace_id, s.campaign_id) = (c.workspace_id, c.id)) AS most
      FROM campaign_accounts ca
        JOIN campaigns c ON (c.workspace_id, c.id) = (ca.workspace_id, ca.campaign_id)
        LEFT JOIN people p ON p.id = ca.added_by
        LEFT JOIN people v ON v.id = ca.reviewed_by
        CROSS JOIN LATERAL (
          SELECT count(DISTINCT e.id) AS leads, count(d.id) FILTER (WHERE d.state = 'sent') AS sent
          FROM enrollments e
            LEFT JOIN deliveries d ON (d.workspace_id, d.enrollment_id) = (e.workspace_id, e.id)
          WHERE (e.workspace_id, e.campaign_id, e.account_id)
            = (ca.workspace_id, ca.campaign_id, ca.account_id)
        ) mails
      WHERE ca.account_id = \(account)
      ORDER BY c.id DESC
      LIMIT 100
      """)
  }

  /// Replies of the account that wait: those with a deadline first, then the oldest; at most five.
  package func waitingReplies(of account: Account.ID) throws -> [AccountReply] {
    try all(
      """
      SELECT r.id, coalesce(nullif(m.sender_name, ''), m.sender_email, 'Unknown sender') AS sender,
        r.class AS reply_class,
        CASE WHEN r.follow_up = 'due' THEN r.follow_up_due_at END AS due_at, r.received_at
      FROM messages m
        JOIN replies r ON (r.workspace_id, r.message_id) = (m.workspace_id, m.id)
      WHERE m.account_id = \(account)
        AND (r.follow_up = 'due' OR (r.done_at IS NULL AND fn.is_answer(r.class)))
      ORDER BY CASE WHEN r.follow_up = 'due' THEN r.follow_up_due_at END NULLS LAST,
        r.received_at, r.id
      LIMIT 5
      """)
  }

  /// The latest messages between us and an account in any campaign, the latest first.
  package func messages(with account: Account.ID, atMost limit: Int) throws -> [ConversationLine] {
    try all(
      """
      SELECT * FROM fn.conversation_lines
      WHERE account_id = \(account)
      ORDER BY at DESC, id DESC
      LIMIT \(limit)
      """)
  }
}
