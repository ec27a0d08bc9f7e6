import Glibc
import Postgres

/// Writes rows in the binary format of COPY (PostgreSQL documentation, COPY, "Binary Format"). A million
/// rows go through it: it copies runs of bytes and makes no strings, and the server looks through none for
/// ends and escapes.
struct CopyBuffer: ~Copyable {
  private let fields: Int
  private var bytes: UnsafeMutablePointer<UInt8>
  private var capacity = 1 << 20
  private(set) var count = 0
  /// Where the length of the text that is being put together will stand.
  private var open = 0

  /// For rows of so many fields.
  init(fields: Int) {
    self.fields = fields
    bytes = .allocate(capacity: capacity)
    for byte in signature { store(byte) }
    // No flags, and no extension of the header.
    put(Int32(0))
    put(Int32(0))
  }

  deinit { bytes.deallocate() }

  mutating func beginRow() {
    put(Int16(truncatingIfNeeded: fields))
  }

  mutating func null() {
    put(Int32(-1))
  }

  /// A field of as many bytes as the number's type has: `smallint`, `int` or `bigint`.
  mutating func number<Number: FixedWidthInteger>(_ number: Number?) {
    guard let number else { return null() }
    put(Int32(MemoryLayout<Number>.size))
    put(number)
  }

  mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
    beginText()
    append(text)
    endText()
  }

  mutating func word(_ word: StaticString) {
    word.withUTF8Buffer { text($0) }
  }

  mutating func string(_ string: String?) {
    guard var string else { return null() }
    string.withUTF8 { text($0) }
  }

  /// A text of several pieces: `append` and `separator` until `endText`.
  mutating func beginText() {
    put(Int32(0))
    open = count
  }

  mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    guard let base = text.baseAddress, text.count > 0 else { return }
    reserve(text.count)
    memcpy(bytes + count, base, text.count)
    // What stands between the cells of a row stands in none of them.
    if memchr(base, Int32(cellSeparator), text.count) != nil {
      for place in count..<(count + text.count) where bytes[place] == cellSeparator {
        bytes[place] = UInt8(ascii: " ")
      }
    }
    count += text.count
  }

  /// Stands between the cells of a row.
  mutating func separator() {
    reserve(1)
    store(cellSeparator)
  }

  mutating func endText() {
    let length = Int32(truncatingIfNeeded: count - open)
    UnsafeMutableRawPointer(bytes + open - 4).storeBytes(of: length.bigEndian, as: Int32.self)
  }

  /// Hands over what has gathered, when it is enough to be worth it.
  mutating func flush(to writer: borrowing CopyWriter, atLeast least: Int = 1 << 17) throws {
    guard count >= least, count > 0 else { return }
    try writer.write(UnsafeRawBufferPointer(start: bytes, count: count))
    count = 0
  }

  /// Hands over the rest, and says that it was the last.
  mutating func finish(to writer: borrowing CopyWriter) throws {
    put(Int16(-1))
    try flush(to: writer, atLeast: 1)
  }

  @inline(__always)
  private mutating func put<Number: FixedWidthInteger>(_ number: Number) {
    let size = MemoryLayout<Number>.size
    reserve(size)
    UnsafeMutableRawPointer(bytes + count).storeBytes(of: number.bigEndian, as: Number.self)
    count += size
  }

  @inline(__always)
  private mutating func store(_ byte: UInt8) {
    bytes[count] = byte
    count += 1
  }

  @inline(__always)
  private mutating func reserve(_ more: Int) {
    if count + more > capacity { widen(by: more) }
  }

  private mutating func widen(by more: Int) {
    capacity = (count + more) * 2
    let wider = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    wider.update(from: bytes, count: count)
    bytes.deallocate()
    bytes = wider
  }
}

private let signature = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00]
private let cellSeparator: UInt8 = 0x1F
