/// One line, and what is asked of it again and again.
struct Line {
  let text: String
  /// Without quotation marks, stars and spaces around it, in small letters.
  let words: String
  let isQuoted: Bool
  let isBlank: Bool

  init(_ line: String) {
    var text = line
    while text.last?.isWhitespace == true { text.removeLast() }
    self.text = text
    let start = text.drop { $0.isWhitespace }
    isBlank = start.isEmpty
    isQuoted = start.first == ">" || isBarQuoted(start) || hasQuotingName(start)
    let marks = text.drop { $0 == ">" || $0 == "|" || $0 == "*" || $0 == "_" || $0.isWhitespace }
    var end = marks
    while let last = end.last, last == "*" || last == "_" || last.isWhitespace { end.removeLast() }
    words = withoutMarksOfDirection(end.lowercased())
  }
}

/// Without the marks that tell right from left, which nobody sees.
private func withoutMarksOfDirection(_ text: String) -> String {
  guard text.utf8.contains(0xe2) else { return text }
  let isMark = { (scalar: Unicode.Scalar) in
    (0x200e...0x200f).contains(scalar.value) || (0x202a...0x202e).contains(scalar.value)
      || (0x2066...0x2069).contains(scalar.value)
  }
  guard text.unicodeScalars.contains(where: isMark) else { return text }
  return String(String.UnicodeScalarView(text.unicodeScalars.filter { !isMark($0) }))
}

/// `| a line`; a row of a table has more bars.
private func isBarQuoted(_ line: Substring) -> Bool {
  guard line.first == "|" else { return false }
  let rest = line.drop { $0 == "|" || $0 == " " }
  return !rest.contains("|")
}

/// `C> a line`, as old programs quote.
private func hasQuotingName(_ line: Substring) -> Bool {
  let name = line.prefix(12).prefix { $0.isLetter }
  return !name.isEmpty && line.dropFirst(name.count).first == ">"
}
