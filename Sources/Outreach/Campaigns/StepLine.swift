import Postgres

/// A step of the sequence with the outcomes of its emails.
package struct StepLine: Sendable, RowDecodable {
  package let position: Int
  package let subject: String
  package let waitDays: Int
  package let waitHours: Int
  package let condition: StepCondition
  package let sent: Int
  package let opened: Int
  package let machineOpened: Int
  package let clicked: Int
  package let replied: Int
  /// The address accepts no email: this is what the bounce rate counts.
  package let hardBounced: Int
  package let softBounced: Int

  package static func all(of campaign: Campaign.ID) -> Question<[StepLine]> {
    Ask.all(
      """
      SELECT t.position, t.subjects[1] AS subject, t.wait_days, t.wait_hours, t.condition,
        coalesce(s.sent, 0) AS sent, coalesce(s.opened, 0) AS opened,
        coalesce(s.machine_opened, 0) AS machine_opened, coalesce(s.clicked, 0) AS clicked,
        coalesce(s.replied, 0) AS replied,
        coalesce(s.hard_bounced, 0) AS hard_bounced, coalesce(s.soft_bounced, 0) AS soft_bounced
      FROM steps t
        LEFT JOIN fn.step_statistics s
          ON s.campaign_id = \(campaign) AND s.position = t.position
      WHERE t.campaign_id = \(campaign)
      ORDER BY t.position
      """)
  }
}
