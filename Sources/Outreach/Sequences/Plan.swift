import Foundation
import Postgres

/// What a mailbox of a campaign can send a day.
package struct PlanMailbox: Sendable, Equatable, RowDecodable {
  package let email: String
  package let dayLimit: Int
  /// What is left of the limit in the 24 hours that run.
  package let leftToday: Int
  /// Of a mailbox that is still ramped up: so many more each day, up to the limit.
  package let rampStep: Int
  package let fullLimit: Int

  package init(email: String, dayLimit: Int, leftToday: Int, rampStep: Int = 0, fullLimit: Int) {
    self.email = email
    self.dayLimit = dayLimit
    self.leftToday = leftToday
    self.rampStep = rampStep
    self.fullLimit = fullLimit
  }

  package init(row: Row) throws {
    email = try row["email"]
    dayLimit = try row["day_limit"]
    leftToday = try row["places"]
    rampStep = try row["ramp_step"]
    fullLimit = try row["full_limit"]
  }

  func limit(on day: Int) -> Int {
    day == 0 ? leftToday : min(fullLimit, dayLimit + rampStep * day)
  }
}

/// What a campaign will send, day by day, as its limits, waits and schedule have it: at most, because
/// whoever replies, bounces or unsubscribes gets no more.
package struct Plan: Sendable, Equatable {
  package let mailboxes: [String]
  package let days: [Day]
  /// Not everything fits into the days that were looked at.
  package let isCut: Bool

  package struct Day: Sendable, Equatable {
    package let date: Date
    package let isOpen: Bool
    /// By mailbox, in their order.
    package let sent: [Int]
    package let limit: Int
    /// More was due than the mailboxes may send.
    package let binds: Bool

    package var total: Int { sent.reduce(0, +) }
  }

  package var total: Int { days.reduce(0) { $0 + $1.total } }
  package var boundDays: [Day] { days.filter(\.binds) }

  /// `waiting` is how many leads have each step before them. Those at a later step are taken to be
  /// due evenly over its wait.
  package init(
    waiting: [Int], waits: [Int], mailboxes: [PlanMailbox], schedule: Schedule?, from start: Date,
    atMost count: Int = 400
  ) {
    self.mailboxes = mailboxes.map(\.email)
    var work = PlanWork(waiting: waiting, waits: waits, mailboxes: mailboxes)
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(identifier: schedule?.timezone ?? "UTC") ?? .gmt
    var days: [Day] = []
    while !work.isDone, !mailboxes.isEmpty, days.count < count {
      let number = days.count
      let date = calendar.date(byAdding: .day, value: number, to: start) ?? start
      let weekday = calendar.component(.weekday, from: date) - 1
      let isOpen = schedule?.days.contains(weekday) ?? true
      let limits = mailboxes.map { isOpen ? max($0.limit(on: number), 0) : 0 }
      let sent = work.send(on: number, limits)
      days.append(
        Day(
          date: date, isOpen: isOpen, sent: sent, limit: limits.reduce(0, +),
          binds: isOpen && work.isOverdue(on: number)))
    }
    self.days = days
    isCut = !work.isDone
  }
}

/// The emails that are still to go, by the day on which they are due.
private struct PlanWork {
  private let waits: [Int]
  /// Step by step and day by day; a first email takes whichever mailbox has room, a later one the
  /// mailbox of its lead.
  private var first: Int
  private var due: [[Int: [Int: Int]]]

  init(waiting: [Int], waits: [Int], mailboxes: [PlanMailbox]) {
    self.waits = waits
    first = waiting.first ?? 0
    due = mailboxes.map { _ in [:] }
    let whole = max(mailboxes.reduce(0) { $0 + $1.fullLimit }, 1)
    for (step, count) in waiting.enumerated().dropFirst() {
      let days = max(waits.indices.contains(step) ? waits[step] : 0, 1)
      for (place, mailbox) in mailboxes.enumerated() {
        let share =
          place == mailboxes.count - 1
          ? count - mailboxes.dropLast().reduce(0) { $0 + count * $1.fullLimit / whole }
          : count * mailbox.fullLimit / whole
        for day in 0..<days {
          due[place][day, default: [:]][step, default: 0] +=
            share / days + (day < share % days ? 1 : 0)
        }
      }
    }
  }

  var isDone: Bool { first == 0 && due.allSatisfy { $0.values.allSatisfy(\.isEmpty) } }

  func isOverdue(on day: Int) -> Bool {
    first > 0 || due.contains { $0.contains { $0.key <= day && !$0.value.isEmpty } }
  }

  /// What is due longest goes first, as the sender claims it.
  mutating func send(on day: Int, _ limits: [Int]) -> [Int] {
    var left = limits
    takeFirst(on: day, &left)
    for place in due.indices {
      for past in due[place].keys.filter({ $0 <= day }).sorted() {
        for step in due[place][past, default: [:]].keys.sorted() {
          let count = min(left[place], due[place][past]?[step] ?? 0)
          left[place] -= count
          due[place][past]?[step]? -= count
          if due[place][past]?[step] == 0 { due[place][past]?[step] = nil }
          plan(count, after: step, of: place, on: day)
        }
        if due[place][past]?.isEmpty == true { due[place][past] = nil }
      }
    }
    return zip(limits, left).map { $0 - $1 }
  }

  /// Spread over the mailboxes by what is left of each.
  private mutating func takeFirst(on day: Int, _ left: inout [Int]) {
    let room = left.reduce(0, +)
    let count = min(first, room)
    guard count > 0 else { return }
    let whole = left
    var given = 0
    for place in left.indices {
      let upTo = whole[...place].reduce(0, +)
      let share = count * upTo / room - given
      given += share
      plan(share, after: 0, of: place, on: day)
      left[place] -= share
    }
    first -= count
  }

  private mutating func plan(_ count: Int, after step: Int, of place: Int, on day: Int) {
    guard count > 0, step + 1 < waits.count else { return }
    due[place][day + max(waits[step + 1], 1), default: [:]][step + 1, default: 0] += count
  }
}

extension Queryable {
  /// The plan of what a campaign has still to send, from now or from its launch on.
  package func plan(of campaign: Campaign.ID, from start: Date, steps: [Step]) throws -> Plan {
    let counts = try rows(
      """
      SELECT position, waiting FROM fn.step_statistics
      WHERE campaign_id = \(campaign) AND waiting > 0
      """)
    var waiting = steps.map { _ in 0 }
    for row in counts {
      let position: Int = try row["position"]
      if waiting.indices.contains(position) { waiting[position] = try row["waiting"] }
    }
    return Plan(
      waiting: waiting, waits: steps.map { $0.waitDays + ($0.waitHours >= 12 ? 1 : 0) },
      mailboxes: try planMailboxes(of: campaign, at: start),
      schedule: try schedule(of: campaign), from: start)
  }

  /// Those that may send; what one has used is asked of the function that the sender asks.
  private func planMailboxes(of campaign: Campaign.ID, at start: Date) throws -> [PlanMailbox] {
    try all(
      """
      SELECT p.email, p.day_limit, p.places, coalesce(m.ramp_step, 0) AS ramp_step,
        coalesce(m.daily_limit, (rule.setting(m.workspace_id, CASE m.kind
          WHEN 'practice' THEN 'practice.daily_limit' ELSE 'sending.daily_limit' END) #>> '{}')::int)
          AS full_limit
      FROM (
        SELECT array_agg(cm.workspace_id) AS workspaces, array_agg(cm.mailbox_id) AS mailboxes
        FROM campaign_mailboxes cm
        WHERE cm.campaign_id = \(campaign)
      ) chosen
        CROSS JOIN LATERAL fn.mailbox_places(chosen.workspaces, chosen.mailboxes, \(start)) p
        JOIN mailboxes m ON (m.workspace_id, m.id) = (p.workspace_id, p.mailbox_id)
      WHERE coalesce(p.obstacle, '') NOT IN ('archived', 'paused', 'health')
      ORDER BY p.email
      """)
  }
}
