import Foundation
import HTTPTypes
import Outreach
import Web

/// The points that need the current user, the most costly to postpone first; and the funnel.
extension Site {
  /// At most six. Someone who waits in vain costs most, then what stands still without anyone having
  /// decided it, then what becomes late next, then work without a deadline.
  func needs(
    _ figures: StartFigures, _ campaigns: [RunningCampaign], _ mailboxes: [MailboxToday],
    _ webhooks: [DisabledWebhook]
  ) -> [StartPage.Need] {
    let own = ownReplies(figures)
    let isLate = figures.ownOverdue > 0
    let needs =
      [isLate ? own : nil, overdue(figures)] + campaigns.map(paused) + mailboxes.map(unwell)
      + webhooks.map(disabled)
      + [isLate ? nil : own, unconfirmed(figures), open(figures), review(figures)]
    return Array(needs.compactMap(\.self).filter { Self.leadsSomewhere($0.href) }.prefix(6))
  }

  private func ownReplies(_ figures: StartFigures) -> StartPage.Need? {
    guard let due = figures.ownDueAt else { return nil }
    let isLate = figures.ownOverdue > 0
    return .init(
      glyph: isLate ? "g-warn" : "g-flag", tone: isLate ? "red" : "green",
      title: Words.count(figures.ownDue, "positive reply is", "positive replies are")
        + " awaiting your reply",
      detail: figures.ownOverdue > 1
        ? "\(Words.number(figures.ownOverdue)) are overdue"
        : isLate ? "the first is overdue" : "the first is due \(words.time(due))",
      href: "/positive-replies?folder=mine", verb: "Reply", isPrimary: false)
  }

  private func overdue(_ figures: StartFigures) -> StartPage.Need? {
    guard figures.overdue > 0 else { return nil }
    let since = figures.overdueSince.map {
      "longest by \(Words.duration(seconds: Int(Date().timeIntervalSince($0))))"
    }
    let own =
      figures.ownOverdue == 0
      ? "none of them yours" : "\(Words.number(figures.ownOverdue)) of them yours"
    return .init(
      glyph: "g-warn", tone: "red",
      title: Words.count(figures.overdue, "positive reply is", "positive replies are")
        + " overdue in the team",
      detail: [own, since].compactMap { $0 }.joined(separator: ", "),
      href: "/positive-replies?folder=team", verb: "Open", isPrimary: false)
  }

  private func paused(_ campaign: RunningCampaign) -> StartPage.Need? {
    campaign.pause.map {
      .init(
        glyph: "g-pau", tone: "amber", title: "\(campaign.name) paused itself", detail: $0.words,
        href: "/campaigns/\(campaign.id)", verb: "See why", isPrimary: false)
    }
  }

  private func unwell(_ mailbox: MailboxToday) -> StartPage.Need? {
    guard mailbox.obstacle == .health else { return nil }
    return .init(
      glyph: "g-no", tone: "red", title: "\(mailbox.email) stopped sending",
      detail: "its health is \(mailbox.health) of 100", href: "/mailboxes/\(mailbox.id)",
      verb: "See why", isPrimary: false)
  }

  private func disabled(_ webhook: DisabledWebhook) -> StartPage.Need? {
    .init(
      glyph: "g-warn", tone: "red", title: "Webhook \(webhook.name) was disabled",
      detail: "its receiver failed for three days or is gone", href: "/webhooks/\(webhook.id)",
      verb: "See why", isPrimary: false)
  }

  private func unconfirmed(_ figures: StartFigures) -> StartPage.Need? {
    guard figures.unconfirmed > 0 else { return nil }
    return .init(
      glyph: "g-warn", tone: "amber",
      title: counted(figures.unconfirmed, "unconfirmed email"),
      detail: "the server never confirmed delivery", href: "/unconfirmed",
      verb: "Review", isPrimary: false)
  }

  private func open(_ figures: StartFigures) -> StartPage.Need? {
    guard figures.open > 0 else { return nil }
    return .init(
      glyph: "g-rep", tone: "", title: counted(figures.open, "open reply", "open replies"),
      detail: "", href: "/replies", verb: "Read", isPrimary: false)
  }

  /// Of the queue that the button opens.
  private func review(_ figures: StartFigures) -> StartPage.Need? {
    guard let campaign = figures.reviewCampaign, let pending = figures.reviewPending else {
      return nil
    }
    let others = figures.reviewCampaigns - 1
    let more =
      others == 0
      ? ""
      : ", \(Words.number(figures.toReview - pending)) more in "
        + Words.count(others, "other campaign")
    return .init(
      glyph: "g-half", tone: "plum",
      title: Words.count(pending, "account is waiting", "accounts are waiting") + " for review",
      detail: "in \(figures.reviewCampaignName ?? "")\(more)",
      href: "/campaigns/\(campaign)/reviews", verb: "Review", isPrimary: true)
  }

  /// What is counted up to 1,000: "1,000+ open replies".
  private func counted(_ number: Int, _ one: String, _ plural: String? = nil) -> String {
    number < 1_000 ? Words.count(number, one, plural) : "1,000+ \(plural ?? one + "s")"
  }

  private static func leadsSomewhere(_ href: String) -> Bool {
    let path = String(href.split(separator: "?").first ?? "")
    return routes.contains { $0.method == .get && $0.match(path) != nil }
  }

  func funnelCells(_ funnel: Funnel) -> [StartPage.FunnelCell] {
    func share(_ part: Int, _ whole: Int) -> String {
      whole == 0 ? "–" : Words.percent(Double(part) / Double(whole))
    }
    return [
      .init(
        label: "In scope", figure: Words.number(funnel.inScope), detail: "accounts",
        href: "/campaigns?sort=-accounts"),
      .init(
        label: "Contacted", figure: Words.number(funnel.written),
        detail: share(funnel.written, funnel.inScope), href: "/campaigns?sort=-outreached"),
      .init(
        label: "Responded", figure: Words.number(funnel.replied),
        detail: share(funnel.replied, funnel.written), href: "/campaigns?sort=-responded"),
      .init(
        label: "Positive", figure: Words.number(funnel.positive),
        detail: share(funnel.positive, funnel.replied), href: "/replies?folder=all&class=positive"),
      .init(
        label: "Meeting", figure: Words.number(funnel.meetings),
        detail: share(funnel.meetings, funnel.positive), href: "/positive-replies?folder=done"),
      .init(
        label: "Converted", figure: Words.number(funnel.converted),
        detail: share(funnel.converted, funnel.meetings), href: "/positive-replies?folder=done"),
    ]
  }

  /// Heights by square root, so that the last bar is visible.
  func funnelWedges(_ funnel: Funnel) -> [StartPage.Wedge] {
    let steps = [
      funnel.inScope, funnel.written, funnel.replied, funnel.positive, funnel.meetings,
      funnel.converted,
    ]
    let whole = Double(max(steps[0], 1)).squareRoot()
    let heights = steps.map { 100 * Double($0).squareRoot() / whole }
    return heights.indices.map { place in
      let from = heights[place]
      let to = place + 1 < heights.count ? heights[place + 1] : from * 0.8
      let left = Double(place) * 100 / 6
      let right = left + 15.5
      func y(_ height: Double, _ isTop: Bool) -> String {
        Words.tenths(isTop ? 50 - height / 2 : 50 + height / 2)
      }
      return .init(
        band: place < 3 ? "b2" : "b3",
        path: "M\(Words.tenths(left)) \(y(from, true)) L\(Words.tenths(right)) \(y(to, true)) "
          + "L\(Words.tenths(right)) \(y(to, false)) L\(Words.tenths(left)) \(y(from, false))z")
    }
  }
}
