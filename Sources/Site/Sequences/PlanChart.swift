import Foundation
import Outreach

/// Templates/Sequences/plan.mustache: a column a day, mailboxes stacked, the effective limit as a
/// line with its name, days without a window left empty.
struct PlanChart {
  let when: String
  let isEmpty: Bool
  let why: String
  let label: String
  let columns: [Column]
  let rules: [Rule]
  let limit: Rule?
  let legend: [Band]
  let sentence: String
  /// A rehearsal may shorten its days.
  let isPractice: Bool
  let rows: [Row]

  struct Column {
    let bars: [Bar]
    let middle: String
    /// Empty for most days, because there is no room for each.
    let name: String
  }

  struct Bar {
    let band: String
    let x: String
    let y: String
    let width: String
    let height: String
  }

  struct Rule {
    let y: String
    let above: String
    let name: String
  }

  struct Band {
    let band: String
    let name: String
  }

  struct Row {
    let day: String
    let sent: String
    let limit: String
  }

  private static let bands = ["b3", "b2", "b1", "bn"]
  private static let shown = 42

  init(_ plan: Plan, when: String, isPractice: Bool, _ words: Words) {
    let days = Array(plan.days.prefix(Self.shown))
    let highest = max(days.map(\.total).max() ?? 0, 1)
    let bound = plan.boundDays
    let binding = bound.first?.limit
    let top = max(highest, binding.map { min($0, highest * 2) } ?? 0)
    self.when = when
    self.isPractice = isPractice
    isEmpty = days.isEmpty
    why =
      plan.mailboxes.isEmpty
      ? "Choose a mailbox that can send to see the daily plan here."
      : plan.unapproved > 0
        ? "Nothing is sent as the accounts are reviewed now: "
          + "\(Words.count(plan.unapproved, "email")) \(plan.unapproved == 1 ? "waits" : "wait") "
          + "for an approval."
        : "No emails left to send."
    let step = 100 / Double(max(days.count, 7))
    columns = days.enumerated().map { place, day in
      Column(day, at: place, step: step, of: top, every: max(days.count / 7, 1), words)
    }
    rules = [Rule(at: top, of: top, name: Words.number(top))]
    limit = binding.map { Rule(at: $0, of: top, name: "daily limit, \(Words.number($0))") }
    legend = plan.mailboxes.enumerated().map { place, email in
      Band(band: Self.bands[min(place, 3)], name: email)
    }
    let last = plan.days.last.map { words.day($0.date) } ?? ""
    let ends =
      plan.isCut
      ? "Some emails remain after \(Words.number(plan.days.count)) days"
      : "The last is sent on \(last)"
    let binds =
      bound.isEmpty
      ? "no limit is reached: all are sent on the day they are due"
      : "the mailboxes’ daily limit is reached on \(Words.count(bound.count, "day"))"
    let more =
      plan.unapproved > 0
      ? " \(Words.number(plan.unapproved)) more \(plan.unapproved == 1 ? "waits" : "wait") for an approval."
      : ""
    sentence = "At most \(Words.count(plan.total, "email")). \(ends); \(binds).\(more)"
    label = "Planned emails a day by mailbox. \(sentence)"
    rows = days.map { day in
      Row(
        day: words.day(day.date), sent: Words.number(day.total),
        limit: day.isOpen ? Words.number(day.limit) : "closed")
    }
  }
}

extension PlanChart.Column {
  fileprivate init(
    _ day: Plan.Day, at place: Int, step: Double, of top: Int, every: Int, _ words: Words
  ) {
    let left = step * (Double(place) + 0.1)
    var foot = 82.0
    bars = day.sent.enumerated().compactMap { mailbox, count in
      guard count > 0 else { return nil }
      let height = 66 * Double(count) / Double(top)
      foot -= height
      return PlanChart.Bar(
        band: PlanChart.band(mailbox), x: PlanChart.percent(left), y: PlanChart.percent(foot),
        width: PlanChart.percent(step * 0.8), height: PlanChart.percent(height))
    }
    middle = PlanChart.percent(step * (Double(place) + 0.5))
    name = place % every == 0 ? words.day(day.date) : ""
  }
}

extension PlanChart.Rule {
  fileprivate init(at count: Int, of top: Int, name: String) {
    let place = 82 - 66 * Double(min(count, top)) / Double(top)
    y = PlanChart.percent(place)
    above = PlanChart.percent(place - 2)
    self.name = name
  }
}

extension PlanChart {
  fileprivate static func band(_ mailbox: Int) -> String { bands[min(mailbox, 3)] }

  fileprivate static func percent(_ share: Double) -> String {
    "\((share * 100).rounded() / 100)%"
  }
}

extension Site {
  /// For a draft from its launch on, for any other campaign from now on; none if there is no step.
  func planChart(of campaign: SequenceCampaign, _ steps: [Step]) throws -> PlanChart? {
    guard !steps.isEmpty, campaign.status != .completed else { return nil }
    let now = Date()
    let start = campaign.launchAt.map { max($0, now) } ?? now
    let when =
      start > now
      ? "launches \(words.time(start))" : campaign.isDraft ? "if launched now" : "what is left"
    return PlanChart(
      try database.plan(of: campaign, from: start, steps: steps, zone: currentUser.timeZone),
      when: when, isPractice: campaign.isPractice, words)
  }
}
