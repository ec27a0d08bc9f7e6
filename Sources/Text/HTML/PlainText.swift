/// Builds the plain-text alternative of an email while its HTML is scanned.
package struct PlainText {
  private var text: [UInt8] = []
  /// Line breaks that are due before the next word.
  private var breaks = 0
  private var isSpaced = false
  private var link: (target: String, start: Int)?

  package init() {}

  package mutating func add(_ words: String) {
    for scalar in words.unicodeScalars {
      if isBlank(scalar) {
        isSpaced = true
        continue
      }
      separate()
      if scalar.isASCII {
        text.append(UInt8(truncatingIfNeeded: scalar.value))
      } else {
        text += String(scalar).utf8
      }
    }
  }

  package mutating func open(_ name: String, target: String?, alternative: String?) {
    switch name {
    case "br": breaks += 1
    case "li":
      atLeast(1)
      separate()
      text += "- ".utf8
    case "img": add(alternative ?? "")
    case "a":
      guard let target else { break }
      separate()
      link = (target, text.count)
    default: atLeast(lines(around: name))
    }
  }

  package mutating func close(_ name: String) {
    guard name == "a", let link else { return atLeast(lines(around: name)) }
    self.link = nil
    let label = text[link.start...]
    if label.isEmpty {
      text += link.target.utf8
    } else if !label.elementsEqual(link.target.utf8) {
      text += " (\(link.target))".utf8
    }
  }

  /// Without blanks at its ends.
  package func finished() -> String {
    let words = String(decoding: text, as: UTF8.self)
    let begun = words.drop { $0.isWhitespace }
    let last = begun.lastIndex { !$0.isWhitespace }
    return last.map { String(begun[...$0]) } ?? ""
  }

  private mutating func atLeast(_ wanted: Int) {
    breaks = max(breaks, wanted)
  }

  private mutating func separate() {
    if breaks > 0 {
      if !text.isEmpty { text += repeatElement(UInt8(ascii: "\n"), count: min(breaks, 2)) }
    } else if isSpaced, let last = text.last, last != UInt8(ascii: "\n"),
      last != UInt8(ascii: " ")
    {
      text.append(UInt8(ascii: " "))
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

/// White space, except the no-break space.
private func isBlank(_ scalar: Unicode.Scalar) -> Bool {
  if scalar.isASCII { return scalar == " " || ("\t"..."\r").contains(scalar) }
  return scalar.properties.isWhitespace && scalar != "\u{a0}"
}
