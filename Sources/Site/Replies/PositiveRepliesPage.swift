import Foundation
import HTTPTypes
import Outreach
import Postgres
import Web

/// Templates/Replies/positive.mustache: the contacts who wait for us, and for how long.
struct PositiveRepliesPage: Page {
  static let template = "Replies/positive"

  let frame: Frame
  let sub: String
  let isDone: Bool
  let segments: [Segment]
  let metrics: [Metric]
  let groups: [Group]
  let paging: Paging
  let empty: EmptyState?
  let kept: KeptChart
  let month: [Fact]
  let monthTitle: String

  struct Segment {
    let label: String
    let href: String
    let isCurrent: Bool
    let count: String
  }

  struct Group {
    let title: String
    let glyph: String
    let tone: String
    let count: String
    let rows: [Row]
  }

  struct Row {
    let id: Int
    let isLate: Bool
    let clock: SLAClock?
    let outcome: Badge?
    let when: String
    let told: String
    let name: String
    let href: String
    let role: String
    let words: String
    /// None if there is no campaign to tell the goal.
    let score: ScoreChip?
    let campaign: String
    let isOfCampaign: Bool
    let campaignHref: String
    let phone: Phone?
    let email: String
    let history: String
    let canAct: Bool
    let isDue: Bool
    let folder: String
  }

  struct Phone {
    let number: String
    let href: String
  }

  struct Fact {
    let label: String
    let figure: String
  }
}

extension Site {
  func positiveReplies(_ request: Request) throws -> Response {
    let currentUser = try currentUser
    let figures = try database.followUpFigures(of: currentUser.person, ownOnly: false)
    let typed = FollowUpFolder(rawValue: request.query["folder"])
    let folder =
      try typed ?? (database.frameFigures(for: currentUser.person).showsMine ? .mine : .team)
    let own = folder == .mine
    let judged = own ? try database.followUpFigures(of: currentUser.person, ownOnly: true) : figures
    let waiting = try database.waitingFigures(of: currentUser.person, ownOnly: own)
    let hours = try database.slaHours()
    let turn = PageTurn(request)
    let rows = try database.positiveReplies(
      folder, of: currentUser.person, from: turn.timeKey(), backwards: turn.isBackwards)
    // The others were answered in the meantime.
    guard !rows.isEmpty || turn == .first else {
      return .seeOther("/positive-replies?folder=\(folder.rawValue)")
    }
    let (replies, paging) = Paging.of(
      rows, limit: 25, turn, request, of: ("positive reply", "positive replies"),
      total: folder == .done ? nil : Total(own ? figures.mine : figures.team),
      words: folder == .done ? ("Newer", "Older") : ("Previous", "Next"),
      key: { PageTurn.key(at: $0.doneAt ?? $0.dueAt, $0.id.rawValue) })
    return try page(
      PositiveRepliesPage(
        frame: frame(.positiveReplies),
        sub:
          "First answer within \(Words.count(hours, "hour")). \(Words.sentence(words.time(Date()))).",
        isDone: folder == .done, segments: segments(folder, figures),
        metrics: positiveMetrics(folder == .done ? nil : waiting, judged),
        groups: try groups(replies, folder, waiting, hours), paging: paging,
        empty: replies.isEmpty ? nothingWaits(folder, judged) : nil,
        kept: KeptChart(
          try database.keptWeeks(of: currentUser.person, ownOnly: own), words, own: own),
        month: monthFacts(judged), monthTitle: own ? "My month" : "The team’s month"))
  }

  /// Records the follow-up of a positive reply; `due` undoes it.
  func followUpReply(_ request: Request) throws -> Response {
    let id: Reply.ID = try request.parameter("reply")
    let outcome: FollowUp = try request.field("outcome")
    let name = try database.reply(id).senderName
    let folder = FollowUpFolder(rawValue: request.form["folder"])?.rawValue ?? "mine"
    do {
      try database.savepoint { try database.followUp(id, outcome) }
    } catch Refusal.conflict {
      return try seeOther(
        "/positive-replies?folder=\(folder)#reply-\(id)",
        saying: .bad(
          "Not changed. The reply of \(name) is not classified as positive any more.",
          link: ("Open the reply", "/replies/\(id)")))
    }
    let undo = Flash.Undo(
      "/replies/\(id)/follow-up", [HiddenField("outcome", "due"), HiddenField("folder", folder)])
    return try seeOther(
      "/positive-replies?folder=\(folder)",
      saying: outcome == .due
        ? .done("\(name) moved back to open.") : .done("\(name): \(outcome.words).", undo: undo))
  }

  private func segments(
    _ current: FollowUpFolder, _ figures: FollowUpFigures
  ) -> [PositiveRepliesPage.Segment] {
    let all: [(FollowUpFolder, String, Int?)] = [
      (.mine, "Mine", figures.mine), (.team, "My team", figures.team), (.done, "Done", nil),
    ]
    return all.map { folder, label, count in
      .init(
        label: label, href: "/positive-replies?folder=\(folder.rawValue)",
        isCurrent: folder == current,
        count: count.map(Words.number) ?? "")
    }
  }

  /// Each with its total number, on whatever page.
  private func groups(
    _ replies: [PositiveReply], _ folder: FollowUpFolder, _ waiting: WaitingFigures, _ hours: Int
  ) throws -> [PositiveRepliesPage.Group] {
    let now = Date()
    let soon = now.addingTimeInterval(WaitingFigures.soon)
    let parts: [(String, String, String, Int?, (PositiveReply) -> Bool)] =
      folder == .done
      ? [("Answered", "g-ok", "green-t", nil, { _ in true })]
      : [
        ("Overdue", "g-warn", "red-t", waiting.overdue, { $0.dueAt < now }),
        (
          "Due in the next \(Words.hours(WaitingFigures.soon))", "g-clk", "amber-t", waiting.soon,
          { $0.dueAt >= now && $0.dueAt <= soon }
        ),
        ("Later", "g-ring", "green-t", waiting.later, { $0.dueAt > soon }),
      ]
    let canAct = try currentUser.may(.handleReplies)
    return parts.compactMap { title, glyph, tone, count, belongs in
      let rows = replies.filter(belongs)
      guard !rows.isEmpty else { return nil }
      return .init(
        title: title, glyph: glyph, tone: tone, count: count.map(Words.number) ?? "",
        rows: rows.map { positiveRow($0, folder, hours, canAct: canAct) })
    }
  }

  func positiveRow(
    _ reply: PositiveReply, _ folder: FollowUpFolder, _ hours: Int, canAct: Bool
  ) -> PositiveRepliesPage.Row {
    let isDue = reply.state == .due
    let digits = reply.phone.filter { $0.isNumber || $0 == "+" }
    return .init(
      id: reply.id.rawValue, isLate: isDue && reply.dueAt < Date(),
      clock: isDue ? SLAClock(due: reply.dueAt, of: hours) : nil,
      outcome: isDue ? nil : reply.state.badge, when: words.time(reply.receivedAt),
      told: isDue
        ? (reply.ownerName.isEmpty ? "" : "Assigned to \(reply.ownerName)")
        : [reply.doneByName, reply.doneAt.map(words.time) ?? ""].joined(separator: ", "),
      name: reply.personName, href: "/replies/\(reply.id)",
      role: [reply.personTitle, reply.accountName].filter { !$0.isEmpty }.joined(separator: ", "),
      words: Words.beginning(of: reply.words, 399),
      score: reply.campaign == nil ? nil : ScoreChip(ai: reply.score),
      campaign: reply.campaignName, isOfCampaign: reply.campaign != nil,
      campaignHref: reply.campaign.map { "/campaigns/\($0)" } ?? "",
      phone: digits.count > 4 ? .init(number: reply.phone, href: "tel:\(digits)") : nil,
      email: reply.email,
      history: (reply.campaign.map { "/campaigns/\($0)" } ?? "") + "/accounts/\(reply.account)",
      canAct: canAct, isDue: isDue, folder: folder.rawValue)
  }
}
