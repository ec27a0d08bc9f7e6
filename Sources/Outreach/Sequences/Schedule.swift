import Foundation
import Postgres

/// When a campaign may send: days (Sunday is 0), from start to end, in a zone. An end before the
/// start is on the next day.
package struct Schedule: Sendable, Equatable, Codable {
  package var days: [Int]
  package var start: String
  package var end: String
  package var timezone: String

  package init(days: [Int], start: String, end: String, timezone: String) {
    self.days = days
    self.start = start
    self.end = end
    self.timezone = timezone
  }

  package enum Fault: String, Sendable, CustomStringConvertible {
    case noDay, day, start, end, zone

    package var description: String {
      switch self {
      case .noDay: "there is no day, and nothing is ever sent"
      case .day: "a day is a number from 0, Sunday, to 6"
      case .start: "start is no time such as 09:00"
      case .end: "end is no time such as 17:00"
      case .zone: "timezone is no zone such as Europe/Berlin"
      }
    }
  }

  /// What is wrong with it, in the order of its fields.
  package var faults: [Fault] {
    var faults: [Fault] = []
    if days.isEmpty { faults.append(.noDay) }
    if !days.allSatisfy((0...6).contains) { faults.append(.day) }
    if !isTime(start) { faults.append(.start) }
    if !isTime(end) { faults.append(.end) }
    if !isZoneName(timezone) { faults.append(.zone) }
    return faults
  }

  private func isTime(_ text: String) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    // Digits alone: `Int("+1")` is a number, and PostgreSQL knows no time +1:00.
    guard parts.count == 2,
      parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let hour = Int(parts[0]), let minute = Int(parts[1])
    else { return false }
    return (0...23).contains(hour) && (0...59).contains(minute)
  }
}

extension Queryable {
  package func schedule(of campaign: Campaign.ID) throws -> Schedule? {
    let text: JSONText? = try rows("SELECT schedule FROM campaigns WHERE id = \(campaign)")
      .first?[optional: "schedule"]
    // An unreadable value stays in the form: the page has to show it.
    return text.map {
      (try? $0.decoded()) ?? Schedule(days: [], start: "", end: "", timezone: "")
    }
  }

  /// Nil: it may send at any time.
  package func setSchedule(_ schedule: Schedule?, of campaign: Campaign.ID) throws {
    if let fault = schedule?.faults.first { throw Refusal.invalid(fault.rawValue) }
    if let schedule, try !isTimeZone(schedule.timezone) {
      throw Refusal.invalid(Schedule.Fault.zone.rawValue)
    }
    let text = try schedule.map { try JSONText(encoding: $0) }
    try run("UPDATE campaigns SET schedule = \(text) WHERE id = \(campaign)")
  }
}
