import Foundation
import Postgres

/// How well positive replies were answered: the last 30 days, the viewer's own or the team's.
package struct FollowUpFigures: Sendable, Equatable {
  package let mine: Int
  package let team: Int
  package let positive: Int
  package let inTime: Int
  /// Answered, or overdue and unanswered: the replies that can be judged.
  package let judged: Int
  package let meetings: Int
  package let converted: Int
  package let notRelevant: Int
}

extension FollowUpFigures: RowDecodable {}

/// Positive replies that wait, by the time that is left: none, little (see `soon`), more.
package struct WaitingFigures: Sendable, Equatable {
  package let overdue: Int
  package let overdueSince: Date?
  package let soon: Int
  package let nextAt: Date?
  package let later: Int
  package let lastAt: Date?

  /// A reply whose time left is within this is due soon: here, on every clock, and in the words
  /// beside the figures.
  package static let soon: TimeInterval = 4 * 3_600
}

extension WaitingFigures: RowDecodable {}

/// One week of the chart.
package struct KeptWeek: Sendable, Equatable {
  package let starts: Day
  package let judged: Int
  package let inTime: Int
}

extension KeptWeek: RowDecodable {}

extension Queryable {
  package func followUpFigures(of person: Person.ID, ownOnly: Bool) throws -> FollowUpFigures {
    let figures: FollowUpFigures? = try first(
      """
      SELECT open.mine, open.team, past.*
      FROM (
        SELECT count(*) FILTER (WHERE owner_id = \(person)) AS mine, count(*) AS team
        FROM replies WHERE follow_up = 'due'
      ) open
      CROSS JOIN (
        SELECT count(*) AS positive,
          count(*) FILTER (WHERE follow_up_at <= follow_up_due_at) AS in_time,
          count(*) FILTER (WHERE follow_up_at IS NOT NULL OR follow_up_due_at < now()) AS judged,
          count(*) FILTER (WHERE follow_up IN ('meeting_booked', 'converted')) AS meetings,
          count(*) FILTER (WHERE follow_up = 'converted') AS converted,
          count(*) FILTER (WHERE follow_up = 'not_relevant') AS not_relevant
        FROM replies
        WHERE fn.needs_follow_up(class) AND follow_up IS NOT NULL
          AND received_at > now() - interval '30 days'
          AND (NOT \(ownOnly) OR owner_id = \(person))
      ) past
      """)
    guard let figures else { throw Refusal.notFound("no figures") }
    return figures
  }

  package func waitingFigures(of person: Person.ID, ownOnly: Bool) throws -> WaitingFigures {
    let figures: WaitingFigures? = try first(
      """
      SELECT count(*) FILTER (WHERE due < now()) AS overdue, min(due) AS overdue_since,
        count(*) FILTER (WHERE due >= now() AND due <= soon) AS soon,
        min(due) FILTER (WHERE due >= now()) AS next_at,
        count(*) FILTER (WHERE due > soon) AS later, max(due) AS last_at
      FROM (
        SELECT follow_up_due_at AS due, now() + make_interval(secs => \(WaitingFigures.soon)) AS soon
        FROM replies
        WHERE follow_up = 'due' AND (NOT \(ownOnly) OR owner_id = \(person))
      ) r
      """)
    guard let figures else { throw Refusal.notFound("no figures") }
    return figures
  }

  /// Twelve weeks, the oldest first.
  package func keptWeeks(of person: Person.ID, ownOnly: Bool) throws -> [KeptWeek] {
    try all(
      """
      SELECT w.week::date AS starts,
        count(r.id) FILTER (WHERE r.follow_up_at IS NOT NULL OR r.follow_up_due_at < now())
          AS judged,
        count(r.id) FILTER (WHERE r.follow_up_at <= r.follow_up_due_at) AS in_time
      FROM generate_series(
          date_trunc('week', now()) - interval '11 weeks', date_trunc('week', now()),
          interval '1 week') w (week)
        LEFT JOIN replies r
          ON fn.needs_follow_up(r.class) AND r.follow_up IS NOT NULL
            AND r.received_at >= w.week AND r.received_at < w.week + interval '1 week'
            AND (NOT \(ownOnly) OR r.owner_id = \(person))
      GROUP BY w.week
      ORDER BY w.week
      """)
  }
}
