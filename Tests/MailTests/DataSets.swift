import Foundation
import TestKit

/// The rows of a table with a head, by the names of its columns.
func table(_ file: URL) throws -> [[String: String]] {
  var rows = csvRows(try String(contentsOf: file, encoding: .utf8))
  guard !rows.isEmpty else { return [] }
  let head = rows.removeFirst()
  return rows.map { row in
    Dictionary(zip(head, row), uniquingKeysWith: { first, _ in first })
  }
}

/// One JSON object a line.
func objects(_ file: URL) throws -> [[String: Any]] {
  try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap {
    try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
  }
}

private func csvRows(_ text: String) -> [[String]] {
  var rows: [[String]] = []
  var row: [String] = []
  var field = ""
  var isQuoted = false
  for character in text {
    if isQuoted {
      // A doubled quote closes and opens again, and is kept by the branch below.
      if character == "\"" { isQuoted = false } else { field.append(character) }
    } else if character == "\"" {
      if !field.isEmpty { field.append("\"") }
      isQuoted = true
    } else if character == "," {
      row.append(field)
      field = ""
    } else if character.isNewline {
      rows.append(row + [field])
      row = []
      field = ""
    } else {
      field.append(character)
    }
  }
  if !field.isEmpty || !row.isEmpty { rows.append(row + [field]) }
  return rows
}

/// How many of how many, for printing and for judging.
struct Score {
  var right = 0
  var all = 0

  mutating func count(_ isRight: Bool) {
    all += 1
    right += isRight ? 1 : 0
  }

  var share: Double { all == 0 ? 1 : Double(right) / Double(all) }
}

extension Score: CustomStringConvertible {
  var description: String { "\(right) of \(all), \((share * 1_000).rounded() / 10) %" }
}
