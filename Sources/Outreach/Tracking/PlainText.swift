/// Makes the plain-text alternative of a mail while its HTML is walked over.
struct PlainText {
  private var text = ""
  /// Line breaks that are due before the next word.
  private var breaks = 0
  private var isSpaced = false
  private var link: (target: String, start: String.Index)?

  mutating func add(_ words: String) {
    for character in words {
      if character.isWhitespace, character != "\u{a0}" {
        isSpaced = true
      } else {
        separate()
        text.append(character)
      }
    }
  }

  mutating func open(_ name: String, target: String?, alternative: String?) {
    switch name {
    case "br": breaks += 1
    case "li":
      atLeast(1)
      separate()
      text += "- "
    case "img": add(alternative ?? "")
    case "a":
      guard let target else { break }
      separate()
      link = (target, text.endIndex)
    default: atLeast(lines(around: name))
    }
  }

  mutating func close(_ name: String) {
    guard name == "a", let link else { return atLeast(lines(around: name)) }
    self.link = nil
    let label = text[link.start...]
    if label.isEmpty {
      text += link.target
    } else if label != link.target {
      text += " (\(link.target))"
    }
  }

  /// Without blanks at its ends.
  func finished() -> String {
    let begun = text.drop { $0.isWhitespace }
    let last = begun.lastIndex { !$0.isWhitespace }
    return last.map { String(begun[...$0]) } ?? ""
  }

  private mutating func atLeast(_ wanted: Int) {
    breaks = max(breaks, wanted)
  }

  private mutating func separate() {
    if breaks > 0 {
      if !text.isEmpty { text += String(repeating: "\n", count: min(breaks, 2)) }
    } else if isSpaced, !text.isEmpty, text.last != "\n", text.last != " " {
      text += " "
    }
    breaks = 0
    isSpaced = false
  }

  private func lines(around name: String) -> Int {
    switch name {
    case "p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "table", "pre", "hr": 2
    case "div", "tr", "section", "article", "header", "footer", "address", "dt", "dd": 1
    default: 0
    }
  }
}
