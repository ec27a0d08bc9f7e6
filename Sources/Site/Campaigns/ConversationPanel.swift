import Foundation
import Outreach

/// What was said last in a campaign, inbound first.
struct ConversationPanel {
  let isEmpty: Bool
  let lines: [Line]
  let hasPage: Bool
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
        about: "\(line.accountName) · \(Self.channel(line.channel))",
        state: line.isInbound
          ? line.replyClass.isEmpty
            ? Badge("Unread", "g-ring") : Badge.reply(line.replyClass)
          : line.state == "draft" ? Badge("Draft", "g-half") : Badge("Sent", "g-send", "blue"),
        when: words.ago(line.at), words: line.words, isOurs: !line.isInbound)
    }
    isEmpty = lines.isEmpty
    hasPage = Site.answers("/campaigns/:campaign/conversations")
    href = "/campaigns/\(campaign)/conversations"
  }

  private static func channel(_ channel: String) -> String {
    switch channel {
    case "email": "E-mail"
    case "linkedin": "LinkedIn"
    case "whatsapp": "WhatsApp"
    case "sms": "SMS"
    default: Words.sentence(channel)
    }
  }
}
