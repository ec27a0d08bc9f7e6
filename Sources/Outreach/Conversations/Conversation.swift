import Foundation
import Postgres

/// One line of a conversation: its text, author and channel.
package struct ConversationLine: Sendable {
  package let id: Message.ID
  package let channel: Channel
  package let isInbound: Bool
  package let isDraft: Bool
  package let at: Date
  package let subject: String
  package let text: String
  package let quoted: String
  package let hasHTML: Bool
  package let author: String
  package let address: String
  /// An outbound message's recipient: the contact's name, if known, and their email address.
  package let recipient: String
  package let recipientAddress: String
  /// A person has logged or pasted it.
  package let isLogged: Bool
  /// The step of an email of the sequence, from 0.
  package let step: Int?
  package let reply: Reply.ID?
  package let replyClass: Reply.Class?
  package let accountName: String
  package let account: Account.ID?
  /// Nil: the account was removed from it, or a reply matched none.
  package let campaign: Campaign.ID?
}

extension ConversationLine: RowDecodable {
  package init(row: Row) throws {
    id = try row["id"]
    channel = try row["channel"]
    isInbound = try row["is_inbound"]
    isDraft = try row["is_draft"]
    at = try row["at"]
    subject = try row["subject"]
    // Readers may follow the links shown: none of them acts for the lead.
    let links: [String] = try row["links"]
    text = withoutTokens(try row["text"], targets: links)
    quoted = withoutTokens(try row["quoted"])
    hasHTML = try row["has_html"]
    author = try row["author"]
    address = try row["address"]
    recipient = try row["recipient"]
    recipientAddress = try row["recipient_address"]
    isLogged = try row["is_logged"]
    step = try row[optional: "position"]
    reply = try row[optional: "reply_id"]
    replyClass = try row[optional: "class"]
    accountName = try row["account_name"]
    account = try row[optional: "account_id"]
    campaign = try row[optional: "campaign_id"]
  }
}

extension Queryable {
  /// The latest messages between us and an account in a campaign, the oldest of them first; with a
  /// key, those before it.
  package func conversation(
    with account: Account.ID, in campaign: Campaign.ID,
    before key: (at: Date, id: Message.ID)? = nil, limit: Int = 200
  ) throws -> [ConversationLine] {
    let at = key?.at ?? Date(timeIntervalSince1970: 32_503_680_000)
    let id = key?.id.rawValue ?? Int.max
    return try all(
      """
      SELECT * FROM fn.conversation_lines
      WHERE campaign_id = \(campaign) AND account_id = \(account) AND (at, id) < (\(at), \(id))
      ORDER BY at DESC, id DESC
      LIMIT \(limit)
      """
    ).reversed()
  }

  /// The key behind a message of this conversation: what is before it ends with the message. Nil:
  /// it is not in this conversation.
  package func conversationKey(
    behind message: Message.ID, with account: Account.ID, in campaign: Campaign.ID
  ) throws -> (at: Date, id: Message.ID)? {
    let found = try rows(
      """
      SELECT at FROM messages
      WHERE id = \(message) AND campaign_id = \(campaign) AND account_id = \(account)
      """)
    return try found.first.map { (try $0["at"], Message.ID(rawValue: message.rawValue + 1)) }
  }

  /// The latest draft to an account in a campaign.
  package func draft(
    to account: Account.ID, in campaign: Campaign.ID
  ) throws -> ConversationLine? {
    // Most have none: the lines are planned over all months of texts.
    let found = try rows(
      """
      SELECT id FROM messages
      WHERE campaign_id = \(campaign) AND account_id = \(account) AND state = 'draft'
      ORDER BY at DESC, id DESC
      LIMIT 1
      """)
    let message: Message.ID? = try found.first.map { try $0["id"] }
    return try message.flatMap { try loneMessage($0).first }
  }

  /// The message of a reply that belongs to no campaign.
  package func loneMessage(_ message: Message.ID) throws -> [ConversationLine] {
    try all("SELECT * FROM fn.conversation_lines WHERE id = \(message)")
  }

  /// The latest messages of a campaign, the latest first; from the row with this time and number
  /// on, older ones, or with `newer` those before it, nearest first.
  package func conversations(
    in campaign: Campaign.ID, inboundOnly: Bool = false,
    from key: (at: Date, id: Message.ID)? = nil, newer: Bool = false, limit: Int = 51
  ) throws -> [ConversationLine] {
    let at = key?.at ?? Date(timeIntervalSince1970: newer ? 0 : 32_503_680_000)
    let id = key?.id.rawValue ?? (newer ? 0 : Int.max)
    if newer {
      return try all(
        """
        SELECT * FROM fn.conversation_lines
        WHERE campaign_id = \(campaign) AND (at, id) > (\(at), \(id))
          AND (NOT \(inboundOnly) OR is_inbound)
        ORDER BY at, id
        LIMIT \(limit)
        """)
    }
    return try all(
      """
      SELECT * FROM fn.conversation_lines
      WHERE campaign_id = \(campaign) AND (at, id) < (\(at), \(id))
        AND (NOT \(inboundOnly) OR is_inbound)
      ORDER BY at DESC, id DESC
      LIMIT \(limit)
      """)
  }
}
