import Foundation

/// An exact number: `numeric`.
extension Decimal: SQLValue {
  package var sqlText: String { description }
  package init?(sqlText: String) {
    guard let number = Decimal(string: sqlText, locale: Locale(identifier: "en_US_POSIX")),
      number.isFinite
    else { return nil }
    self = number
  }
}

extension UUID: SQLValue {
  package var sqlText: String { uuidString }
  package init?(sqlText: String) { self.init(uuidString: sqlText) }
}

/// A moment: `timestamptz`, to the microsecond. One before year 1 or far beyond any calendar compares
/// in the database as PostgreSQL's infinities do.
extension Date: SQLValue {
  package var sqlText: String {
    let micro = (timeIntervalSince1970 * 1e6).rounded()
    if micro > Double(Moment.range.upperBound) { return "infinity" }
    guard micro >= Double(Moment.range.lowerBound) else { return "-infinity" }
    return "\(Moment(microseconds: Int(micro)))"
  }

  /// Reads `2026-11-21 18:46:57.123456+00`, as the server writes it in its ISO style.
  package init?(sqlText: String) {
    guard let moment = Moment(sqlText) else { return nil }
    self.init(timeIntervalSince1970: Double(moment.microseconds) / 1e6)
  }
}

/// A day without a time: `date`.
package struct Day: SQLValue, Hashable, Comparable, Sendable, CustomStringConvertible {
  package let year: Int
  package let month: Int
  package let day: Int

  package init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  package init?(sqlText: String) {
    let parts = numbers(in: sqlText, separator: "-")
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
      Moment.years.contains(year), (1...12).contains(month),
      (1...daysIn(month: month, of: year)).contains(day)
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  package var sqlText: String { padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2) }
  package var description: String { sqlText }

  package static func < (one: Day, other: Day) -> Bool {
    (one.year, one.month, one.day) < (other.year, other.month, other.day)
  }
}

/// A time of day without a date: `time`, to the second.
package struct TimeOfDay: SQLValue, Hashable, Sendable, CustomStringConvertible {
  package let hour: Int
  package let minute: Int
  package let second: Int

  package init(hour: Int, minute: Int, second: Int = 0) {
    self.hour = hour
    self.minute = minute
    self.second = second
  }

  package init?(sqlText: String) {
    let whole = sqlText.prefix { $0 != "." }
    let parts = numbers(in: whole, separator: ":")
    guard parts.count == 3, let hour = parts[0], let minute = parts[1], let second = parts[2],
      (0...24).contains(hour), (0...59).contains(minute), (0...60).contains(second)
    else { return nil }
    self.init(hour: hour, minute: minute, second: second)
  }

  package var sqlText: String {
    padded(hour, 2) + ":" + padded(minute, 2) + ":" + padded(second, 2)
  }
  package var description: String { sqlText }
}

/// A document: `jsonb`, as text.
package struct JSONText: SQLValue, Hashable, Sendable, CustomStringConvertible {
  package let text: String

  package init(_ text: String) { self.text = text }

  /// Writes an `Encodable` with its keys in order.
  package init(encoding value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    text = String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  package init?(sqlText: String) { text = sqlText }
  package var sqlText: String { text }
  package var description: String { text }

  package func decoded<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
    try JSONDecoder().decode(type, from: Data(text.utf8))
  }
}

/// Bytes: `bytea`, in its hex form.
package struct Bytes: SQLValue, Hashable, Sendable {
  package let bytes: [UInt8]

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  package init?(sqlText: String) {
    guard sqlText.hasPrefix("\\x") else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(sqlText.utf8.count / 2 - 1)
    var high: UInt8?
    for digit in sqlText.utf8.dropFirst(2) {
      guard let nibble = nibble(digit) else { return nil }
      if let first = high {
        bytes.append(first << 4 | nibble)
        high = nil
      } else {
        high = nibble
      }
    }
    self.bytes = bytes
  }

  package var sqlText: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = Array("\\x".utf8)
    text.reserveCapacity(bytes.count * 2 + 2)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}

/// The numbers between separators, of digits alone: `Int("+1")` is a number, and `+1` no part of a day.
private func numbers(in text: some StringProtocol, separator: Character) -> [Int?] {
  text.split(separator: separator, maxSplits: 3, omittingEmptySubsequences: false).map { part in
    part.utf8.allSatisfy { (48...57).contains($0) } ? Int(part) : nil
  }
}

private func nibble(_ digit: UInt8) -> UInt8? {
  switch digit {
  case 48...57: digit - 48
  case 97...102: digit - 87
  case 65...70: digit - 55
  default: nil
  }
}

func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
