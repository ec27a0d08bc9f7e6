/// Reads a template from its first character to its last, once.
struct TemplateParser {
  private let text: [Character]
  private let lines: TextLines
  private var index = 0
  /// The last closing quote of each kind: no quoted fallback can end after it.
  private let lastQuotes: [Character: Int]

  private static let deepest = 32

  init(_ text: String) {
    let text = Array(text)
    self.text = text
    lines = TextLines(text)
    lastQuotes = TagReader.lastQuotes(in: text)
  }

  mutating func parse() throws(TemplateProblem) -> [MessageTemplate.Piece] {
    let pieces = try sequence(depth: 0)
    guard index == text.count else {
      throw problem("This } closes nothing. Write \\} for a brace.", at: index)
    }
    return pieces
  }

  /// Up to the end, or inside a choice up to its `|` or `}`, which is not consumed.
  private mutating func sequence(depth: Int) throws(TemplateProblem) -> [MessageTemplate.Piece] {
    var pieces: [MessageTemplate.Piece] = []
    var plain = ""
    func flush() {
      if !plain.isEmpty { pieces.append(.text(plain)) }
      plain = ""
    }
    while index < text.count {
      let character = text[index]
      if character == "}" || (depth > 0 && character == "|") { break }
      if let hint = TemplateDialect.problem(in: text, at: index) {
        throw problem(hint, at: index)
      }
      if character == "{" {
        flush()
        if let tag = try tag() {
          pieces.append(tag)
        } else {
          pieces.append(try choice(depth: depth + 1))
        }
      } else if character == "\\", let next = peek(at: index + 1), "{}|".contains(next) {
        plain.append(next)
        index += 2
      } else if character == "<", let code = code() {
        plain += code
      } else {
        plain.append(character)
        index += 1
      }
    }
    flush()
    return pieces
  }

  private mutating func choice(depth: Int) throws(TemplateProblem) -> MessageTemplate.Piece {
    let start = index
    guard depth <= Self.deepest else {
      throw problem("Choices stand more than \(Self.deepest) deep in each other.", at: start)
    }
    var options: [[MessageTemplate.Piece]] = []
    repeat {
      index += 1
      options.append(try sequence(depth: depth))
    } while peek(at: index) == "|"
    guard peek(at: index) == "}" else {
      throw problem("This { is never closed.", at: start)
    }
    index += 1
    for option in options {
      guard option.count == 1, case .text(let text) = option[0] else { continue }
      if let hint = TemplateDialect.problem(ofOption: text, isAlone: options.count == 1) {
        throw problem(hint, at: start)
      }
    }
    return .choice(options)
  }

  /// The tag that begins here; nil if the two braces begin a choice inside a choice.
  private mutating func tag() throws(TemplateProblem) -> MessageTemplate.Piece? {
    guard peek(at: index + 1) == "{" else { return nil }
    let start = index
    guard let read = TagReader(text, from: index, lastQuotes: lastQuotes).read() else { return nil }
    index = read.end
    let (line, column) = lines.place(of: start)
    switch read.finding {
    case .field(let name, let fallback):
      return .tag(name: name, fallback: fallback, line: line, column: column)
    case .generated(let fallback):
      guard let fallback else {
        throw problem(
          "AI text cannot be written yet. Give it a fallback: {{AI: … | \"fallback\"}}.", at: start)
      }
      return .tag(name: "AI", fallback: fallback, line: line, column: column)
    case .unknown:
      throw problem(
        "This is no tag. A tag is a field's name in two braces, such as {{FIRST_NAME}}.", at: start)
    case .filter:
      throw problem(TemplateDialect.filter, at: start)
    }
  }

  /// The braces of a style sheet or a script are not ours.
  private mutating func code() -> String? {
    guard let element = ["style", "script"].first(where: { begins("<" + $0, at: index) }) else {
      return nil
    }
    let start = index
    index += 1
    while index < text.count, text[index] != "<" || !begins("</" + element, at: index) {
      index += 1
    }
    return String(text[start..<index])
  }

  private func begins(_ word: String, at start: Int) -> Bool {
    guard text[start] == "<", start + word.count <= text.count else { return false }
    return String(text[start..<start + word.count]).lowercased() == word
  }

  private func peek(at index: Int) -> Character? {
    index < text.count ? text[index] : nil
  }

  private func problem(_ message: String, at index: Int) -> TemplateProblem {
    let (line, column) = lines.place(of: index)
    return TemplateProblem(message: message, line: line, column: column)
  }
}
