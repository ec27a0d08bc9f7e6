import ArgumentParser
import CSV
import Foundation
import Outreach

/// `overture inspect csv FILE…`
struct InspectCSV: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "csv", abstract: "How a CSV file is read.",
    discussion: "With -, each line of standard input names a file.")

  @Argument(help: "Files, or -.")
  var files: [String]

  func run() throws {
    var answers = Answers()
    for file in inputs(files) {
      answers.answer(file) {
        CSVAnswer(file: file, found: try inspectCSV(readable(file)))
      }
    }
    try answers.end()
  }
}

private struct CSVAnswer: Encodable {
  let file: String
  /// Empty, like the delimiter, for a file that is refused as a whole.
  let encoding: String
  let delimiter: String
  let header: [String]
  let rows: Int
  /// The first thousand.
  let bad: [Bad]
  /// The number of further ones; left out if all are listed.
  let moreBad: Int?

  struct Bad: Encodable {
    let row: Int
    let reason: String
  }

  init(file: String, found: CSVInspection) {
    self.file = file
    encoding = found.encoding
    delimiter = found.delimiter
    header = found.header
    rows = found.rows
    bad = found.bad.map { Bad(row: $0.row, reason: $0.reason) }
    moreBad = found.moreBad > 0 ? found.moreBad : nil
  }
}
