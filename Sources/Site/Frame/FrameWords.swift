import Foundation
import Text

/// How times, figures and amounts are worded. Times are in the current user's zone.
package struct Words: Sendable {
  private let calendar: Calendar
  private let now: Date
  /// The IANA name of the current user's zone.
  package let zone: String

  package init(timeZone: String, now: Date = Date()) {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(identifier: timeZone) ?? .gmt
    self.calendar = calendar
    zone = TimeZone(identifier: timeZone) == nil ? "UTC" : timeZone
    self.now = now
  }

  /// `today 08:09`, `Monday 06:48` within six days, `17 Oct`, or `17 Oct 2024` in another year.
  package func time(_ date: Date) -> String {
    let days = daysFromToday(date)
    if days == 0 { return "today \(clock(date))" }
    if abs(days) < 7 { return "\(weekday(date)) \(clock(date))" }
    return day(date)
  }

  /// `08:09`
  package func clock(_ date: Date) -> String {
    let parts = calendar.dateComponents([.hour, .minute], from: date)
    return "\(two(parts.hour)):\(two(parts.minute))"
  }

  /// `17 Oct`, or `17 Oct 2024` in another year.
  package func day(_ date: Date) -> String {
    let parts = calendar.dateComponents([.day, .month, .year], from: date)
    let text = "\(parts.day ?? 0) \(Self.months[(parts.month ?? 1) - 1])"
    return parts.year == calendar.component(.year, from: now) ? text : "\(text) \(parts.year ?? 0)"
  }

  /// `Friday 17 Oct`
  package func fullDay(_ date: Date) -> String { "\(weekday(date)) \(day(date))" }

  /// With its time of day, however far away: `today 08:09`, `Monday 06:48` within six days, else
  /// `Friday 17 Oct at 08:09`.
  package func moment(_ date: Date) -> String {
    abs(daysFromToday(date)) < 7 ? time(date) : "\(fullDay(date)) at \(clock(date))"
  }

  /// `2026-03-31T09:00`, for a field of date and time.
  package func fieldText(_ date: Date) -> String { "\(dayText(date))T\(clock(date))" }

  /// `2026-03-31`, for a date field.
  package func dayText(_ date: Date) -> String {
    let parts = calendar.dateComponents([.day, .month, .year], from: date)
    return "\(parts.year ?? 0)-\(two(parts.month))-\(two(parts.day))"
  }

  /// `Oct`, for 10.
  package static func month(_ number: Int) -> String { months[(number - 1) % 12] }

  /// In full, for `title` and evidence: `17 Oct 2025, 08:09:12`.
  package func exact(_ date: Date) -> String {
    let parts = calendar.dateComponents([.day, .month, .year, .second], from: date)
    let month = Self.months[(parts.month ?? 1) - 1]
    return "\(parts.day ?? 0) \(month) \(parts.year ?? 0), \(clock(date)):\(two(parts.second))"
  }

  /// `4 min ago`, `just now`
  package func ago(_ date: Date) -> String {
    let seconds = Int(now.timeIntervalSince(date))
    return seconds < 60 ? "just now" : "\(Self.duration(seconds: seconds)) ago"
  }

  private func daysFromToday(_ date: Date) -> Int {
    let from = calendar.startOfDay(for: now)
    let to = calendar.startOfDay(for: date)
    // Days of 23 and 25 hours round to one.
    return Int((to.timeIntervalSince(from) / 86_400).rounded())
  }

  private func weekday(_ date: Date) -> String {
    Self.weekdays[calendar.component(.weekday, from: date) - 1]
  }

  private func two(_ number: Int?) -> String {
    let number = number ?? 0
    return number < 10 ? "0\(number)" : "\(number)"
  }

  private static let weekdays = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
}

extension Words {
  /// With thousands separators: `1,284`.
  package static func number(_ number: Int) -> String {
    number.grouped
  }

  /// `1 account`, `3 accounts`; with `plural` if it is not formed with an s.
  package static func count(_ number: Int, _ one: String, _ plural: String? = nil) -> String {
    "\(Words.number(number)) \(number == 1 ? one : plural ?? one + "s")"
  }

  /// An exact decimal as the database writes it, with thousands separators and at least as many
  /// decimals as the currency has: `1,250.00`, and `1,250` in JPY. The page shows its code after
  /// it.
  package static func amount(_ decimal: String, _ currency: String = "EUR") -> String {
    let least = Currencies.decimals(of: currency)
    let isNegative = decimal.hasPrefix("-")
    let parts = decimal.drop { $0 == "-" }.split(separator: ".", omittingEmptySubsequences: false)
    let whole = parts.first.map(String.init) ?? "0"
    var cents = parts.count > 1 ? String(parts[1]) : ""
    while cents.count > least, cents.hasSuffix("0") { cents.removeLast() }
    while cents.count < least { cents += "0" }
    return "\(isNegative ? "-" : "")\(groupedDigits(whole))\(cents.isEmpty ? "" : ".\(cents)")"
  }

  /// A share of one, to one decimal, with a space before the sign: `12.9 %`.
  package static func percent(_ share: Double) -> String {
    "\(tenths(share * 100)) %"
  }

  /// `12.9%`, for lengths in SVG.
  package static func length(_ share: Double) -> String {
    "\(tenths(min(max(share, 0), 1) * 100))%"
  }

  /// To one decimal: `9.4`. A dash if it is not a finite number.
  package static func tenths(_ number: Double) -> String {
    guard let tenths = Int(exactly: (number * 10).rounded()) else { return "–" }
    return "\(tenths < 0 ? "-" : "")\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
  }

  /// `45 s`, `12 min`, `2 h 10 min`, `3 d 4 h`
  package static func duration(seconds: Int) -> String {
    let minutes = seconds / 60
    let hours = minutes / 60
    if seconds < 60 { return "\(seconds) s" }
    if minutes < 60 { return "\(minutes) min" }
    if hours < 24 { return minutes % 60 == 0 ? "\(hours) h" : "\(hours) h \(minutes % 60) min" }
    return hours % 24 == 0 ? "\(hours / 24) d" : "\(hours / 24) d \(hours % 24) h"
  }

  /// `1 hour`, `4 hours`
  package static func hours(_ seconds: TimeInterval) -> String {
    count(Int(seconds / 3_600), "hour")
  }

  /// At most so many characters of a text, with an ellipsis after its last whole word if there is
  /// more.
  package static func beginning(of text: String, _ most: Int) -> String {
    guard text.count > most else { return text }
    let cut = text.prefix(most)
    // A script without blanks, or an address, has no word to end with.
    let end = cut.suffix(60).lastIndex(where: \.isWhitespace) ?? cut.endIndex
    return "\(cut[..<end])…"
  }

  /// `draft_config` as people read it: `Draft config`.
  package static func sentence(_ word: String) -> String {
    let text = word.replacing("_", with: " ")
    return text.prefix(1).uppercased() + text.dropFirst()
  }
}
