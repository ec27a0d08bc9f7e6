/// Microseconds since 1970, written and read as PostgreSQL's ISO style does, by arithmetic: Foundation's
/// formatters cost a hundred times as much.
struct Moment: CustomStringConvertible {
  let microseconds: Int

  init(microseconds: Int) { self.microseconds = microseconds }

  /// `2026-11-21 18:46:57.123456+00`, with any offset.
  init?(_ text: String) {
    var digits = text.utf8.makeIterator()
    var pending = digits.next()
    func number() -> Int? {
      var value: Int?
      while let byte = pending, byte >= 48, byte <= 57 {
        value = (value ?? 0) * 10 + Int(byte - 48)
        pending = digits.next()
      }
      return value
    }
    func skip(_ wanted: Unicode.Scalar) -> Bool {
      guard pending == UInt8(ascii: wanted) else { return false }
      pending = digits.next()
      return true
    }
    guard let year = number(), skip("-"), let month = number(), skip("-"), let day = number(),
      skip(" ") || skip("T"), let hour = number(), skip(":"), let minute = number(), skip(":"),
      let second = number()
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
      guard let hours = number() else { return nil }
      let minutes = skip(":") ? number() ?? 0 : 0
      let seconds = skip(":") ? number() ?? 0 : 0
      offset = sign * (hours * 3600 + minutes * 60 + seconds)
    } else if pending != nil, !skip("Z") {
      return nil
    }
    let days = daysSince1970(year: year, month: month, day: day)
    let seconds = days * 86400 + hour * 3600 + minute * 60 + second - offset
    microseconds = seconds * 1_000_000 + fraction
  }

  var description: String {
    let seconds = Int((Double(microseconds) / 1e6).rounded(.down))
    let rest = microseconds - seconds * 1_000_000
    let days = Int((Double(seconds) / 86400).rounded(.down))
    let second = seconds - days * 86400
    let (year, month, day) = civil(daysSince1970: days)
    return Day(year: year, month: month, day: day).sqlText + " "
      + TimeOfDay(hour: second / 3600, minute: second / 60 % 60, second: second % 60).sqlText
      + "." + padded(rest, 6) + "+00"
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
