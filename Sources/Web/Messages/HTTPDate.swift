import Glibc

/// `Sun, 06 Nov 1994 08:49:37 GMT`, the one way to write a time in HTTP.
enum HTTPDate {
  private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  static func text(_ seconds: Int) -> String {
    var time = time_t(seconds)
    var parts = tm()
    gmtime_r(&time, &parts)
    let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { two(Int($0)) }
    return days[Int(parts.tm_wday)] + ", " + two(Int(parts.tm_mday)) + " "
      + months[Int(parts.tm_mon)] + " \(parts.tm_year + 1900) " + clock.joined(separator: ":")
      + " GMT"
  }

  /// Reads the same; the two older ways of writing are taken as no date.
  static func seconds(_ text: String) -> Int? {
    let words = text.split(whereSeparator: { " :,".contains($0) })
    guard words.count == 8, words[7] == "GMT", let day = Int32(words[1]),
      let month = months.firstIndex(of: String(words[2])), let year = Int32(words[3]),
      let hour = Int32(words[4]), let minute = Int32(words[5]), let second = Int32(words[6])
    else { return nil }
    var parts = tm()
    parts.tm_mday = day
    parts.tm_mon = Int32(month)
    parts.tm_year = year - 1900
    parts.tm_hour = hour
    parts.tm_min = minute
    parts.tm_sec = second
    return Int(timegm(&parts))
  }

  static var now: Int { Glibc.time(nil) }

  private static func two(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
