import CEpoll
import Glibc

/// The bytes of one read; whoever gets them may not keep them.
typealias Bytes = UnsafeBufferPointer<UInt8>

/// A span of the bytes of a request's head.
struct HeadSpan: Sendable, Equatable {
  var start: Int32 = 0
  var end: Int32 = 0

  init() {}

  init(_ start: Int, _ end: Int) {
    self.start = Int32(truncatingIfNeeded: start)
    self.end = Int32(truncatingIfNeeded: end)
  }

  var range: Range<Int> { Int(start)..<Int(end) }
  var count: Int { Int(end - start) }
}

extension Bytes {
  /// The same bytes from `start` on, counted from zero.
  func from(_ start: Int) -> Bytes {
    Bytes(rebasing: self[start...])
  }

  func slice(_ span: HeadSpan) -> Bytes {
    Bytes(rebasing: self[span.range])
  }

  /// Where `byte` is found first, at or after `start`.
  func find(_ byte: UInt8, from start: Int) -> Int? {
    guard start < count, let base = baseAddress,
      let found = memchr(base + start, Int32(byte), count - start)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Where `pattern` is found first, at or after `start`.
  func find(_ pattern: [UInt8], from start: Int) -> Int? {
    guard start < count, let base = baseAddress,
      let found = cepoll_find(base + start, count - start, pattern, pattern.count)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Whether these are the letters of `word`, which is written small, whatever their case.
  func matches(_ word: StaticString) -> Bool {
    guard count == word.utf8CodeUnitCount else { return false }
    for index in 0..<count {
      let wanted = word.utf8Start[index]
      let folded = Byte.isSmallLetter(wanted) ? self[index] | 0x20 : self[index]
      if folded != wanted { return false }
    }
    return true
  }

  func equals(_ word: StaticString) -> Bool {
    guard let base = baseAddress, count == word.utf8CodeUnitCount else { return false }
    return memcmp(base, word.utf8Start, count) == 0
  }

  /// Without the blanks and tabs at both ends.
  var trimmed: Bytes {
    var start = 0
    var end = count
    while start < end, Byte.isBlank(self[start]) { start += 1 }
    while end > start, Byte.isBlank(self[end - 1]) { end -= 1 }
    return Bytes(rebasing: self[start..<end])
  }

  /// Calls `body` with each member of a list with commas; empty members are left out.
  func eachListMember(_ body: (Bytes) -> Void) {
    var start = 0
    while start <= count {
      let end = find(Byte.comma, from: start) ?? count
      let member = Bytes(rebasing: self[start..<end]).trimmed
      if !member.isEmpty { body(member) }
      start = end + 1
    }
  }

  var text: String { String(decoding: self, as: UTF8.self) }
}

/// What single bytes mean in HTTP (RFC 9110, 5.6).
enum Byte {
  static let tab: UInt8 = 9
  static let lineFeed: UInt8 = 10
  static let carriageReturn: UInt8 = 13
  static let space: UInt8 = 32
  static let percent: UInt8 = 37
  static let comma: UInt8 = 44
  static let slash: UInt8 = 47
  static let colon: UInt8 = 58
  static let semicolon: UInt8 = 59
  static let question: UInt8 = 63

  static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
  static func isSmallLetter(_ byte: UInt8) -> Bool { byte &- 97 < 26 }
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 }

  /// What may stand in the value of a header: neither control characters nor DEL.
  static func isText(_ byte: UInt8) -> Bool {
    (byte >= 32 && byte != 127) || byte == tab
  }

  /// `!#$%&'*+-.^_`|~`, digits and letters, as bits of two words.
  static func isTokenCharacter(_ byte: UInt8) -> Bool {
    if byte < 64 { return 0x03FF_6CFA_0000_0000 as UInt64 >> UInt64(byte) & 1 == 1 }
    if byte < 128 { return 0x57FF_FFFF_C7FF_FFFE as UInt64 >> UInt64(byte - 64) & 1 == 1 }
    return false
  }

  /// The value of a hex digit.
  static func hex(_ byte: UInt8) -> Int? {
    if isDigit(byte) { return Int(byte) - 48 }
    let letter = (byte | 0x20) &- 97
    return letter < 6 ? Int(letter) + 10 : nil
  }
}
