import Postgres

/// Why an email failed.
package enum FailureReason: String, SQLValue, Sendable, CaseIterable {
  /// The server was busy, or full, at every attempt.
  case givenUp = "given_up"
  /// The text could not be written for this lead.
  case text
  case hardRecipient = "hard_recipient"
  case softRecipient = "soft_recipient"
  case policySender = "policy_sender"
  case content
  /// A person said of an unconfirmed email that it did not arrive.
  case lost
  case unknown = "unknown_permanent"
}

/// The obstacle to trying a failed email again.
package enum FailureObstacle: String, SQLValue, Sendable, CaseIterable {
  /// Rejected permanently.
  case refused
  /// It may have arrived.
  case doubted
  /// The lead's sequence is not at its end.
  case goesOn = "goes_on"
  /// The lead replied, unsubscribed, bounced or was taken out.
  case left
  case rejected
  case noContact = "no_contact"
  /// A later step was sent.
  case later
  case elsewhere
  case noStep = "no_step"
}

/// The failed emails of a campaign that have a reason and an obstacle in common.
package struct FailureGroup: Sendable, Equatable, RowDecodable {
  package let reason: FailureReason
  /// Nil: they may be tried again.
  package let obstacle: FailureObstacle?
  package let mails: Int
  package let leads: Int
  /// The server's answer to the last of them.
  package let answer: String

  package init(row: Row) throws {
    reason = try row["failure"]
    obstacle = try row[optional: "obstacle"]
    mails = try row["mails"]
    leads = try row["leads"]
    answer = try row["answer"]
  }
}

/// How many emails of a campaign failed for one reason.
package struct FailureCount: Sendable, Equatable, RowDecodable {
  package let reason: FailureReason
  package let mails: Int

  package init(row: Row) throws {
    reason = try row["failure"]
    mails = try row["mails"]
  }

  /// The most frequent first, counting failures that were not tried again. Until the campaign is
  /// completed there are none, and nothing is read.
  package static func all(of campaign: Campaign.ID) -> Question<[FailureCount]> {
    Ask.all(
      """
      SELECT coalesce(d.failure, 'unknown_permanent') AS failure, count(*) AS mails
      FROM deliveries d
      WHERE d.campaign_id = \(campaign) AND d.stage = 'failed' AND d.tried_again_at IS NULL
        AND EXISTS (
          SELECT FROM campaigns c WHERE c.id = \(campaign) AND c.status = 'completed')
      GROUP BY 1
      ORDER BY 2 DESC, 1
      """)
  }
}

/// An email of a campaign that failed, and whose it is.
package struct FailedEmail: Sendable, Equatable, RowDecodable {
  package let enrollment: Enrollment.ID
  package let name: String
  package let email: String
  package let company: String
  /// From 1.
  package let step: Int
  package let reason: FailureReason
  /// Nil: it may be tried again.
  package let obstacle: FailureObstacle?
  package let answer: String
}

extension Queryable {
  /// The first ones by lead and step; those that may be tried again come first.
  package func failedEmails(of campaign: Campaign.ID, limit: Int) throws -> [FailedEmail] {
    try all(
      """
      SELECT f.enrollment_id AS enrollment,
        coalesce(fn.contact_name(k.first_name, k.last_name, k.email, k.phone), a.name) AS name,
        coalesce(k.email, '') AS email, a.name AS company, f.position + 1 AS step,
        f.failure AS reason, f.obstacle, coalesce(d.answer, '') AS answer
      FROM (
        SELECT * FROM fn.failed_deliveries(\(campaign)) f
        ORDER BY f.obstacle IS NOT NULL, f.enrollment_id, f.position
        LIMIT \(limit)
      ) f
        JOIN deliveries d ON d.id = f.delivery_id
        JOIN enrollments e ON (e.workspace_id, e.id) = (d.workspace_id, f.enrollment_id)
        JOIN contacts k ON (k.workspace_id, k.id) = (e.workspace_id, e.contact_id)
        JOIN accounts a ON (a.workspace_id, a.id) = (e.workspace_id, e.account_id)
      ORDER BY f.obstacle IS NOT NULL, f.enrollment_id, f.position
      """)
  }

  /// The most frequent first; those that may be tried again come before those that may not.
  package func failures(of campaign: Campaign.ID) throws -> [FailureGroup] {
    try all(
      """
      SELECT f.failure, f.obstacle, count(*) AS mails, count(DISTINCT f.enrollment_id) AS leads,
        coalesce((array_agg(d.answer ORDER BY d.settled_at DESC))[1], '') AS answer
      FROM fn.failed_deliveries(\(campaign)) f
        JOIN deliveries d ON d.id = f.delivery_id
      GROUP BY f.failure, f.obstacle
      ORDER BY f.obstacle IS NOT NULL, mails DESC, f.failure, f.obstacle
      """)
  }

  /// Tries those again that may be; returns how many emails.
  package func tryFailedAgain(in campaign: Campaign.ID, by person: Person.ID) throws -> Int {
    try refusing { try value("SELECT fn.try_failed_again(\(campaign), \(person))") }
  }
}
