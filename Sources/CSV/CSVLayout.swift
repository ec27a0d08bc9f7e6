import Text

/// How a table is laid out in a file: its delimiter, and the row of its header.
struct CSVLayout {
  let delimiter: UInt8
  /// Names as written. An empty one is replaced by its column, and a repeated one is numbered.
  let header: [String]
  /// The row of the header; rows above it are blank, a title, or Excel's `sep=;`.
  let headerRow: Int

  /// Reads the beginning of a file. `isCut`: the sample ends before the file does.
  init(of sample: [UInt8], isCut: Bool) throws {
    let named = delimiterNamed(by: sample)
    delimiter = try named ?? guessDelimiter(of: sample, isCut: isCut)
    var found = try firstRecords(of: sample, delimiter, isCut: isCut)
    if named != nil { found.removeFirst() }
    guard let first = found.first else { throw CSVRefusal.empty }
    let head = headerRecord(among: found) ?? first
    guard head.count <= CSVParser.columnLimit else {
      throw CSVRefusal.tooManyColumns(head.count)
    }
    if let data = head.cells.first(where: { EmailAddress($0) != nil }) {
      throw CSVRefusal.headerIsData(data)
    }
    header = distinct(head.cells.map { withoutInvisibleMarks($0).trimmingBlanks() })
    headerRow = head.row
  }
}

private struct FirstRecord {
  let row: Int
  let count: Int
  let cells: [String]

  var filled: Int { cells.count { !$0.allSatisfy(\.isWhitespace) } }

  /// Addresses, links and numbers are typical of data rows, not of column names.
  var looksLikeData: Bool {
    let figures = cells.count { cell in
      cell.contains(where: \.isNumber) && !cell.contains(where: \.isLetter)
    }
    return figures * 2 > filled
      || cells.contains {
        $0.hasPrefix("http://") || $0.hasPrefix("https://") || EmailAddress($0) != nil
      }
  }
}

/// Excel writes `sep=;` as the first line, and hides it.
private func delimiterNamed(by sample: [UInt8]) -> UInt8? {
  let line = sample.prefix(16).prefix { $0 != 10 && $0 != 13 }.filter { $0 != 34 }
  guard line.count == 5, String(decoding: line.prefix(4), as: UTF8.self).lowercased() == "sep=",
    line[4] < 0x80, line[4] > 0
  else { return nil }
  return line[4]
}

/// The delimiter under which most rows have as many cells as the first, or as one another if titles
/// are above them; of two such delimiters, the one with more columns.
private func guessDelimiter(of sample: [UInt8], isCut: Bool) throws -> UInt8 {
  var best: (agreement: Double, columns: Int, delimiter: UInt8) = (0, 1, 44)
  for delimiter in [44, 59, 9, 124] as [UInt8] {
    let counts = try firstRecords(of: sample, delimiter, isCut: isCut).map(\.count)
    for columns in Set([counts.first ?? 1, commonest(counts)]).sorted() where columns > 1 {
      let agreement = Double(counts.count { $0 == columns }) / Double(counts.count)
      if (agreement, columns) > (best.agreement, best.columns) {
        best = (agreement, columns, delimiter)
      }
    }
  }
  return best.delimiter
}

/// The number of cells that most rows have; of two equally frequent numbers, the greater one.
private func commonest(_ counts: [Int]) -> Int {
  var times: [Int: Int] = [:]
  for count in counts { times[count, default: 0] += 1 }
  return times.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 1
}

/// The first row with as many cells as the rows below it. Titles above it have fewer cells, or fill
/// fewer; a first row with fewer cells than the data rows is a header with some names missing.
private func headerRecord(among records: [FirstRecord]) -> FirstRecord? {
  let columns = commonest(records.map(\.count))
  guard columns > 1 else { return nil }
  let head = records.first { $0.count == columns && $0.filled >= 2 && $0.filled * 2 >= columns }
  guard let head, !head.looksLikeData else { return nil }
  return head
}

/// The first hundred records. The last one may be cut off by the sample's end, so it counts only if
/// it is also the first.
private func firstRecords(
  of sample: [UInt8], _ delimiter: UInt8, isCut: Bool
) throws -> [FirstRecord] {
  struct Enough: Error {}
  var parser = CSVParser(delimiter: delimiter)
  var found: [FirstRecord] = []
  func take(_ record: borrowing CSVRecord) throws {
    // All cells of the header count; of the rows below it, as many as tell them from a header.
    let cells = record.count > CSVParser.columnLimit ? [] : record.strings(atMost: 200)
    found.append(FirstRecord(row: record.row, count: record.count, cells: cells))
    if found.count == 100 { throw Enough() }
  }
  do {
    try sample.withUnsafeBufferPointer { try parser.feed($0, take) }
    if !isCut || found.isEmpty { try parser.finish(take) }
  } catch is Enough {
  } catch CSVRefusal.cellTooLong(let row) where row > 1 {
    // Earlier rows were counted; reading the file will report the error again.
  }
  return found
}

/// Every column gets a name, and no two the same.
private func distinct(_ names: [String]) -> [String] {
  var taken: Set<String> = []
  return names.enumerated().map { place, name in
    let plain = name.isEmpty ? "Column \(place + 1)" : name
    var candidate = plain
    var number = 2
    while !taken.insert(candidate).inserted {
      candidate = "\(plain) \(number)"
      number += 1
    }
    return candidate
  }
}
