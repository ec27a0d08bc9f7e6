/// A fault in a text, and its place: lines and columns count from 1.
package struct TemplateProblem: Error, Equatable, Sendable {
  package let message: String
  package let line: Int
  package let column: Int

  package init(message: String, line: Int, column: Int) {
    self.message = message
    self.line = line
    self.column = column
  }
}

/// The beginnings of a text's lines, found once: a text may have as many tags as it has room for,
/// and each looks up its place.
struct TextLines {
  private var starts = [0]

  init(_ text: [Character]) {
    for (index, character) in text.enumerated() where character.isNewline {
      starts.append(index + 1)
    }
  }

  func place(of index: Int) -> (line: Int, column: Int) {
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= index { low = middle } else { high = middle }
    }
    return (low + 1, index - starts[low] + 1)
  }
}
