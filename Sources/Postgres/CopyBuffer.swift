import Glibc

/// Writes rows in the binary format of COPY (PostgreSQL documentation, COPY, "Binary Format"). It
/// is made for millions of rows: it copies runs of bytes and makes no strings, and the server scans
/// none for delimiters and escapes.
///
/// Inlinable, because the rows are made in another module: a call for each number and each cell
/// would cost as much as writing them. For the same reason `number` is written out for each width: as
/// one generic function it looked up its metadata for each field, a tenth of the time of a whole import.
package struct CopyBuffer: ~Copyable {
  @usableFromInline let fields: Int
  @usableFromInline var bytes: UnsafeMutablePointer<UInt8>
  @usableFromInline var capacity = 1 << 20
  @usableFromInline var count = 0
  /// The place of the length of the text that is being composed.
  @usableFromInline var open = 0

  /// For rows with this many fields.
  package init(fields: Int) {
    self.fields = fields
    bytes = .allocate(capacity: capacity)
    for byte in signature { store(byte) }
    // No flags, and no extension of the header.
    put(Int32(0))
    put(Int32(0))
  }

  deinit { bytes.deallocate() }

  @inlinable package mutating func beginRow() {
    put(Int16(truncatingIfNeeded: fields))
  }

  @inlinable package mutating func null() {
    put(Int32(-1))
  }

  /// A field of type `smallint`.
  @inlinable package mutating func number(_ number: Int16?) {
    guard let number else { return null() }
    put(Int32(2))
    put(number)
  }

  /// A field of type `int`.
  @inlinable package mutating func number(_ number: Int32?) {
    guard let number else { return null() }
    put(Int32(4))
    put(number)
  }

  /// A field of type `bigint`.
  @inlinable package mutating func number(_ number: Int64?) {
    guard let number else { return null() }
    put(Int32(8))
    put(number)
  }

  @inlinable package mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
    beginText()
    append(text)
    endText()
  }

  @inlinable package mutating func word(_ word: StaticString) {
    word.withUTF8Buffer { text($0) }
  }

  @inlinable package mutating func string(_ string: String?) {
    guard var string else { return null() }
    string.withUTF8 { text($0) }
  }

  /// A text of several pieces: `append` until `endText`.
  @inlinable package mutating func beginText() {
    put(Int32(0))
    open = count
  }

  @inlinable package mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    guard let base = text.baseAddress, text.count > 0 else { return }
    reserve(text.count)
    memcpy(bytes + count, base, text.count)
    count += text.count
  }

  @inlinable package mutating func append(_ byte: UInt8) {
    reserve(1)
    store(byte)
  }

  @inlinable package mutating func endText() {
    let length = Int32(truncatingIfNeeded: count - open)
    UnsafeMutableRawPointer(bytes + open - 4).storeBytes(of: length.bigEndian, as: Int32.self)
  }

  /// Passes on the gathered bytes when there are enough of them.
  package mutating func flush(to writer: borrowing CopyWriter, atLeast least: Int = 1 << 17) throws
  {
    guard count >= least, count > 0 else { return }
    try writer.write(UnsafeRawBufferPointer(start: bytes, count: count))
    count = 0
  }

  /// Passes on the rest, and marks the end.
  package mutating func finish(to writer: borrowing CopyWriter) throws {
    put(Int16(-1))
    try flush(to: writer, atLeast: 1)
  }

  @inlinable @inline(__always)
  mutating func put<Number: FixedWidthInteger>(_ number: Number) {
    let size = MemoryLayout<Number>.size
    reserve(size)
    UnsafeMutableRawPointer(bytes + count).storeBytes(of: number.bigEndian, as: Number.self)
    count += size
  }

  @inlinable @inline(__always)
  mutating func store(_ byte: UInt8) {
    bytes[count] = byte
    count += 1
  }

  @inlinable @inline(__always)
  mutating func reserve(_ more: Int) {
    if count + more > capacity { widen(by: more) }
  }

  @usableFromInline mutating func widen(by more: Int) {
    capacity = (count + more) * 2
    let wider = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    wider.update(from: bytes, count: count)
    bytes.deallocate()
    bytes = wider
  }
}

private let signature = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00]
