import Foundation
import Postgres

extension Day {
  /// The day of a moment, in UTC.
  init(containing moment: Date) {
    var seconds = time_t(max(-60_000_000_000, min(moment.timeIntervalSince1970, 250_000_000_000)))
    var parts = tm()
    gmtime_r(&seconds, &parts)
    self.init(
      year: Int(parts.tm_year) + 1900, month: Int(parts.tm_mon) + 1, day: Int(parts.tm_mday))
  }

  func plus(_ days: Int) -> Day {
    var parts = tm()
    parts.tm_year = Int32(year - 1900)
    parts.tm_mon = Int32(month - 1)
    parts.tm_mday = Int32(day + days)
    parts.tm_hour = 12
    return Day(containing: Date(timeIntervalSince1970: TimeInterval(timegm(&parts))))
  }

  /// Monday is 1.
  var weekday: Int {
    var parts = tm()
    parts.tm_year = Int32(year - 1900)
    parts.tm_mon = Int32(month - 1)
    parts.tm_mday = Int32(day)
    parts.tm_hour = 12
    timegm(&parts)
    return parts.tm_wday == 0 ? 7 : Int(parts.tm_wday)
  }
}

func daysIn(_ month: Int, of year: Int) -> Int {
  switch month {
  case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
  case 4, 6, 9, 11: 30
  default: 31
  }
}

func validDay(_ year: Int, _ month: Int, _ day: Int) -> Day? {
  guard (1...12).contains(month), (2_000...2_100).contains(year),
    (1...daysIn(month, of: year)).contains(day)
  else { return nil }
  return Day(year: year, month: month, day: day)
}

/// The day of that name to come. One that was not long ago is past: the absence is over.
func dayNamed(_ year: Int?, _ month: Int, _ number: Int, after day: Day) -> Day? {
  if let year { return validDay(year, month, number).flatMap { $0 > day ? $0 : nil } }
  if let found = validDay(day.year, month, number), found > day { return found }
  let monthsAgo = (day.month - month + 12) % 12
  guard monthsAgo > 3 else { return nil }
  return validDay(day.year + 1, month, number)
}
