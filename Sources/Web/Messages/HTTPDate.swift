import Glibc

/// `Sun, 06 Nov 1994 08:49:37 GMT`, the one way to write a time in HTTP.
enum HTTPDate {
  private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]
  private static let form = Array("..., 00 ... 0000 00:00:00 GMT".utf8)
  /// 1970 to 9999: what four digits can say of a clock of ours.
  private static let writable = 0...253_402_300_799

  static func text(_ seconds: Int) -> String {
    var time = time_t(min(max(seconds, writable.lowerBound), writable.upperBound))
    var parts = tm()
    gmtime_r(&time, &parts)
    let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { two(Int($0)) }
    return days[Int(parts.tm_wday)] + ", " + two(Int(parts.tm_mday)) + " "
      + months[Int(parts.tm_mon)] + " \(parts.tm_year + 1900) " + clock.joined(separator: ":")
      + " GMT"
  }

  /// Reads the same, and nothing else: four digits are the years 0 to 9999, so no arithmetic here can
  /// overflow. The two older ways of writing are taken as no date.
  static func seconds(_ text: Bytes) -> Int? {
    guard text.count == form.count else { return nil }
    for (given, wanted) in zip(text, form) where wanted != 46 {
      guard wanted == 48 ? Byte.isDigit(given) : given == wanted else { return nil }
    }
    func number(_ range: Range<Int>) -> Int {
      text[range].reduce(0) { $0 * 10 + Int($1) - 48 }
    }
    let name = Bytes(rebasing: text[8..<11])
    guard days.contains(where: { $0.utf8.elementsEqual(text[..<3]) }),
      let month = months.firstIndex(where: { $0.utf8.elementsEqual(name) }),
      case let day = number(5..<7), (1...31).contains(day),
      case let hour = number(17..<19), hour < 24,
      case let minute = number(20..<22), minute < 60,
      case let second = number(23..<25), second <= 60
    else { return nil }
    let midnight = daysSince1970(year: number(12..<16), month: month + 1, day: day) * 86_400
    return midnight + hour * 3600 + minute * 60 + second
  }

  /// Days of the Gregorian calendar, counted in years that begin in March, so that the leap day is the
  /// last of its year.
  private static func daysSince1970(year: Int, month: Int, day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  static var now: Int { Glibc.time(nil) }

  private static func two(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
