import Text

/// A subject or a body as its author wrote it: text, tags `{{FIRST_NAME | "there"}}` and choices
/// `{a|b|{c|d}}`. Parsed once, rendered for each lead.
///
/// A lead's data is inserted and never parsed: a company named `{x|y}` stays so.
package struct MessageTemplate: Sendable {
  package enum Medium: Sendable {
    case subject
    case html
  }

  /// A place where a lead's data is inserted.
  package struct Tag: Sendable, Equatable {
    /// In upper case, words joined by `_`.
    package let name: String
    package let hasFallback: Bool
    package let line: Int
    package let column: Int
  }

  indirect enum Piece: Sendable {
    case text(String)
    case tag(name: String, fallback: String?, line: Int, column: Int)
    case choice([[Piece]])
  }

  let pieces: [Piece]
  /// As HTML: a text that was typed without paragraph tags gets them at its blank lines.
  private let paragraphs: [Piece]

  package init(parsing text: String) throws(TemplateProblem) {
    var parser = TemplateParser(text)
    pieces = try parser.parse()
    paragraphs = TypedText.hasParagraphs(text) ? TypedText.paragraphs(of: pieces) : pieces
  }

  /// The text for one lead. The same seed makes the same choices, in the preview and when it is
  /// sent.
  package func render(
    _ lead: [String: String], seed: UInt64, as medium: Medium
  ) throws(TemplateProblem) -> String {
    var generator = SplitMix64(seed: seed)
    return try render(lead, as: medium) { generator.below($0) }
  }

  /// `choose` is asked for a number below the number of options, the outer choice first; it is not
  /// asked if there is only one option.
  func render(
    _ lead: [String: String], as medium: Medium, choose: (Int) -> Int
  ) throws(TemplateProblem) -> String {
    var text = ""
    try write(medium == .html ? paragraphs : pieces, into: &text, lead, medium, choose)
    return medium == .subject ? onOneLine(text) : text
  }

  private func write(
    _ pieces: [Piece], into text: inout String, _ lead: [String: String], _ medium: Medium,
    _ choose: (Int) -> Int
  ) throws(TemplateProblem) {
    for piece in pieces {
      switch piece {
      case .text(let plain):
        text += plain
      case .tag(let name, let fallback, let line, let column):
        guard let value = valueOf(name, in: lead) ?? fallback else {
          throw TemplateProblem(
            message: "\(name) has no value and no fallback.", line: line, column: column)
        }
        text += medium == .html ? escapedForHTML(encoded(value, behind: text)) : value
      case .choice(let options):
        let option = options.count == 1 ? 0 : choose(options.count)
        try write(options[option], into: &text, lead, medium, choose)
      }
    }
  }
}

extension MessageTemplate {
  /// Every tag, including those inside choices.
  package var tags: [Tag] { tags(of: pieces) }

  private func tags(of pieces: [Piece]) -> [Tag] {
    pieces.flatMap { piece -> [Tag] in
      switch piece {
      case .text: []
      case .tag(let name, let fallback, let line, let column):
        [Tag(name: name, hasFallback: fallback != nil, line: line, column: column)]
      case .choice(let options): options.flatMap { tags(of: $0) }
      }
    }
  }
}

/// A blank value counts as none. A missing full name is made of its parts.
private func valueOf(_ name: String, in lead: [String: String]) -> String? {
  let value = lead[name] ?? ""
  if !value.allSatisfy(\.isWhitespace) { return value }
  guard name == "NAME" else { return nil }
  let parts = [lead["FIRST_NAME"] ?? "", lead["LAST_NAME"] ?? ""]
  let joined = parts.filter { !$0.allSatisfy(\.isWhitespace) }.joined(separator: " ")
  return joined.isEmpty ? nil : joined
}

/// No value can end a header line: runs of breaks and control characters become one space.
private func onOneLine(_ text: String) -> String {
  if text.utf8.allSatisfy({ (32...126).contains($0) }) { return text }
  var line = ""
  var isBroken = false
  for scalar in text.unicodeScalars {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator:
      isBroken = true
    default:
      if isBroken, !line.isEmpty { line += " " }
      isBroken = false
      line.unicodeScalars.append(scalar)
    }
  }
  return line
}
