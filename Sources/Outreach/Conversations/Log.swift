import Foundation
import Postgres

/// A message that a person wrote, said or heard themselves, on any channel.
package struct LoggedMessage: Sendable {
  package let contact: Contact.ID
  package let channel: Channel
  package let subject: String
  package let text: String
  package let at: Date

  package init(
    contact: Contact.ID, channel: Channel, subject: String, text: String, at: Date
  ) {
    self.contact = contact
    self.channel = channel
    self.subject = subject
    self.text = text
    self.at = at
  }
}

extension Queryable {
  /// The account counts as contacted from now on. Refused, with the reason, if the contact may not
  /// be contacted over this channel.
  package func logSent(
    _ message: LoggedMessage, in campaign: Campaign.ID, draft: Message.ID? = nil
  ) throws {
    try refusing {
      try run(
        """
        SELECT fn.log_sent(\(campaign), \(message.contact), \(message.channel), \(message.subject),
          \(message.text), \(message.at), \(draft))
        """)
    }
    try audit("logged a message to", .contact, id: message.contact.rawValue, campaign: campaign)
  }

  /// Saves an unfinished message.
  package func saveDraft(_ message: LoggedMessage, in campaign: Campaign.ID) throws {
    try refusing {
      try run(
        """
        SELECT fn.save_draft(\(campaign), \(message.contact), \(message.channel),
          \(message.subject), \(message.text))
        """)
    }
    try audit("saved a draft to", .contact, id: message.contact.rawValue, campaign: campaign)
  }

  /// The account counts as responded from now on. Without a class, the classifier reads the reply.
  package func pasteInbound(
    _ message: LoggedMessage, as replyClass: Reply.Class?, in campaign: Campaign.ID
  ) throws -> Reply.ID {
    let reply: Reply.ID = try refusing {
      try value(
        """
        SELECT fn.paste_inbound(\(campaign), \(message.contact), \(message.channel),
          \(message.subject), \(message.text), \(message.at), \(replyClass))
        """)
    }
    try audit("pasted a reply from", .contact, id: message.contact.rawValue, campaign: campaign)
    return reply
  }
}
