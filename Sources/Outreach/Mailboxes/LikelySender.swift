import Postgres

/// The mailbox from which a lead's next email goes, for a preview.
package struct LikelySender: Sendable, Equatable, RowDecodable {
  package let mailbox: Mailbox.ID
  package let email: String
  /// Empty if the mailbox has none.
  package let signature: String
  /// The lead has no mailbox yet: one of several is drawn when its first email is sent.
  package let isDrawn: Bool
}

extension Queryable {
  /// The lead's own mailbox; for a lead without one, or whose mailbox has left the campaign, the
  /// campaign's healthiest ready mailbox. Nil if the campaign has no mailbox.
  package func likelySender(
    to enrollment: Enrollment.ID, of campaign: Campaign.ID
  ) throws -> LikelySender? {
    try first(
      """
      SELECT m.id AS mailbox, m.email, m.signature,
        e.mailbox_id IS DISTINCT FROM m.id AND count(*) OVER () > 1 AS is_drawn
      FROM campaign_mailboxes cm
        JOIN mailboxes m ON (m.workspace_id, m.id) = (cm.workspace_id, cm.mailbox_id)
        LEFT JOIN enrollments e ON e.workspace_id = cm.workspace_id AND e.id = \(enrollment)
      WHERE cm.campaign_id = \(campaign)
      ORDER BY e.mailbox_id IS NOT DISTINCT FROM m.id DESC, m.state, m.health DESC, m.id
      LIMIT 1
      """)
  }
}
