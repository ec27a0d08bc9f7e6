/// A body that its author typed as a letter, with blank lines between paragraphs, although HTML is
/// sent.
///
/// Inline tags, such as links and bold words, may be in it. With a single block tag or line break
/// tag of its own, the text is treated as HTML and left as it is.
enum TypedText {
  private static let blocks: Set<Substring> = [
    "address", "article", "blockquote", "body", "br", "center", "dd", "div", "dl", "dt", "footer",
    "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section",
    "table",
    "tbody", "td", "th", "tr", "ul",
  ]

  /// Whether only line breaks separate its lines.
  static func hasParagraphs(_ text: String) -> Bool {
    let first = text.drop(while: \.isWhitespace)
    guard let last = first.lastIndex(where: { !$0.isWhitespace }),
      first[..<last].contains(where: \.isNewline)
    else { return false }
    return !text.split(separator: "<").dropFirst().contains { tag in
      let name = tag.drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }
      return blocks.contains(Substring(name.lowercased()))
    }
  }

  /// A blank line begins a paragraph, and a single break stays a break. Within a choice both are
  /// breaks, because an option is part of a paragraph.
  static func paragraphs(of pieces: [MessageTemplate.Piece]) -> [MessageTemplate.Piece] {
    var pieces = pieces.map { piece -> MessageTemplate.Piece in
      switch piece {
      case .text(let text): .text(broken(text, paragraph: "</p>\n<p>"))
      case .choice(let options): .choice(options.map(lines))
      case .tag: piece
      }
    }
    // Breaks before the first line and after the last have no effect.
    if case .text(let first) = pieces.first {
      pieces[0] = .text(first.removingPrefix("</p>\n<p>").removingPrefix("<br>\n"))
    }
    if case .text(let last) = pieces.last {
      pieces[pieces.count - 1] = .text(last.removingSuffix("</p>\n<p>").removingSuffix("<br>\n"))
    }
    return [.text("<p>")] + pieces + [.text("</p>")]
  }

  private static func lines(_ pieces: [MessageTemplate.Piece]) -> [MessageTemplate.Piece] {
    pieces.map { piece in
      switch piece {
      case .text(let text): .text(broken(text, paragraph: "<br>\n<br>\n"))
      case .choice(let options): .choice(options.map(lines))
      case .tag: piece
      }
    }
  }

  private static func broken(_ text: String, paragraph: String) -> String {
    var out = ""
    var breaks = 0
    for character in text {
      if character.isNewline {
        breaks += 1
      } else if breaks > 0, character == " " || character == "\t" {
        // A line that looks blank is blank; indentation means nothing in HTML.
        continue
      } else {
        if breaks > 0 { out += breaks == 1 ? "<br>\n" : paragraph }
        breaks = 0
        out.append(character)
      }
    }
    if breaks > 0 { out += breaks == 1 ? "<br>\n" : paragraph }
    return out
  }
}

extension String {
  fileprivate func removingPrefix(_ prefix: String) -> String {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self
  }

  fileprivate func removingSuffix(_ suffix: String) -> String {
    hasSuffix(suffix) ? String(dropLast(suffix.count)) : self
  }
}
