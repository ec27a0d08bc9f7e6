import Foundation

/// When a campaign may send on each day, in seconds from the start of its plan.
struct OpenHours {
  private let schedule: Schedule?
  private let start: Date
  private let calendar: Calendar

  init(_ schedule: Schedule?, zone: String, from start: Date) {
    self.schedule = schedule
    self.start = start
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(identifier: schedule?.timezone ?? zone) ?? .gmt
    self.calendar = calendar
  }

  func date(of day: Int) -> Date { calendar.date(byAdding: .day, value: day, to: start) ?? start }

  func windows(on day: Int) -> [Range<Int>] {
    let midnight = calendar.startOfDay(for: date(of: day))
    let next = calendar.date(byAdding: .day, value: 1, to: midnight) ?? midnight
    let whole = seconds(midnight)..<seconds(next)
    guard let schedule else { return [whole.clamped(to: 0..<Int.max)].filter { !$0.isEmpty } }
    let weekday = calendar.component(.weekday, from: midnight) - 1
    let isOpen = schedule.days.contains(weekday)
    let opens = seconds(moment(schedule.start, after: midnight))
    let closes = seconds(moment(schedule.end, after: midnight))
    let parts: [(opens: Int, closes: Int)] =
      clock(schedule.start) < clock(schedule.end)
      ? (isOpen ? [(opens, closes)] : [])
      // The window of the day before continues past midnight.
      : (schedule.days.contains((weekday + 6) % 7) ? [(whole.lowerBound, closes)] : [])
        + (isOpen ? [(opens, whole.upperBound)] : [])
    return parts.compactMap { part in
      let from = max(part.opens, whole.lowerBound, 0)
      let to = min(part.closes, whole.upperBound)
      return from < to ? from..<to : nil
    }
  }

  /// When clocks show this time on the day that begins at `midnight`. A day on which clocks change has 23
  /// or 25 hours, so this is not always as many seconds after midnight as the clock says.
  private func moment(_ text: String, after midnight: Date) -> Date {
    let plain = midnight.addingTimeInterval(TimeInterval(clock(text)))
    let zone = calendar.timeZone
    let change = zone.secondsFromGMT(for: midnight) - zone.secondsFromGMT(for: plain)
    return plain.addingTimeInterval(TimeInterval(change))
  }

  private func seconds(_ date: Date) -> Int { Int(date.timeIntervalSince(start).rounded(.up)) }

  private func clock(_ text: String) -> Int {
    let parts = text.split(separator: ":").compactMap { Int($0) }
    return parts.count == 2 ? parts[0] * 3_600 + parts[1] * 60 : 0
  }
}
