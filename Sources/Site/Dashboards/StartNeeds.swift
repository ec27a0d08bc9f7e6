import Foundation
import HTTPTypes
import Outreach
import Web

/// The points that need the current user, the most costly to postpone first; and the funnel.
extension Site {
  func needs(_ figures: StartFigures, _ campaigns: [RunningCampaign]) -> [StartPage.Need] {
    var needs: [StartPage.Need] = []
    if let due = figures.ownDueAt {
      needs.append(
        .init(
          glyph: "g-flag", tone: "green",
          title: Words.count(figures.ownDue, "positive reply is", "positive replies are")
            + " awaiting your reply",
          detail: due < Date()
            ? "the first is overdue" : "the first is due \(words.time(due))",
          href: "/positive-replies?folder=mine", verb: "Reply", isPrimary: false))
    }
    if figures.overdue > 0 {
      let since = figures.overdueSince.map {
        "longest by \(Words.duration(seconds: Int(Date().timeIntervalSince($0))))"
      }
      let own =
        figures.ownOverdue == 0
        ? "none of them yours" : "\(Words.number(figures.ownOverdue)) of them yours"
      needs.append(
        .init(
          glyph: "g-warn", tone: "red",
          title: Words.count(figures.overdue, "positive reply is", "positive replies are")
            + " overdue in the team",
          detail: [own, since].compactMap { $0 }.joined(separator: ", "),
          href: "/positive-replies?folder=team", verb: "Open", isPrimary: false))
    }
    for campaign in campaigns {
      guard let pause = campaign.pause else { continue }
      needs.append(
        .init(
          glyph: "g-pau", tone: "amber", title: "\(campaign.name) paused itself",
          detail: pause.words,
          href: "/campaigns/\(campaign.id)", verb: "See why", isPrimary: false))
    }
    if figures.unconfirmed > 0 {
      needs.append(
        .init(
          glyph: "g-warn", tone: "amber",
          title: Words.count(figures.unconfirmed, "unconfirmed email"),
          detail: "the server never confirmed delivery", href: "/unconfirmed",
          verb: "Review", isPrimary: false))
    }
    if figures.open > 0 {
      needs.append(
        .init(
          glyph: "g-rep", tone: "",
          title: Words.count(figures.open, "open reply", "open replies"),
          detail: "", href: "/replies", verb: "Read", isPrimary: false))
    }
    if figures.toReview > 0 {
      needs.append(
        .init(
          glyph: "g-half", tone: "plum",
          title: Words.count(figures.toReview, "account is waiting", "accounts are waiting")
            + " for review",
          detail: reviewPlace(figures),
          href: figures.reviewCampaign.map { "/campaigns/\($0)/reviews" } ?? "/campaigns",
          verb: "Review", isPrimary: true))
    }
    return Array(needs.filter { Self.leadsSomewhere($0.href) }.prefix(6))
  }

  /// The queue that the button opens.
  private func reviewPlace(_ figures: StartFigures) -> String {
    guard let name = figures.reviewCampaignName else { return "" }
    return figures.reviewCampaigns == 1
      ? "in \(name)"
      : "most in \(name), of \(Words.count(figures.reviewCampaigns, "campaign"))"
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
        href: "/campaigns"),
      .init(
        label: "Contacted", figure: Words.number(funnel.written),
        detail: share(funnel.written, funnel.inScope), href: "/campaigns"),
      .init(
        label: "Replied", figure: Words.number(funnel.replied),
        detail: share(funnel.replied, funnel.written), href: "/replies?folder=all"),
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
