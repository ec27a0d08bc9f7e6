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
    let (opens, closes) = (clock(schedule.start), clock(schedule.end))
    let isOpen = schedule.days.contains(weekday)
    let parts =
      opens < closes
      ? [isOpen ? opens..<closes : 0..<0]
      // The window of the day before continues past midnight.
      : [
        schedule.days.contains((weekday + 6) % 7) ? 0..<closes : 0..<0,
        isOpen ? opens..<whole.count : 0..<0,
      ]
    return parts.filter { !$0.isEmpty }
      .map {
        (whole.lowerBound + $0.lowerBound..<whole.lowerBound + $0.upperBound)
          .clamped(to: 0..<Int.max)
      }
      .filter { !$0.isEmpty }
  }

  private func seconds(_ date: Date) -> Int { Int(date.timeIntervalSince(start).rounded(.up)) }

  private func clock(_ text: String) -> Int {
    let parts = text.split(separator: ":").compactMap { Int($0) }
    return parts.count == 2 ? parts[0] * 3_600 + parts[1] * 60 : 0
  }
}
