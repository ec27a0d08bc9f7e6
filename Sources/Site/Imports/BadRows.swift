import Foundation
import HTTPTypes
import Outreach
import Postgres
import Web

extension Site {
  /// The rows that need a look as a file, to be fixed and uploaded again. At most 100,000.
  func badRows(_ request: Request) throws -> Response {
    let file = try database.importNumber(request.parameter("import"))
    var text = csvLine(file.header + ["Row", "What is wrong", "Result"])
    var after = 0
    for _ in 0..<20 {
      let rows = try database.rowIssues(in: file, after: after, limit: 5_000)
      for item in rows {
        var cells = Array(item.cells.prefix(file.header.count))
        while cells.count < file.header.count { cells.append("") }
        let problems = [item.reason.words] + item.further.map(\.words)
        text += csvLine(
          cells + ["\(item.row)", problems.joined(separator: " "), ImportPage.then(item.verdict)])
      }
      guard let last = rows.last, rows.count == 5_000 else { break }
      after = last.row
    }
    var answer = Response(
      status: .ok, headers: [.contentType: "text/csv; charset=utf-8"], text: text)
    answer.headers[.contentDisposition] = "attachment; filename=\"rows-with-issues-\(file.id).csv\""
    return answer
  }
}

extension ImportPage {
  static func then(_ verdict: ImportVerdict) -> String {
    switch verdict {
    case .skip: "skipped"
    case .duplicate: "merged"
    case .note: "imported with this note"
    case .take: "imported"
    }
  }
}

extension RowIssue.Reason {
  package var words: String {
    switch self {
    case .told(let words): words
    case .suppressed(let reason, let day):
      "\(reason.past) on \(day.day) \(Words.month(day.month)) \(day.year). Imported, never emailed."
    }
  }
}

/// Including the forms of East Asian keyboards.
private let beginsFormula = Set("=+-@\t\r\0＝＋－＠".unicodeScalars)

/// One line of RFC 4180. A cell that a spreadsheet would take for a formula gets an apostrophe in
/// front.
func csvLine(_ cells: [String]) -> String {
  cells.map { cell in
    // Scalars, because a combining mark after the sign, or a line feed after the return, makes
    // another character of it.
    let isFormula = cell.unicodeScalars.first.map(beginsFormula.contains) ?? false
    let safe = isFormula ? "'" + cell : cell
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
  }.joined(separator: ",") + "\r\n"
}
