import Postgres

/// Writes rows in the text format of COPY. A million rows go through it: it copies runs of bytes and
/// makes no strings.
struct CopyBuffer: ~Copyable {
  private var bytes: UnsafeMutablePointer<UInt8>
  private var capacity = 1 << 20
  private(set) var count = 0
  private var isFirst = true

  init() {
    bytes = .allocate(capacity: capacity)
  }

  deinit { bytes.deallocate() }

  mutating func null() {
    begin()
    put(UInt8(ascii: "\\"))
    put(UInt8(ascii: "N"))
  }

  mutating func number(_ number: Int) {
    begin()
    var number = number
    var digits: UInt64 = 0
    var length = 0
    // Eight digits at a time fit into a word; row numbers of a file have no more.
    guard number >= 0, number < 100_000_000 else {
      for byte in String(number).utf8 { put(byte) }
      return
    }
    repeat {
      digits = digits << 8 | UInt64(48 + number % 10)
      number /= 10
      length += 1
    } while number > 0
    for _ in 0..<length {
      put(UInt8(truncatingIfNeeded: digits))
      digits >>= 8
    }
  }

  mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
    begin()
    append(text)
  }

  /// What has nothing to be escaped: words of our own.
  mutating func word(_ word: StaticString) {
    begin()
    word.withUTF8Buffer { for byte in $0 { put(byte) } }
  }

  mutating func string(_ string: String?) {
    guard var string else { return null() }
    begin()
    string.withUTF8 { append($0) }
  }

  /// Some more text of the same field.
  mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    guard let base = text.baseAddress else { return }
    reserve(text.count * 2)
    for place in 0..<text.count {
      let byte = base[place]
      switch byte {
      case 9: escape(UInt8(ascii: "t"))
      case 10: escape(UInt8(ascii: "n"))
      case 13: escape(UInt8(ascii: "r"))
      case 92: escape(92)
      // Stands between the cells of a row.
      case 0x1F: store(32)
      default: store(byte)
      }
    }
  }

  /// Stands between the cells of a row.
  mutating func separator() {
    put(0x1F)
  }

  mutating func endRow() {
    put(10)
    isFirst = true
  }

  /// Hands over what has gathered, when it is enough to be worth it.
  mutating func flush(to writer: borrowing CopyWriter, atLeast least: Int = 1 << 17) throws {
    guard count >= least, count > 0 else { return }
    try writer.write(UnsafeRawBufferPointer(start: bytes, count: count))
    count = 0
  }

  @inline(__always)
  private mutating func begin() {
    if !isFirst { put(9) }
    isFirst = false
  }

  @inline(__always)
  private mutating func put(_ byte: UInt8) {
    if count == capacity { reserve(1) }
    store(byte)
  }

  @inline(__always)
  private mutating func escape(_ byte: UInt8) {
    store(92)
    store(byte)
  }

  @inline(__always)
  private mutating func store(_ byte: UInt8) {
    bytes[count] = byte
    count += 1
  }

  private mutating func reserve(_ more: Int) {
    guard count + more > capacity else { return }
    capacity = (count + more) * 2
    let wider = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    wider.update(from: bytes, count: count)
    bytes.deallocate()
    bytes = wider
  }
}
