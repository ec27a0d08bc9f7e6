/// One fault in a row of a file, and its column; nil: the row as a whole.
package struct RowProblem: Sendable, Equatable {
  package let column: Int?
  package let words: String

  package init(column: Int?, words: String) {
    self.column = column
    self.words = words
  }

  /// As `import_rows` stores them: the words of the first one, whose column is stored beside them,
  /// and for each further one its column and its words.
  static func reason(of problems: [RowProblem]) -> String {
    var reason = problems.first?.words ?? ""
    for problem in problems.dropFirst() {
      let column = problem.column.map { "\($0)" } ?? ""
      reason += "\(next)\(column)\(split)\(problem.words)"
    }
    return reason
  }

  /// The problems of `reason`, the first of them in this column.
  static func all(in reason: String, column: Int?) -> [RowProblem] {
    let parts = reason.split(separator: next, omittingEmptySubsequences: false)
    return parts.enumerated().map { place, part in
      if place == 0 { return RowProblem(column: column, words: String(part)) }
      let pieces = part.split(separator: split, maxSplits: 1, omittingEmptySubsequences: false)
      return RowProblem(column: Int(pieces[0]), words: String(pieces.last ?? ""))
    }
  }

  private static let next: Character = "\u{1E}"
  /// No other control character comes through COPY.
  private static let split: Character = " "
}
