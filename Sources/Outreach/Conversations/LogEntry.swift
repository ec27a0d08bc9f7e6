import Foundation
import Postgres

/// A message that a person logged or pasted, in the form in which it can be changed: its contact
/// and its direction stay.
package struct LogEntry: Sendable, RowDecodable {
  package let id: Message.ID
  package let contact: Contact.ID
  package let contactName: String
  package let isInbound: Bool
  package let channel: Channel
  package let at: Date
  package let subject: String
  package let text: String
}

extension Queryable {
  /// An entry of the conversation with this account in this campaign. Messages of the sequence and
  /// of mailboxes are not returned.
  package func logEntry(
    _ message: Message.ID, of account: Account.ID, in campaign: Campaign.ID
  ) throws -> LogEntry {
    let entry: LogEntry? = try first(
      """
      SELECT m.id, m.contact_id,
        fn.contact_name(k.first_name, k.last_name, k.email, k.phone) AS contact_name,
        m.direction = 'inbound' AS is_inbound, m.channel, m.at, x.subject, x.text
      FROM messages m
        JOIN message_texts x
          ON (x.workspace_id, x.at, x.message_id) = (m.workspace_id, m.at, m.id)
        JOIN contacts k ON (k.workspace_id, k.id) = (m.workspace_id, m.contact_id)
      WHERE m.id = \(message) AND m.account_id = \(account) AND m.campaign_id = \(campaign)
        AND m.is_logged
      """)
    guard let entry else { throw Refusal.notFound("entry \(message)") }
    return entry
  }

  package func change(
    _ entry: LogEntry, to message: LoggedMessage, in campaign: Campaign.ID
  ) throws {
    try refusing {
      try run(
        """
        SELECT fn.change_log_entry(\(entry.id), \(message.channel), \(message.subject),
          \(message.text), \(message.at))
        """)
    }
    try audit(entry, "changed", in: campaign)
  }

  /// Removes an entry that was logged by mistake, with the effects that it alone caused.
  package func remove(_ entry: LogEntry, from campaign: Campaign.ID) throws {
    try refusing { try run("SELECT fn.remove_log_entry(\(entry.id))") }
    try audit(entry, "removed", in: campaign)
  }

  /// Brings back an entry that was removed in the last seven days.
  package func restore(entry: Message.ID, of account: Account.ID, in campaign: Campaign.ID) throws {
    let restored: Message.ID? = try refusing {
      let contacts = try rows(
        """
        SELECT e.contact_id, e.direction = 'inbound' AS is_inbound
        FROM removed_entries e
        WHERE e.message_id = \(entry) AND e.account_id = \(account) AND e.campaign_id = \(campaign)
        """)
      guard let row = contacts.first else { return nil }
      try run("SELECT fn.restore_log_entry(\(entry))")
      let isInbound: Bool = try row["is_inbound"]
      let contact: Contact.ID = try row["contact_id"]
      try audit(
        isInbound ? "put back a pasted answer of" : "put back a logged message to", .contact,
        id: contact.rawValue, campaign: campaign)
      return entry
    }
    guard restored != nil else { throw Refusal.notFound("removed entry \(entry)") }
  }

  private func audit(_ entry: LogEntry, _ act: String, in campaign: Campaign.ID) throws {
    try audit(
      entry.isInbound ? "\(act) a pasted answer of" : "\(act) a logged message to", .contact,
      id: entry.contact.rawValue, campaign: campaign)
  }
}
