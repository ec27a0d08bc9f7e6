import Foundation
import Postgres

/// The last lines of a campaign's conversation log: inbound first, then outbound.
package struct PanelLine: Sendable, RowDecodable {
  package let message: Message.ID
  package let account: Account.ID
  package let person: String
  package let accountName: String
  package let channel: Channel
  package let direction: Message.Direction
  package let state: Message.State
  /// The class of an answer; nil: not classified yet.
  package let replyClass: Reply.Class?
  package let at: Date
  package let words: String

  package init(row: Row) throws {
    message = try row["id"]
    account = try row["account_id"]
    person = try row["person"]
    accountName = try row["account_name"]
    channel = try row["channel"]
    direction = try row["direction"]
    state = try row["state"]
    replyClass = try row[optional: "class"]
    at = try row["at"]
    // A link that is cut off, too, shows where it leads or nothing: none of them acts for the lead.
    words = String(withoutTokens(try row["words"]).prefix(280))
  }

  package static func latest(of campaign: Campaign.ID) -> Question<[PanelLine]> {
    Ask.all(
      """
      SELECT m.id, m.account_id, m.channel, m.direction, m.state, m.at,
        a.name AS account_name,
        coalesce(fn.contact_name(k.first_name, k.last_name, k.email, k.phone), a.name)
          AS person,
        r.class, left(coalesce(nullif(t.text, ''), t.subject, ''), 600) AS words
      FROM (
        (SELECT i.* FROM messages i
          WHERE i.campaign_id = \(campaign) AND i.direction = 'inbound'
          ORDER BY i.at DESC, i.id DESC LIMIT 5)
        UNION ALL
        (SELECT o.* FROM messages o
          WHERE o.campaign_id = \(campaign) AND o.direction = 'outbound'
          ORDER BY o.at DESC, o.id DESC LIMIT 5)
      ) m
        JOIN accounts a ON (a.workspace_id, a.id) = (m.workspace_id, m.account_id)
        LEFT JOIN contacts k ON (k.workspace_id, k.id) = (m.workspace_id, m.contact_id)
        LEFT JOIN replies r ON (r.workspace_id, r.message_id) = (m.workspace_id, m.id)
        LEFT JOIN message_texts t
          ON (t.workspace_id, t.at, t.message_id) = (m.workspace_id, m.at, m.id)
      ORDER BY m.direction DESC, m.at DESC, m.id DESC
      LIMIT 5
      """)
  }
}
