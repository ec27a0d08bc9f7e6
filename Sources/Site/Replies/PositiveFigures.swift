import Foundation
import Outreach
import Postgres
import Web

/// The figures around the positive replies.
extension Site {
  /// `waiting` is nil on the page of done replies.
  func positiveMetrics(_ waiting: WaitingFigures?, _ figures: FollowUpFigures) -> [Metric] {
    let due = waiting.map { waiting in
      let over = waiting.overdueSince.map {
        Words.duration(seconds: Int(Date().timeIntervalSince($0)))
      }
      return [
        Metric(
          "Overdue", Words.number(waiting.overdue),
          detail: waiting.overdue > 0 ? over.map { "longest \($0)" } ?? "" : "none"),
        Metric(
          "Due in \(Words.hours(WaitingFigures.soon))", Words.number(waiting.soon),
          detail: waiting.soon > 0
            ? waiting.nextAt.map { "next at \(words.clock($0))" } ?? "" : "none"),
        Metric(
          "Later", Words.number(waiting.later),
          detail: waiting.later > 0
            ? waiting.lastAt.map { "latest due \(words.time($0))" } ?? "" : "none"),
      ]
    }
    let done = "/positive-replies?folder=done"
    return (due ?? []) + [
      Metric(
        "SLA met, last 30 days", share(figures.inTime, figures.judged),
        detail: "\(Words.number(figures.inTime)) of \(Words.number(figures.judged)) on time",
        href: done),
      Metric(
        "Meetings booked", Words.number(figures.meetings),
        detail:
          "of \(Words.number(figures.positive)), \(share(figures.meetings, figures.positive))",
        href: done),
    ]
  }

  func monthFacts(_ figures: FollowUpFigures) -> [PositiveRepliesPage.Fact] {
    [
      .init(label: "Positive replies", figure: Words.number(figures.positive)),
      .init(label: "Contacted on time", figure: Words.number(figures.inTime)),
      .init(label: "Meetings booked", figure: Words.number(figures.meetings)),
      .init(label: "Converted", figure: Words.number(figures.converted)),
      .init(label: "Not relevant", figure: Words.number(figures.notRelevant)),
    ]
  }

  func nothingWaits(_ folder: FollowUpFolder, _ figures: FollowUpFigures) -> EmptyState {
    guard folder != .done else {
      return EmptyState("No completed follow-ups yet", "Completed follow-ups appear here.")
    }
    let kept =
      figures.judged > 0
      ? "\(figures.inTime) of \(figures.judged) were answered on time."
      : "Positive replies appear here as they arrive."
    return EmptyState("No open follow-ups", kept)
  }

  private func share(_ part: Int, _ whole: Int) -> String {
    whole == 0 ? "–" : "\(Int((Double(part) / Double(whole) * 100).rounded())) %"
  }
}

/// Templates/Replies/kept.mustache: the share that was answered in time, week by week.
struct KeptChart {
  let label: String
  let points: String
  let first: String
  let whose: String
  let nothing: String
  let rows: [Row]

  struct Row {
    let week: String
    let inTime: String
    let judged: String
    let share: String
  }

  init(_ weeks: [KeptWeek], _ words: Words, own: Bool) {
    let shares = weeks.map { $0.judged == 0 ? nil : Double($0.inTime) / Double($0.judged) }
    let places = shares.enumerated().compactMap { place, share in
      share.map {
        "\(Words.tenths(Double(place) / Double(max(weeks.count - 1, 1)) * 100)),"
          + Words.tenths(100 - $0 * 100)
      }
    }
    let judged = places.count
    points = judged > 1 ? places.joined(separator: " ") : ""
    nothing =
      judged == 0
      ? "No positive reply was due yet. The share answered on time appears here."
      : "Only one week of data so far. The chart appears from the second week."
    first = weeks.first.map { day($0.starts) } ?? ""
    whose = own ? "12 weeks, mine" : "12 weeks, team"
    let known = shares.compactMap { $0 }
    label =
      "Share of positive replies answered on time, twelve weeks"
      + (known.isEmpty
        ? "" : ", from \(Words.percent(known.min() ?? 0)) to \(Words.percent(known.max() ?? 0))")
    rows = zip(weeks, shares).map { week, share in
      Row(
        week: day(week.starts), inTime: Words.number(week.inTime),
        judged: Words.number(week.judged), share: share.map(Words.percent) ?? "–")
    }
  }
}

/// `31 Aug`
private func day(_ day: Day) -> String { "\(day.day) \(Words.month(day.month))" }
