import Foundation
import Postgres

/// The emails that a mailbox of a campaign can send a day.
package struct PlanMailbox: Sendable, Equatable, RowDecodable {
  package let email: String
  package let dayLimit: Int
  /// The remainder of the limit in the current 24 hours.
  package let leftToday: Int
  /// For a mailbox that is still ramped up: the daily increase, up to the limit.
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

/// The emails that a campaign will send, day by day, by its limits, waits and schedule: at most,
/// because leads who reply, bounce or unsubscribe get no more.
package struct Plan: Sendable, Equatable {
  package let mailboxes: [String]
  package let days: [Day]
  /// Some emails are due after the last of these days.
  package let isCut: Bool
  /// Emails that wait for the approval of their account; they are not in `days`.
  package let unapproved: Int

  package struct Day: Sendable, Equatable {
    package let date: Date
    package let isOpen: Bool
    /// By mailbox, in their order.
    package let sent: [Int]
    package let limit: Int
    /// More emails were due than the mailboxes may send.
    package let binds: Bool

    package var total: Int { sent.reduce(0, +) }
  }

  package var total: Int { days.reduce(0) { $0 + $1.total } }
  package var boundDays: [Day] { days.filter(\.binds) }

  /// `waiting` is how many leads have each step before them, the first ones due `firstAfter`
  /// seconds from the start. Leads at a later step are assumed to be due evenly over its wait.
  /// `zone` is that of the days if no schedule has one.
  package init(
    waiting: [Int], waitHours: [Int], mailboxes: [PlanMailbox], schedule: Schedule?,
    from start: Date, firstAfter: Int = 0, unapproved: Int = 0, zone: String = "UTC",
    atMost count: Int = 400
  ) {
    self.mailboxes = mailboxes.map(\.email)
    self.unapproved = unapproved
    var work = PlanWork(
      waiting: waiting, waits: waitHours.map { $0 * 3_600 }, firstDue: firstAfter,
      mailboxes: mailboxes)
    let hours = OpenHours(schedule, zone: zone, from: start)
    var days: [Day] = []
    while !work.isDone, !mailboxes.isEmpty, days.count < count {
      let number = days.count
      let windows = hours.windows(on: number)
      let limits = mailboxes.map { windows.isEmpty ? 0 : max($0.limit(on: number), 0) }
      let sent = work.send(in: windows, limits)
      days.append(
        Day(
          date: hours.date(of: number), isOpen: !windows.isEmpty, sent: sent,
          limit: limits.reduce(0, +),
          binds: windows.last.map { work.isOverdue(at: $0.upperBound) } ?? false))
    }
    self.days = days
    isCut = !work.isDone
  }
}

/// The planned emails, by the second on which they are due.
private struct PlanWork {
  private let waits: [Int]
  /// Step by step and second by second; a first email takes any mailbox that has room, a later one
  /// the mailbox of its lead.
  private var first: Int
  private let firstDue: Int
  private var due: [[Int: [Int: Int]]]

  init(waiting: [Int], waits: [Int], firstDue: Int, mailboxes: [PlanMailbox]) {
    self.waits = waits
    self.firstDue = firstDue
    first = waiting.first ?? 0
    due = mailboxes.map { _ in [:] }
    let whole = max(mailboxes.reduce(0) { $0 + $1.fullLimit }, 1)
    for (step, count) in waiting.enumerated().dropFirst() where count > 0 {
      let wait = waits.indices.contains(step) ? waits[step] : 0
      let parts = max((wait + 86_399) / 86_400, 1)
      for (place, mailbox) in mailboxes.enumerated() {
        let share =
          place == mailboxes.count - 1
          ? count - mailboxes.dropLast().reduce(0) { $0 + count * $1.fullLimit / whole }
          : count * mailbox.fullLimit / whole
        for part in 0..<parts {
          let emails = share / parts + (part < share % parts ? 1 : 0)
          guard emails > 0 else { continue }
          due[place][wait * part / parts, default: [:]][step, default: 0] += emails
        }
      }
    }
  }

  var isDone: Bool { first == 0 && due.allSatisfy(\.isEmpty) }

  func isOverdue(at end: Int) -> Bool {
    (first > 0 && firstDue < end) || due.contains { $0.keys.contains { $0 < end } }
  }

  /// The longest due email goes first, as the sender claims it.
  mutating func send(in windows: [Range<Int>], _ limits: [Int]) -> [Int] {
    var left = limits
    for window in windows {
      while let (place, moment) = next(before: window.upperBound, left) {
        let now = max(moment, window.lowerBound)
        if let place {
          sendDue(moment, of: place, at: now, &left)
        } else {
          sendFirst(at: now, &left)
        }
      }
    }
    return zip(limits, left).map { $0 - $1 }
  }

  /// The mailbox and the time of the next due email that has room; no mailbox: the first emails.
  private func next(before end: Int, _ left: [Int]) -> (Int?, Int)? {
    var found: (Int?, Int)?
    if first > 0, firstDue < end, left.contains(where: { $0 > 0 }) { found = (nil, firstDue) }
    for (place, moments) in due.enumerated() where left[place] > 0 {
      guard let moment = moments.keys.min(), moment < end, moment < found?.1 ?? end else {
        continue
      }
      found = (place, moment)
    }
    return found
  }

  private mutating func sendDue(_ moment: Int, of place: Int, at now: Int, _ left: inout [Int]) {
    guard var steps = due[place].removeValue(forKey: moment) else { return }
    for step in steps.keys.sorted() {
      let count = min(left[place], steps[step] ?? 0)
      left[place] -= count
      steps[step]? -= count
      if steps[step] == 0 { steps[step] = nil }
      plan(count, after: step, of: place, at: now)
    }
    for (step, count) in steps { due[place][moment, default: [:]][step, default: 0] += count }
  }

  /// Spread over the mailboxes by the remainder of each.
  private mutating func sendFirst(at now: Int, _ left: inout [Int]) {
    let room = left.reduce(0, +)
    let count = min(first, room)
    guard count > 0 else { return }
    let whole = left
    var given = 0
    for place in left.indices {
      let upTo = whole[...place].reduce(0, +)
      let share = count * upTo / room - given
      given += share
      plan(share, after: 0, of: place, at: now)
      left[place] -= share
    }
    first -= count
  }

  private mutating func plan(_ count: Int, after step: Int, of place: Int, at now: Int) {
    guard count > 0, step + 1 < waits.count else { return }
    due[place][now + waits[step + 1], default: [:]][step + 1, default: 0] += count
  }
}

extension Queryable {
  /// The plan of a campaign's remaining emails, from now or from its launch on: to accounts whose
  /// current review lets them be contacted.
  package func plan(
    of campaign: SequenceCampaign, from start: Date, steps: [Step], zone: String
  ) throws -> Plan {
    var waiting = steps.map { _ in 0 }
    for row in try rows(
      """
      SELECT position, waiting FROM fn.step_statistics
      WHERE campaign_id = \(campaign.id) AND waiting > 0
      """)
    {
      let position: Int = try row["position"]
      if waiting.indices.contains(position) { waiting[position] = try row["waiting"] }
    }
    var unapproved = 0
    for held in try heldByReview(of: campaign) where waiting.indices.contains(held.position) {
      waiting[held.position] = max(waiting[held.position] - held.emails, 0)
      if held.isPending { unapproved += held.emails }
    }
    let waits = steps.map { $0.waitDays * 24 + $0.waitHours }
    let wait = Double((waits.first ?? 0) * 3_600)
    let first = [campaign.launchedAt, campaign.launchAt].compactMap { $0 }.max()
      .map { max($0.addingTimeInterval(wait).timeIntervalSince(start), 0) }
    return Plan(
      waiting: waiting, waitHours: waits, mailboxes: try planMailboxes(of: campaign.id, at: start),
      schedule: try schedule(of: campaign.id), from: start, firstAfter: Int(first ?? wait),
      unapproved: unapproved, zone: zone)
  }

  /// Emails that wait because of the review of their account. They are found from the accounts that
  /// are not approved, which are few while a campaign is running.
  private func heldByReview(of campaign: SequenceCampaign) throws -> [HeldByReview] {
    let holding: [ReviewStatus] = campaign.onlyApproved ? [.rejected, .pending] : [.rejected]
    return try all(
      """
      SELECT d.position, ca.review_status = 'pending' AS is_pending, count(*) AS emails
      FROM campaign_accounts ca
        JOIN enrollments e ON (e.workspace_id, e.campaign_id, e.account_id)
          = (ca.workspace_id, ca.campaign_id, ca.account_id) AND e.state = 'active'
        JOIN deliveries d ON (d.workspace_id, d.enrollment_id) = (e.workspace_id, e.id)
          AND d.stage = 'waiting'
      WHERE ca.campaign_id = \(campaign.id)
        AND ca.review_status = ANY (\(holding)::review_status[])
        -- Asked once, before any account is read: most campaigns hold nothing back.
        AND (
          SELECT s.rejected_accounts > 0
            OR (\(campaign.onlyApproved) AND s.total_accounts > s.approved_accounts)
          FROM fn.campaign_statistics s WHERE s.campaign_id = \(campaign.id))
      GROUP BY d.position, ca.review_status = 'pending'
      """)
  }

  /// The mailboxes that may send; their uses come from the function that the sender calls.
  private func planMailboxes(of campaign: Campaign.ID, at start: Date) throws -> [PlanMailbox] {
    try all(
      """
      SELECT p.email, p.day_limit, p.places, coalesce(m.ramp_step, 0) AS ramp_step,
        fn.daily_limit(m.workspace_id, m.kind, m.daily_limit) AS full_limit
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

private struct HeldByReview: RowDecodable {
  let position: Int
  let isPending: Bool
  let emails: Int
}
