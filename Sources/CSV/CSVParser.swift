import Text

/// Splits UTF-8 bytes into the records and cells of RFC 4180, piece by piece: quotes, line breaks
/// in quotes, and LF, CRLF or CR between records. It is made for millions of rows, so it copies
/// runs of bytes and makes no strings.
///
/// Input that RFC 4180 does not allow is read as spreadsheets read it: a quotation mark inside an
/// unquoted cell, and text after a closing one, are kept as they are.
package struct CSVParser: ~Copyable {
  /// Limits on the bytes of one cell, and of one record. They end a quotation mark that is never
  /// closed.
  package static let cellLimit = 1 << 20
  static let recordLimit = 8 << 20
  /// Computed, so that code inlined into other modules holds the number itself.
  @inlinable package static var columnLimit: Int { 500 }

  private enum Place { case start, plain, quoted, quoteInQuotes }

  private let text = UnsafeMutablePointer<UInt8>.allocate(capacity: recordLimit)
  private let ends = UnsafeMutablePointer<Int>.allocate(capacity: columnLimit)
  private let stops = UnsafeMutablePointer<Bool>.allocate(capacity: 256)
  private let delimiter: UInt8
  private var place = Place.start
  private var length = 0
  private var cellStart = 0
  private var cells = 0
  private var row = 0
  private var hasZero = false
  private var isQuoted = false
  private var followsReturn = false

  package init(delimiter: UInt8) {
    self.delimiter = delimiter
    stops.initialize(repeating: false, count: 256)
    for stop in [0, 10, 13, delimiter] { stops[Int(stop)] = true }
  }

  deinit {
    text.deallocate()
    ends.deallocate()
    stops.deallocate()
  }

  /// Calls `body` for each record that ends in `bytes`. Blank lines count as rows and are skipped.
  package mutating func feed(
    _ bytes: UnsafeBufferPointer<UInt8>, _ body: (borrowing CSVRecord) throws -> Void
  ) throws {
    guard let base = bytes.baseAddress else { return }
    var next = 0
    let count = bytes.count
    while next < count {
      switch place {
      case .start:
        if followsReturn, base[next] == 10 {
          next += 1
        } else if base[next] == 34 {
          place = .quoted
          isQuoted = true
          next += 1
        } else {
          place = .plain
        }
        followsReturn = false
      case .plain:
        let run = next
        while next < count, !stops[Int(base[next])] { next += 1 }
        try append(base + run, next - run)
        guard next < count else { break }
        try meet(base[next], body)
        next += 1
      case .quoted:
        let run = next
        while next < count, base[next] != 34, base[next] != 0 { next += 1 }
        try append(base + run, next - run)
        guard next < count else { break }
        if base[next] == 0 { hasZero = true } else { place = .quoteInQuotes }
        next += 1
      case .quoteInQuotes:
        if base[next] == 34 {
          try append(base + next, 1)
          place = .quoted
          next += 1
        } else {
          place = .plain
        }
      }
    }
  }

  /// Calls `body` for a last record without a line break at its end.
  package mutating func finish(_ body: (borrowing CSVRecord) throws -> Void) throws {
    guard cells > 0 || length > 0 || place != .start else { return }
    let isUnclosed = place == .quoted
    endCell()
    try endRecord(isUnclosed: isUnclosed, body)
  }

  /// A byte that ends a run of plain ones.
  private mutating func meet(
    _ byte: UInt8, _ body: (borrowing CSVRecord) throws -> Void
  ) throws {
    switch byte {
    case 0:
      hasZero = true
    case delimiter:
      endCell()
      place = .start
    default:
      endCell()
      try endRecord(isUnclosed: false, body)
      followsReturn = byte == 13
    }
  }

  private mutating func append(_ bytes: UnsafePointer<UInt8>, _ count: Int) throws {
    guard length - cellStart + count <= Self.cellLimit, length + count <= Self.recordLimit else {
      throw CSVRefusal.cellTooLong(row: row + 1)
    }
    // In a row with too many cells, the rest is counted but not kept.
    guard cells < Self.columnLimit else { return }
    (text + length).update(from: bytes, count: count)
    length += count
  }

  private mutating func endCell() {
    if cells < Self.columnLimit { ends[cells] = length }
    cells += 1
    cellStart = length
  }

  private mutating func endRecord(
    isUnclosed: Bool, _ body: (borrowing CSVRecord) throws -> Void
  ) throws {
    row += 1
    if cells > 1 || length > 0 || isQuoted {
      try body(
        CSVRecord(
          row: row, count: cells, hasZero: hasZero, isUnclosed: isUnclosed,
          start: UnsafePointer(text), ends: UnsafePointer(ends)))
    }
    (place, length, cellStart, cells, hasZero, isQuoted) = (.start, 0, 0, 0, false, false)
  }
}

/// One record of a file, valid while the parser is at it.
package struct CSVRecord: ~Copyable {
  /// As a spreadsheet numbers it: from 1, including blank lines.
  package let row: Int
  /// The number of cells, including those past the limit, which are not kept.
  package let count: Int
  package let hasZero: Bool
  package let isUnclosed: Bool
  @usableFromInline let start: UnsafePointer<UInt8>
  @usableFromInline let ends: UnsafePointer<Int>

  /// A cell's bytes; empty if there is no such cell. Inlinable, because an import calls it for each
  /// cell.
  @inlinable package subscript(_ column: Int) -> UnsafeBufferPointer<UInt8> {
    @inline(__always) get {
      guard column >= 0, column < count, column < CSVParser.columnLimit else {
        return UnsafeBufferPointer(start: start, count: 0)
      }
      let from = column == 0 ? 0 : ends[column - 1]
      return UnsafeBufferPointer(start: start + from, count: ends[column] - from)
    }
  }

  /// The kept bytes of all cells, one after another.
  package var text: UnsafeBufferPointer<UInt8> {
    let kept = min(count, CSVParser.columnLimit)
    return UnsafeBufferPointer(start: start, count: kept > 0 ? ends[kept - 1] : 0)
  }

  package var strings: [String] { strings(atMost: .max) }

  /// The cells, each cut after this many bytes.
  package func strings(atMost bytes: Int) -> [String] {
    (0..<min(count, CSVParser.columnLimit)).map {
      String(decoding: self[$0].prefix(bytes), as: UTF8.self)
    }
  }
}

/// The cells of a row of `import_rows`, as a record again.
package func withRecord<Value>(
  _ cells: String, row: Int, _ body: (borrowing CSVRecord) throws -> Value
) rethrows -> Value {
  var text: [UInt8] = []
  var ends: [Int] = []
  for byte in cells.utf8 {
    if byte == cellSeparator { ends.append(text.count) } else { text.append(byte) }
  }
  ends.append(text.count)
  return try withRecord(text, ends: ends, row: row, body)
}

/// A record whose cells end at these places of a text.
func withRecord<Value>(
  _ text: consuming [UInt8], ends: [Int], row: Int, _ body: (borrowing CSVRecord) throws -> Value
) rethrows -> Value {
  // A pointer to no bytes is nil.
  text.append(0)
  return try text.withUnsafeBufferPointer { text in
    try ends.withUnsafeBufferPointer { ends in
      guard let start = text.baseAddress, let first = ends.baseAddress else {
        preconditionFailure("an array that is not empty has an address")
      }
      return try body(
        CSVRecord(
          row: row, count: ends.count, hasZero: false, isUnclosed: false, start: start, ends: first)
      )
    }
  }
}

/// Why a file is not read at all.
package enum CSVRefusal: Error, Equatable, CustomStringConvertible {
  case empty
  /// A header, and nothing below it.
  case noRows
  case notText(String)
  case unreadable
  case headerIsData(String)
  case tooManyColumns(Int)
  case cellTooLong(row: Int)
  case tooManyRows(Int)

  package var description: String {
    switch self {
    case .empty: "The file is empty. It needs a header and at least one row."
    case .noRows: "The file holds no rows. Add at least one row below the header."
    case .unreadable: "This is no text file. Save the table as CSV and upload that."
    case .notText(let kind): "This is \(kind), not a CSV file. Save it as CSV and upload that."
    case .headerIsData(let cell):
      "The first row holds “\(cell)”, so it is no header. Add a row with the names of the columns."
    case .tooManyColumns(let count):
      "The header has \(count.grouped) columns; \(CSVParser.columnLimit.grouped) are read. "
        + "Leave some out."
    case .cellTooLong(let row):
      "Row \(row.grouped) has a cell of more than 1 MB. Look for a quotation mark that is not "
        + "closed."
    case .tooManyRows(let most):
      "The file has more than \(most.grouped) rows, or names as long as of more. Cut it into "
        + "several files."
    }
  }
}
