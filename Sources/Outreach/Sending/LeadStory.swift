import Foundation
import Postgres

/// Everything that is known about one lead of a sequence.
package struct LeadStory: Sendable {
  package let enrollment: Enrollment.ID
  package let campaign: Campaign.ID
  package let campaignName: String
  package let account: Account.ID
  package let company: String
  package let contact: Contact.ID
  package let name: String
  package let title: String
  package let email: String
  package let mailbox: String
  package let state: Enrollment.State
  package let exitReason: ExitReason?
  package let addedAt: Date
  package let endedAt: Date?
  package let steps: Int
  package let lists: [String]
  package let repliedAt: Date?
  package let timeZone: String
  package let isPractice: Bool
}

extension LeadStory: RowDecodable {
  package init(row: Row) throws {
    enrollment = try row["enrollment_id"]
    campaign = try row["campaign_id"]
    campaignName = try row["campaign_name"]
    account = try row["account_id"]
    company = try row["company"]
    contact = try row["contact_id"]
    name = try row["name"]
    title = try row["title"]
    email = try row["email"]
    mailbox = try row["mailbox"]
    state = try row["state"]
    exitReason = try row[optional: "exit_reason"]
    addedAt = try row["added_at"]
    endedAt = try row[optional: "ended_at"]
    steps = try row["steps"]
    lists = try row["lists"]
    repliedAt = try row[optional: "first_replied_at"]
    timeZone = try row["time_zone"]
    isPractice = try row["is_practice"]
  }
}

/// One email of a lead, planned or past.
package struct LeadDelivery: Sendable {
  package let id: Delivery.ID
  package let step: Int
  package let attempt: Int
  package let state: Delivery.State
  package let dueAt: Date
  package let sentAt: Date?
  package let settledAt: Date?
  package let transmittingAt: Date?
  package let answer: String
  package let messageID: String
  package let subject: String
  package let arm: Int?
  package let opens: Int
  package let machineOpens: Int
  package let clicks: Int
  package let bounce: BounceSeverity?
  package let bouncedAt: Date?
  package let repliedAt: Date?

  package var isOpen: Bool {
    [.planned, .deferred, .claimed, .transmitting, .unconfirmed].contains(state)
  }
}

extension LeadDelivery: RowDecodable {
  package init(row: Row) throws {
    id = try row["id"]
    step = try row["step"]
    attempt = try row["attempt"]
    state = try row["state"]
    dueAt = try row["due_at"]
    sentAt = try row[optional: "sent_at"]
    settledAt = try row[optional: "settled_at"]
    transmittingAt = try row[optional: "transmitting_at"]
    answer = try row["answer"]
    messageID = try row["message_id"]
    subject = try row["subject"]
    arm = try row[optional: "arm"]
    opens = try row["opens"]
    machineOpens = try row["machine_opens"]
    clicks = try row["clicks"]
    bounce = try row[optional: "bounce"]
    bouncedAt = try row[optional: "bounced_at"]
    repliedAt = try row[optional: "replied_at"]
  }
}

/// An open, a click or the like, and whether a human or a machine made it.
package struct LeadVisit: Sendable {
  package let at: Date
  package let kind: TrackingKind
  package let visitor: VisitorClass
  package let judgedBy: String
}

extension LeadVisit: RowDecodable {}

extension Queryable {
  package func leadStory(
    _ enrollment: Enrollment.ID, in campaign: Campaign.ID
  ) throws -> LeadStory {
    let story: LeadStory? = try first(
      """
      SELECT e.id AS enrollment_id, e.campaign_id, c.name AS campaign_name, e.account_id,
        a.name AS company, e.contact_id, k.title, coalesce(k.email, '') AS email,
        fn.contact_name(k.first_name, k.last_name, k.email, k.phone) AS name,
        coalesce(m.email, '') AS mailbox, e.state, e.exit_reason, e.added_at, e.ended_at,
        (SELECT count(*) FROM steps s WHERE s.campaign_id = e.campaign_id) AS steps,
        ARRAY(SELECT l.name FROM list_contacts lc
          JOIN campaign_lists cl ON cl.list_id = lc.list_id AND cl.campaign_id = e.campaign_id
          JOIN lists l ON l.id = lc.list_id
          WHERE lc.contact_id = e.contact_id ORDER BY l.name) AS lists,
        ca.first_replied_at, coalesce(k.time_zone, '') AS time_zone,
        coalesce(m.kind = 'practice', false) AS is_practice
      FROM enrollments e
        JOIN campaigns c ON (c.workspace_id, c.id) = (e.workspace_id, e.campaign_id)
        JOIN accounts a ON (a.workspace_id, a.id) = (e.workspace_id, e.account_id)
        JOIN contacts k ON (k.workspace_id, k.id) = (e.workspace_id, e.contact_id)
        JOIN campaign_accounts ca ON (ca.workspace_id, ca.campaign_id, ca.account_id)
          = (e.workspace_id, e.campaign_id, e.account_id)
        LEFT JOIN mailboxes m ON (m.workspace_id, m.id) = (e.workspace_id, e.mailbox_id)
      WHERE e.id = \(enrollment) AND e.campaign_id = \(campaign)
      """)
    guard let story else { throw Refusal.notFound("lead \(enrollment)") }
    return story
  }

  /// By step; a second attempt comes after the first.
  package func deliveries(to enrollment: Enrollment.ID) throws -> [LeadDelivery] {
    try all(
      """
      SELECT d.id, d.position + 1 AS step, d.attempt, d.state, d.due_at, d.sent_at, d.settled_at,
        d.transmitting_at, coalesce(d.answer, '') AS answer,
        coalesce(d.message_id, '') AS message_id, d.arm, d.bounce, d.bounced_at, d.replied_at,
        coalesce(
          t.subject, s.subjects[coalesce(d.arm, e.rotation) % cardinality(s.subjects) + 1], '')
          AS subject,
        v.opens, v.machine_opens, v.clicks
      FROM deliveries d
        JOIN enrollments e ON (e.workspace_id, e.id) = (d.workspace_id, d.enrollment_id)
        LEFT JOIN steps s ON (s.workspace_id, s.campaign_id, s.position)
          = (d.workspace_id, d.campaign_id, d.position)
        LEFT JOIN messages m ON (m.workspace_id, m.delivery_id) = (d.workspace_id, d.id)
        LEFT JOIN message_texts t ON (t.workspace_id, t.at, t.message_id)
          = (m.workspace_id, m.at, m.id)
        CROSS JOIN LATERAL (
          SELECT count(*) FILTER (WHERE v.kind = 'opened' AND v.visitor = 'human') AS opens,
            count(*) FILTER (WHERE v.kind = 'opened' AND v.visitor = 'machine') AS machine_opens,
            count(*) FILTER (WHERE v.kind = 'clicked' AND v.visitor = 'human') AS clicks
          FROM tracking_events v
          WHERE (v.workspace_id, v.delivery_id) = (d.workspace_id, d.id)
        ) v
      WHERE d.enrollment_id = \(enrollment)
      ORDER BY d.position, d.attempt
      """)
  }

  /// The latest first.
  package func visits(by enrollment: Enrollment.ID, limit: Int = 50) throws -> [LeadVisit] {
    try all(
      """
      SELECT v.at, v.kind, v.visitor, v.judged_by
      FROM deliveries d
        JOIN tracking_events v ON (v.workspace_id, v.delivery_id) = (d.workspace_id, d.id)
      WHERE d.enrollment_id = \(enrollment)
      ORDER BY v.at DESC, v.id DESC
      LIMIT \(limit)
      """)
  }

  /// The body of a step as its author wrote it; nil if the step no longer exists.
  package func stepBody(_ position: Int, of campaign: Campaign.ID) throws -> String? {
    try rows(
      "SELECT body FROM steps WHERE campaign_id = \(campaign) AND position = \(position)"
    ).first?["body"]
  }

  /// A person takes the lead out of the campaign.
  package func removeLead(_ enrollment: Enrollment.ID) throws {
    try refusing { try run("SELECT fn.end_enrollment(\(enrollment), 'manually_removed')") }
    try run(
      """
      INSERT INTO audit_entries (action, subject_kind, subject_id, campaign_id)
      SELECT 'took out of the sequence', 'contact', e.contact_id, e.campaign_id
      FROM enrollments e
      WHERE e.id = \(enrollment) AND rule.is_audited()
      """)
  }
}
