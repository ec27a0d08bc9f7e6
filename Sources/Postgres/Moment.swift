/// Microseconds since 1970, written and read as PostgreSQL's ISO style does, by arithmetic: Foundation's
/// formatters cost a hundred times as much.
struct Moment: CustomStringConvertible {
  let microseconds: Int

  init(microseconds: Int) { self.microseconds = microseconds }

  /// `2026-11-21 18:46:57.123456+00`, with any offset. Text from outside comes here, too: what is no
  /// time of `years` is nil, and no digits, however many, make the arithmetic overflow.
  init?(_ text: String) {
    var digits = text.utf8.makeIterator()
    var pending = digits.next()
    func number(_ range: ClosedRange<Int>) -> Int? {
      var value: Int?
      while let byte = pending, byte >= 48, byte <= 57 {
        let longer = (value ?? 0) * 10 + Int(byte - 48)
        guard longer <= Self.years.upperBound else { return nil }
        value = longer
        pending = digits.next()
      }
      return value.flatMap { range.contains($0) ? $0 : nil }
    }
    func skip(_ wanted: Unicode.Scalar) -> Bool {
      guard pending == UInt8(ascii: wanted) else { return false }
      pending = digits.next()
      return true
    }
    guard let year = number(Self.years), skip("-"), let month = number(1...12), skip("-"),
      let day = number(1...daysIn(month: month, of: year)), skip(" ") || skip("T"),
      let hour = number(0...24), skip(":"), let minute = number(0...59), skip(":"),
      let second = number(0...60)
    else { return nil }
    var fraction = 0
    if skip(".") {
      var scale = 100_000
      while let byte = pending, byte >= 48, byte <= 57 {
        fraction += Int(byte - 48) * scale
        scale /= 10
        pending = digits.next()
      }
    }
    var offset = 0
    if pending == UInt8(ascii: "+") || pending == UInt8(ascii: "-") {
      let sign = skip("+") ? 1 : -1
      if sign < 0 { _ = skip("-") }
      guard let hours = number(0...15) else { return nil }
      var (minutes, seconds) = (0, 0)
      if skip(":") {
        guard let read = number(0...59) else { return nil }
        minutes = read
      }
      if skip(":") {
        guard let read = number(0...59) else { return nil }
        seconds = read
      }
      offset = sign * (hours * 3600 + minutes * 60 + seconds)
    } else if pending != nil, !skip("Z") {
      return nil
    }
    guard pending == nil else { return nil }
    let days = daysSince1970(year: year, month: month, day: day)
    let seconds = days * 86400 + hour * 3600 + minute * 60 + second - offset
    microseconds = seconds * 1_000_000 + fraction
  }

  /// In these years the microseconds fit in 64 bits with room to spare. PostgreSQL's timestamps go on
  /// to 294276.
  static let years = 1...290_000

  /// The first and the last moment of `years`, in microseconds.
  static let range =
    daysSince1970(year: years.lowerBound, month: 1, day: 1) * 86_400_000_000...daysSince1970(
      year: years.upperBound, month: 12, day: 31) * 86_400_000_000

  var description: String {
    let (seconds, rest) = floored(microseconds, by: 1_000_000)
    let (days, second) = floored(seconds, by: 86_400)
    let (year, month, day) = civil(daysSince1970: days)
    return Day(year: year, month: month, day: day).sqlText + " "
      + TimeOfDay(hour: second / 3600, minute: second / 60 % 60, second: second % 60).sqlText
      + "." + padded(rest, 6) + "+00"
  }
}

/// Quotient and remainder, the remainder never negative.
private func floored(_ number: Int, by divisor: Int) -> (Int, Int) {
  let (quotient, remainder) = number.quotientAndRemainder(dividingBy: divisor)
  return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
}

/// The days of a month of the Gregorian calendar.
func daysIn(month: Int, of year: Int) -> Int {
  switch month {
  case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
  case 4, 6, 9, 11: 30
  default: 31
  }
}

/// Howard Hinnant's days_from_civil: the proleptic Gregorian calendar.
private func daysSince1970(year: Int, month: Int, day: Int) -> Int {
  let shifted = month <= 2 ? year - 1 : year
  let era = (shifted >= 0 ? shifted : shifted - 399) / 400
  let yearOfEra = shifted - era * 400
  let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
  let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

private func civil(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
  let shifted = days + 719_468
  let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
  let dayOfEra = shifted - era * 146_097
  let yearOfEra =
    (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
  let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
  let monthShifted = (5 * dayOfYear + 2) / 153
  let day = dayOfYear - (153 * monthShifted + 2) / 5 + 1
  let month = monthShifted < 10 ? monthShifted + 3 : monthShifted - 9
  return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
}
