import Foundation
import Postgres

package enum MailboxKind: String, SQLValue, Sendable, CaseIterable {
  /// Writes to test recipients on this machine.
  case practice
  case smtp
}

package enum MailboxState: String, SQLValue, Sendable, CaseIterable {
  case ready, paused
}

package enum MailboxSecurity: String, SQLValue, Sendable, CaseIterable {
  case none
  case starttls
  case tls
}

/// A sender, and what it may still send.
package struct Mailbox: Sendable, Equatable {
  package typealias ID = Outreach.ID<Mailbox>

  package let workspace: Workspace.ID
  package let id: ID
  package let kind: MailboxKind
  package let email: String
  package let displayName: String
  package let replyTo: String?
  /// The text below its emails; empty if it has none.
  package let signature: String
  package let host: String
  package let port: Int
  package let security: MailboxSecurity
  package let user: String?
  /// Sealed.
  package let password: [UInt8]?
  package let dkimDomain: String?
  package let dkimSelector: String?
  package let dkimRecord: String?
  package let state: MailboxState
  package let health: Int
  package let coolingUntil: Date?
  package let lastError: String?
  package let lastErrorAt: Date?
  package let dailyLimit: Int?
  package let rampStart: Int?
  package let rampStep: Int?
  package let rampSince: Day?
  package let verifiedAt: Date?
  /// Of the rolling day: what may be sent, what was, and what is left now.
  package let dayLimit: Int
  package let used: Int
  package let places: Int
  /// Nil: it can send now.
  package let obstacle: MailboxObstacle?
  package let nextAt: Date?
}

extension Mailbox: RowDecodable {
  package init(row: Row) throws {
    workspace = try row["workspace_id"]
    id = try row["id"]
    kind = try row["kind"]
    email = try row["email"]
    displayName = try row["display_name"]
    replyTo = try row[optional: "reply_to"]
    signature = try row["signature"]
    host = try row["smtp_host"]
    port = try row["smtp_port"]
    security = try row["smtp_security"]
    user = try row[optional: "smtp_user"]
    let sealed: Bytes? = try row[optional: "smtp_password"]
    password = sealed?.bytes
    dkimDomain = try row[optional: "dkim_domain"]
    dkimSelector = try row[optional: "dkim_selector"]
    dkimRecord = try row[optional: "dkim_record"]
    state = try row["state"]
    health = try row["health"]
    coolingUntil = try row[optional: "cooling_until"]
    lastError = try row[optional: "last_error"]
    lastErrorAt = try row[optional: "last_error_at"]
    dailyLimit = try row[optional: "daily_limit"]
    rampStart = try row[optional: "ramp_start"]
    rampStep = try row[optional: "ramp_step"]
    rampSince = try row[optional: "ramp_since"]
    verifiedAt = try row[optional: "verified_at"]
    dayLimit = try row["day_limit"]
    used = try row["used"]
    places = try row["places"]
    obstacle = try row[optional: "obstacle"]
    nextAt = try row[optional: "next_at"]
  }
}

extension Mailbox {
  /// Where a secret of it belongs.
  package func place(_ column: Secrets.Place.Column) -> Secrets.Place {
    Secrets.Place(workspace: workspace, mailbox: id, column)
  }

  /// The password that is kept, opened.
  package func password(by secrets: Secrets) throws -> String? {
    try password.map { try secrets.open($0, in: place(.smtpPassword)) }
  }
}

extension Queryable {
  /// The mailboxes of the workspace, the healthiest first.
  package func mailboxes() throws -> [Mailbox] {
    try mailboxes(only: nil)
  }

  package func mailbox(_ id: Mailbox.ID) throws -> Mailbox {
    guard let mailbox = try mailboxes(only: id).first else {
      throw Refusal.notFound("mailbox \(id)")
    }
    return mailbox
  }

  private func mailboxes(only id: Mailbox.ID?) throws -> [Mailbox] {
    try all(
      """
      WITH wanted AS MATERIALIZED (
        SELECT workspace_id, id, kind, email, display_name, reply_to, signature, smtp_host,
          smtp_port, smtp_security, smtp_user, smtp_password, dkim_domain, dkim_selector, dkim_record, state,
          health, cooling_until, last_error, last_error_at, daily_limit, ramp_start, ramp_step,
          ramp_since, verified_at
        FROM mailboxes
        WHERE archived_at IS NULL AND (\(id)::bigint IS NULL OR id = \(id))
      )
      SELECT m.workspace_id, m.id, m.kind, m.email, m.display_name, m.reply_to, m.signature,
        m.smtp_host, m.smtp_port, m.smtp_security, m.smtp_user, m.smtp_password, m.dkim_domain, m.dkim_selector,
        m.dkim_record, m.state, m.health, m.cooling_until, m.last_error,
        m.last_error_at, m.daily_limit, m.ramp_start, m.ramp_step, m.ramp_since, m.verified_at,
        p.day_limit, p.used, p.places, p.obstacle, p.next_at
      FROM wanted m
        JOIN fn.mailbox_places(
          ARRAY(SELECT workspace_id FROM wanted), ARRAY(SELECT id FROM wanted), now()) p
          ON (p.workspace_id, p.mailbox_id) = (m.workspace_id, m.id)
      ORDER BY m.health DESC, m.email, m.id
      """)
  }

  /// What all mailboxes have sent in the last 24 hours.
  package func emailsSentInADay() throws -> Int {
    try value("SELECT fn.emails_sent(now() - interval '24 hours')")
  }

  /// The ids of the senders of a campaign.
  package func mailboxes(of campaign: Campaign.ID) throws -> [Mailbox.ID] {
    try value(
      """
      SELECT coalesce(array_agg(mailbox_id ORDER BY mailbox_id), '{}')
      FROM campaign_mailboxes WHERE campaign_id = \(campaign)
      """)
  }
}
