/// What is wrong with a text, and where it stands: lines and columns count from 1.
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

/// The place of a character in a text.
func place(of index: Int, in text: [Character]) -> (line: Int, column: Int) {
  var line = 1
  var column = 1
  for character in text.prefix(index) {
    if character.isNewline {
      line += 1
      column = 1
    } else {
      column += 1
    }
  }
  return (line, column)
}
