import Glibc

/// The parts in which two ready answers differ: the date, renewed each second, and the id.
struct Stamp {
  private(set) var date: [UInt8] = []
  private var second = -1
  private let prefix = Stamp.hex(UInt64.random(in: 0..<1 << 32), digits: 8)
  private var number: UInt64 = 0

  mutating func renew(_ milliseconds: Int) {
    guard milliseconds / 1000 != second else { return }
    second = milliseconds / 1000
    date = Array("Date: \(HTTPDate.text(HTTPDate.now))\r\n".utf8)
  }

  /// The id of the next request: this thread's mark and a number.
  mutating func nextID(into bytes: inout [UInt8]) {
    number &+= 1
    bytes.append(contentsOf: prefix)
    var shift: UInt64 = 32
    while shift > 0 {
      shift -= 4
      bytes.append(Self.digit(number >> shift))
    }
  }

  mutating func nextID() -> String {
    var bytes: [UInt8] = []
    nextID(into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func hex(_ number: UInt64, digits: UInt64) -> [UInt8] {
    (0..<digits).map { digit(number >> ((digits - 1 - $0) * 4)) }
  }

  private static func digit(_ number: UInt64) -> UInt8 {
    let value = UInt8(truncatingIfNeeded: number & 15)
    return value < 10 ? 48 + value : 87 + value
  }
}
