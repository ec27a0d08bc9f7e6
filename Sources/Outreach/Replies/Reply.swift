import Foundation
import Postgres

/// A lead's reply.
package enum Reply {
  package typealias ID = Outreach.ID<Reply>
}

extension Reply.Class: SQLValue {}

/// A reply that waits to be classified.
package struct WaitingReply: Sendable {
  package let workspace: Workspace.ID
  package let id: Reply.ID
  package let subject: String
  package let text: String
  package let quoted: String
  /// Its headers say that a program wrote it.
  package let isAutomatic: Bool
  package let receivedAt: Date
}

extension WaitingReply: RowDecodable {
  package init(row: Row) throws {
    workspace = try row["workspace_id"]
    id = try row["reply_id"]
    subject = try row["subject"]
    text = try row["body"]
    quoted = try row["quoted"]
    isAutomatic = try row["automatic"]
    receivedAt = try row["received_at"]
  }
}

/// The class of a reply, the confidence from 0 to 1, and the signs that led to it.
package struct Verdict: Sendable, Equatable {
  package let replyClass: Reply.Class
  package let confidence: Double
  package let reasons: [String]
  /// For an absence: the day on which they are back.
  package let backOn: Day?

  package init(
    _ replyClass: Reply.Class, confidence: Double, reasons: [String], backOn: Day? = nil
  ) {
    self.replyClass = replyClass
    self.confidence = confidence
    self.reasons = reasons
    self.backOn = backOn
  }
}

extension Database {
  /// Leases waiting replies, as `overture_worker` those of all workspaces. Reading one twice does
  /// no harm, so after a lapsed lease it is simply leased again.
  package func claimReplies(
    for worker: String, atMost count: Int, lease: Duration = .seconds(60)
  ) throws -> [WaitingReply] {
    try all("SELECT * FROM fn.claim_replies(\(worker), \(count), \(lease))")
  }

  /// Tells open pages of these workspaces that replies have changed: in a transaction of its own,
  /// so that no writer waits for another.
  package func announceReplies(in workspaces: Set<Workspace.ID>) throws {
    for workspace in workspaces {
      try run("SELECT pg_notify('overture_campaigns', \("\(workspace)/replies"))")
    }
  }
}

extension Queryable {
  /// Records the class and applies all its consequences. Refused if the reply already has one.
  package func settle(_ reply: Reply.ID, as verdict: Verdict) throws {
    try refusing {
      try run(
        """
        SELECT fn.classify_reply(\(reply), \(verdict.replyClass), \(verdict.confidence),
          \(verdict.reasons), \(verdict.backOn))
        """)
    }
  }

  /// Returns a reply that could not be read; it is due again later, with a growing delay.
  package func postpone(_ reply: Reply.ID, because why: String) throws {
    try run("SELECT fn.postpone_reply(\(reply), \(String(why.prefix(500))))")
  }

  /// A person says what a reply means; the first class stays on record.
  package func correct(_ reply: Reply.ID, to replyClass: Reply.Class) throws {
    try refusing { try run("SELECT fn.correct_reply(\(reply), \(replyClass))") }
  }

  /// A person assigns an unmatched reply to a contact.
  package func assign(_ reply: Reply.ID, to contact: Contact.ID, in campaign: Campaign.ID) throws {
    try refusing { try run("SELECT fn.assign_reply(\(reply), \(campaign), \(contact))") }
  }

  /// Marks a reply as done, or opens it again. False: there is no such reply.
  package func markAsDone(_ reply: Reply.ID, _ isDone: Bool) throws -> Bool {
    try !rows(
      """
      UPDATE replies
      SET done_at = CASE WHEN \(isDone) THEN coalesce(done_at, now()) END,
        done_by = CASE WHEN \(isDone) THEN coalesce(done_by, rule.person()) END
      WHERE id = \(reply)
      RETURNING id
      """
    ).isEmpty
  }
}
