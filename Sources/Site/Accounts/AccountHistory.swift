import Foundation
import Outreach

/// Templates/Accounts/history.mustache: messages and decisions about an account in all campaigns, the
/// newest first.
struct AccountHistory {
  let items: [Item]
  /// Older messages are on the pages of the campaigns.
  let hasOlder: Bool

  struct Item {
    let glyph: String
    let tone: String
    let title: String
    /// Empty if there is nothing to open.
    let href: String
    let badge: Badge?
    let when: String
    let exact: String
    let detail: String
    /// What was said.
    let words: String
    let isOurs: Bool
  }

  init(_ work: AccountWork, _ words: Words) {
    hasOlder = work.hasOlder
    let messages = work.messages.map { ($0.at, Self.message($0, work, words)) }
    // Events before the oldest message that is shown would stand in the place of messages.
    let since = work.hasOlder ? messages.last?.0 ?? .distantPast : .distantPast
    let events =
      [Self.event("g-ring", "", "Account created", work.account.createdAt, "", words)]
      + work.campaigns.flatMap { Self.events(of: $0, words) }
    items = (messages + events.filter { $0.0 >= since }).sorted { $0.0 > $1.0 }.map(\.1)
  }

  private static func message(
    _ line: ConversationLine, _ work: AccountWork, _ words: Words
  ) -> Item {
    let campaign = work.name(of: line.campaign)
    let page = line.campaign.map { line.address(in: $0, with: work.account.id) }
    let text = String(line.text.prefix(300))
    if line.isInbound {
      let category = line.replyClass?.badge
      return Item(
        glyph: "g-rep", tone: category?.tone ?? "", title: "\(line.author) replied",
        href: line.reply.map { "/replies/\($0)" } ?? page ?? "", badge: category,
        when: words.time(line.at), exact: words.exact(line.at),
        detail: join(line.channel == .email ? "" : line.channel.words, campaign), words: text,
        isOurs: false)
    }
    let to = line.recipient.isEmpty ? "" : " to \(line.recipient)"
    let step = line.step.map { "step \($0 + 1)" } ?? ""
    let from = line.isLogged || line.isDraft ? "by \(line.author)" : "from \(line.address)"
    return Item(
      glyph: line.isDraft ? "g-half" : line.channel == .email ? "g-send" : "g-ppl",
      tone: line.isDraft ? "plum" : "blue",
      title: line.isDraft ? "Draft\(to)" : "\(line.channel.words)\(to)", href: page ?? "",
      badge: nil, when: words.time(line.at), exact: words.exact(line.at),
      detail: join(step, from, campaign), words: line.subject.isEmpty ? text : line.subject,
      isOurs: true)
  }

  private static func events(
    of campaign: AccountCampaign, _ words: Words
  ) -> [(Date, Item)] {
    let added = event(
      "g-ring", "", "Added to \(campaign.name)", campaign.addedAt, campaign.addedBy, words)
    guard let at = campaign.reviewedAt, campaign.review != .pending else { return [added] }
    let badge = campaign.review.badge
    let decided = event(
      badge.glyph, badge.tone, "\(badge.word) for \(campaign.name)", at, campaign.reviewedBy, words)
    return [decided, added]
  }

  private static func event(
    _ glyph: String, _ tone: String, _ title: String, _ at: Date, _ person: String, _ words: Words
  ) -> (Date, Item) {
    let item = Item(
      glyph: glyph, tone: tone, title: title, href: "", badge: nil, when: words.time(at),
      exact: words.exact(at), detail: person.isEmpty ? "" : "by \(person)", words: "",
      isOurs: true)
    return (at, item)
  }

  private static func join(_ parts: String...) -> String {
    parts.filter { !$0.isEmpty }.joined(separator: " · ")
  }
}
