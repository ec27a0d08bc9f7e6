import Foundation

/// The answer of `overture inspect csv` for one file.
package struct CSVInspection: Sendable, Equatable {
  package struct BadRow: Sendable, Equatable {
    package let row: Int
    package let reason: String
  }

  package let encoding: String
  package let delimiter: String
  package let header: [String]
  /// Records after the header, including bad ones.
  package let rows: Int
  /// The first bad rows, at most `mostBad`, and the one that ended the reading.
  package let bad: [BadRow]
  /// The number of further bad rows.
  package let moreBad: Int

  /// A file of millions of bad rows must not fill the memory with their reasons.
  package static let mostBad = 1_000
}

/// Reads a file as an import does. A file that is refused as a whole has its reason at row 1.
package func inspectCSV(_ file: URL) throws -> CSVInspection {
  let csv: CSVFile
  do {
    csv = try CSVFile(reading: file)
  } catch let refusal as CSVRefusal {
    return CSVInspection(
      encoding: "", delimiter: "", header: [], rows: 0,
      bad: [.init(row: 1, reason: refusal.description)], moreBad: 0)
  }
  var rows = 0
  var bad: [CSVInspection.BadRow] = []
  var badRows = 0
  do {
    try csv.eachRecord { record in
      rows += 1
      guard let flaw = CSVFlaw(of: record, columns: csv.header.count) else { return }
      badRows += 1
      guard bad.count < CSVInspection.mostBad else { return }
      bad.append(.init(row: record.row, reason: flaw.description))
    }
  } catch CSVRefusal.cellTooLong(let row) {
    // Reported in any case: the rows after it were not read.
    badRows += 1
    bad.append(.init(row: row, reason: CSVRefusal.cellTooLong(row: row).description))
  }
  return CSVInspection(
    encoding: csv.encoding.rawValue, delimiter: String(csv.delimiter), header: csv.header,
    rows: rows, bad: bad, moreBad: badRows - bad.count)
}

/// The fault in the form of one record, whatever its cells hold.
package enum CSVFlaw: Equatable, CustomStringConvertible {
  case unclosedQuote
  case tooManyCells
  case tooFew(Int, of: Int)
  case tooMany(Int, of: Int)
  /// More cells than the header, and nothing in the extra ones.
  case emptySurplus(Int, of: Int)
  case zeroByte

  package init?(of record: borrowing CSVRecord, columns: Int) {
    if record.count == columns, !record.isUnclosed, !record.hasZero { return nil }
    if record.isUnclosed {
      self = .unclosedQuote
    } else if record.count > CSVParser.columnLimit {
      self = .tooManyCells
    } else if record.count < columns {
      self = .tooFew(record.count, of: columns)
    } else if record.count > columns {
      let isEmpty = (columns..<record.count).allSatisfy { record[$0].isEmpty }
      self =
        isEmpty ? .emptySurplus(record.count, of: columns) : .tooMany(record.count, of: columns)
    } else {
      self = .zeroByte
    }
  }

  /// The row is not taken: its cells may be under the wrong names.
  package var keepsBack: Bool {
    switch self {
    case .unclosedQuote, .tooManyCells, .tooFew, .tooMany: true
    case .emptySurplus, .zeroByte: false
    }
  }

  package var description: String {
    switch self {
    case .unclosedQuote: "A quotation mark is not closed."
    case .tooManyCells: "More than \(CSVParser.columnLimit) cells."
    case .tooFew(let count, let columns), .tooMany(let count, let columns):
      "\(cells(count)), the header has \(columns)."
    case .emptySurplus(let count, let columns):
      "\(cells(count)), the header has \(columns). The surplus is empty and left out."
    case .zeroByte: "A zero byte was left out."
    }
  }

  private func cells(_ count: Int) -> String { count == 1 ? "1 cell" : "\(count) cells" }
}
