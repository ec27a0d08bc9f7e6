import Foundation
import HTTPTypes
import Outreach
import Web

/// The part of a conversation that a page shows: the latest messages, or earlier ones.
struct ConversationPart {
  /// The oldest first.
  let lines: [ConversationLine]
  /// The address of the messages before these; empty if there are none.
  let earlier: String
  /// The address of the latest messages; empty if these are the latest.
  let latest: String

  /// A page with more takes noticeably longer.
  static let mostLines = 50
}

extension Site {
  /// The part before `?before=`, else the latest, else the one that ends with `message`, if that is
  /// a message of this conversation.
  func conversationPart(
    with account: Account.ID, in campaign: Campaign.ID, _ turn: PageTurn = .first,
    holding message: Message.ID? = nil
  ) throws -> ConversationPart {
    let most = ConversationPart.mostLines
    var key: (at: Date, id: Message.ID)? = turn.timeKey()
    func lines() throws -> [ConversationLine] {
      try database.conversation(with: account, in: campaign, before: key, limit: most + 1)
    }
    var found = try lines()
    if key == nil, let message, found.count > most,
      !found.suffix(most).contains(where: { $0.id == message })
    {
      key = try database.conversationKey(behind: message, with: account, in: campaign)
      if key != nil { found = try lines() }
    }
    let shown = Array(found.suffix(most))
    let page = "/campaigns/\(campaign)/accounts/\(account)"
    let first = found.count > most ? shown.first : nil
    return ConversationPart(
      lines: shown,
      earlier: first.map {
        let key = PageKey(PageTurn.key(at: $0.at, $0.id.rawValue)).word
        return "\(Request(.get, page).address(["before": key]))#conversation"
      } ?? "",
      latest: key == nil ? "" : "\(page)#conversation")
  }
}

extension ConversationLine {
  /// The address of this message in the conversation with the account.
  func address(in campaign: Campaign.ID, with account: Account.ID) -> String {
    "/campaigns/\(campaign)/accounts/\(account)?message=\(id)#message-\(id)"
  }
}
