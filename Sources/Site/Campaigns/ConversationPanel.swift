import Foundation
import Outreach

/// The last messages of a campaign, inbound first.
struct ConversationPanel {
  let isEmpty: Bool
  let lines: [Line]
  let href: String

  struct Line {
    let href: String
    let isLink: Bool
    let person: String
    let about: String
    let state: Badge
    let when: String
    let words: String
    let isOurs: Bool
  }

  init(_ lines: [PanelLine], of campaign: Campaign.ID, _ words: Words) {
    let pattern = "/campaigns/:campaign/accounts/:account"
    let isLink = Site.answers(pattern)
    self.lines = lines.map { line in
      Line(
        href: pattern.replacing(":campaign", with: "\(campaign)")
          .replacing(":account", with: "\(line.account)"),
        isLink: isLink, person: line.person,
        about: "\(line.accountName) · \(line.channel.words)",
        state: line.badge, when: words.ago(line.at), words: line.words,
        isOurs: line.direction == .outbound)
    }
    isEmpty = lines.isEmpty
    href = "/campaigns/\(campaign)/conversations"
  }
}

extension PanelLine {
  fileprivate var badge: Badge {
    switch state {
    case .received: replyClass?.badge ?? Badge("Unread", "g-ring")
    case .draft: OutreachStatus.draft.badge
    case .sent: OutreachStatus.sent.badge
    }
  }
}
