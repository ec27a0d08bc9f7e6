import Foundation
import Postgres

/// A message that came in, as the house reads it: parsed, its signs judged, nothing decided yet.
package struct InboundMessage: Sendable {
  package enum Kind: String, SQLValue, Sendable {
    case reply
    case automatic = "auto_reply"
    case bounce
    case complaint
    case other
  }

  package var kind: Kind
  /// The part between < and >; empty where it has none.
  package var messageID: String
  /// Message-IDs that it answers or reports on, without < and >.
  package var references: [String]
  /// What stands for one of our deliveries in an address or a link.
  package var tokens: [String]
  package var senderEmail: String
  package var senderName: String
  package var subject: String
  /// Their own words, and what they quote below.
  package var text: String
  package var quoted: String
  package var html: String?
  package var raw: [UInt8]
  package var receivedAt: Date
  /// Of a bounce.
  package var severity: BounceSeverity?
  package var diagnosis: String

  package init(
    kind: Kind, messageID: String, references: [String], tokens: [String], senderEmail: String,
    senderName: String, subject: String, text: String, quoted: String = "", html: String? = nil,
    raw: [UInt8] = [], receivedAt: Date = Date(), severity: BounceSeverity? = nil,
    diagnosis: String = ""
  ) {
    self.kind = kind
    self.messageID = messageID
    self.references = references
    self.tokens = tokens
    self.senderEmail = senderEmail
    self.senderName = senderName
    self.subject = subject
    self.text = text
    self.quoted = quoted
    self.html = html
    self.raw = raw
    self.receivedAt = receivedAt
    self.severity = severity
    self.diagnosis = diagnosis
  }
}

/// What became of a message that came in.
package struct Reception: Sendable, Equatable {
  /// False: it was here before, and nothing has changed.
  package let isFresh: Bool
  package let reply: Reply.ID?
  package let campaign: Campaign.ID?
  /// Nil: it matches nobody.
  package let matchedBy: ReplyMatch?
}

/// How the lead of a message was found: the words of `fn.match_message`, and of a person who said so.
package enum ReplyMatch: String, SQLValue, Sendable, CaseIterable {
  case reference, token, address, person
}

extension Reception: RowDecodable {
  package init(row: Row) throws {
    isFresh = try row["fresh"]
    reply = try row[optional: "reply_id"]
    campaign = try row[optional: "campaign_id"]
    matchedBy = try row[optional: "matched_by"]
  }
}

extension Queryable {
  /// Takes a message in, in the open workspace. `sourceKey` names where it was read, so that it is
  /// taken in once: a folder's identity and number, or the like.
  package func receive(
    _ message: InboundMessage, mailbox: Mailbox.ID?, sourceKey: String
  ) throws -> Reception {
    let reception: Reception? = try refusing {
      try first(
        """
        SELECT * FROM fn.receive_message(
          \(mailbox), \(sourceKey), \(message.kind), \(message.messageID),
          \(message.references), \(message.tokens), \(message.senderEmail.lowercased()),
          \(message.senderName), \(message.subject), \(message.text), \(message.quoted),
          \(message.html), \(Bytes(message.raw)), \(message.receivedAt), \(message.severity),
          \(message.diagnosis))
        """)
    }
    guard let reception else { throw Refusal.notFound("no answer") }
    return reception
  }
}
