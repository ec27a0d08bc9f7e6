/// The text of an HTML page as a person reads it; quoted text begins with `> `. Nothing of the page
/// is run, fetched or trusted.
package func readableText(ofHTML html: String) -> String {
  var reader = HTMLReader(html)
  return reader.text()
}

private struct HTMLReader {
  private let bytes: [UInt8]
  private var index = 0
  private var lines: [String] = []
  private var line: [UInt8] = []
  private var quotes = 0
  private var isBlank = true
  private var preformatted = 0
  /// The current hidden element, and how many of its name are open inside it.
  private var unseen: (name: String, depth: Int)?
  /// Names that no later tag closes, so that each is searched only once.
  private var unclosed: Set<String> = []
  /// A quotation mark was never closed, so no later one counts.
  private var isQuoteBroken = false
  private let unseenNames: Set<String>

  init(_ html: String) {
    bytes = Array(html.utf8)
    unseenNames = Self.unseenNames(of: html)
  }

  mutating func text() -> String {
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "<"), readTag() { continue }
      readText()
    }
    breakLine()
    return lines.joined(separator: "\n").trimmingBlanks()
  }

  /// The classes and ids that a style of the page hides.
  private static func unseenNames(of html: String) -> Set<String> {
    guard let start = html.firstRange(of: "<style") else { return [] }
    var names: Set<String> = []
    // A style for small screens may hide what large ones show.
    for rule in html[start.lowerBound...].prefix(100_000).split(separator: "}").prefix(2_000) {
      let parts = rule.split(separator: "{", omittingEmptySubsequences: false)
      guard parts.count == 2 else { continue }
      let style = parts[1].lowercased().filter { !$0.isWhitespace }
      guard style.contains("display:none") || style.contains("visibility:hidden") else { continue }
      for selector in parts[0].split(separator: ",") {
        let word = selector.split { $0.isWhitespace || $0 == ">" }.last ?? ""
        if let mark = word.lastIndex(where: { $0 == "." || $0 == "#" }),
          !word.contains(":"), !word.contains("[")
        {
          names.insert(String(word[word.index(after: mark)...]))
        }
      }
    }
    return names
  }

  private mutating func readText() {
    let start = index
    index += 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "<") { index += 1 }
    guard unseen == nil else { return }
    for scalar in readEntities(in: bytes[start..<index]).unicodeScalars {
      if preformatted > 0, scalar == "\n" {
        breakLine(always: true)
      } else if scalar == "\u{a0}" || scalar.properties.isWhitespace {
        if preformatted > 0 || line.last != 32 && !line.isEmpty { line.append(32) }
      } else if scalar.value != 0, scalar != "\u{200b}", scalar != "\u{feff}", scalar != "\u{200c}",
        scalar != "\u{ad}"
      {
        line += Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }

  /// False if the `<` begins no tag and is text.
  private mutating func readTag() -> Bool {
    let rest = bytes[index...]
    if rest.starts(with: "<!--".utf8) { return skip(past: "-->") }
    if rest.starts(with: "<!".utf8) || rest.starts(with: "<?".utf8) { return skip(past: ">") }
    var cursor = index + 1
    let isClosing = cursor < bytes.count && bytes[cursor] == UInt8(ascii: "/")
    if isClosing { cursor += 1 }
    let nameStart = cursor
    while cursor < bytes.count, isLetterOrDigit(bytes[cursor]) || bytes[cursor] == 58 {
      cursor += 1
    }
    guard cursor > nameStart else { return false }
    let name = String(decoding: bytes[nameStart..<cursor], as: UTF8.self).lowercased()
    let attributes = endOfTag(from: cursor)
    let words = String(
      decoding: bytes[cursor..<min(attributes, cursor + 2_000)], as: UTF8.self)
    index = min(attributes + 1, bytes.count)
    act(on: name, isClosing: isClosing, words)
    return true
  }

  /// Each byte is read at most twice, whatever is left open.
  private mutating func endOfTag(from start: Int) -> Int {
    var quote: UInt8?
    var cursor = start
    while cursor < bytes.count {
      let byte = bytes[cursor]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: ">") {
        return cursor
      } else if !isQuoteBroken, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"),
        cursor > start, bytes[cursor - 1] == UInt8(ascii: "=")
      {
        quote = byte
      }
      cursor += 1
    }
    guard quote != nil else { return bytes.count }
    // A quote that is never closed must not swallow the page.
    isQuoteBroken = true
    return endOfTag(from: start)
  }

  private mutating func skip(past end: String) -> Bool {
    let end = Array(end.utf8)
    while index < bytes.count, !bytes[index...].starts(with: end) { index += 1 }
    index = min(index + end.count, bytes.count)
    return true
  }

  private mutating func act(on name: String, isClosing: Bool, _ attributes: String) {
    let isEmpty = attributes.hasSuffix("/") || voidTags.contains(name)
    if let hidden = unseen {
      if hidden.name == "p", isClosing ? name == "p" : blockTags.contains(name) || name == "p" {
        unseen = nil
      } else if name == hidden.name, !isEmpty {
        let depth = hidden.depth + (isClosing ? -1 : 1)
        unseen = depth == 0 ? nil : (name, depth)
      }
      // A hidden paragraph ends where the next block begins.
      if unseen != nil || isClosing { return }
    }
    if !isClosing, !isEmpty, isUnseen(attributes) || hasUnseenName(attributes) {
      unseen = (name, 1)
      return
    }
    if !isClosing, !isEmpty, hiddenTags.contains(name) {
      skipContent(of: name)
      return
    }
    if name == "pre" || name == "textarea" || name == "xmp" {
      preformatted = max(0, preformatted + (isClosing ? -1 : 1))
    }
    if name == "blockquote" {
      breakLine()
      quotes = max(0, quotes + (isClosing ? -1 : 1))
    } else if name == "br" {
      breakLine(always: true)
    } else if name == "hr" {
      breakLine()
      if !isClosing { lines.append(prefix + "________________________________") }
    } else if name == "p" {
      breakLine()
      blankLine()
    } else if blockTags.contains(name) {
      breakLine()
    } else if name == "td" || name == "th", line.last != 32, !line.isEmpty {
      line.append(32)
    }
  }

  /// Whether a style of the page hides its class or its id.
  private func hasUnseenName(_ attributes: String) -> Bool {
    guard !unseenNames.isEmpty else { return false }
    let words = attributes.split { $0 == "\"" || $0 == "'" || $0.isWhitespace || $0 == "=" }
    return words.contains { unseenNames.contains(String($0)) }
  }

  /// Moves to the tag that closes it. If there is none, a head or a title hides nothing, and a
  /// style or a script ends at the next tag.
  private mutating func skipContent(of name: String) {
    if !unclosed.contains(name) {
      if let end = closing(name) {
        index = end
        return
      }
      unclosed.insert(name)
    }
    guard name == "style" || name == "script" else { return }
    while index < bytes.count, bytes[index] != UInt8(ascii: "<") { index += 1 }
  }

  /// The position of `</name`, or of `<body` for a head.
  private func closing(_ name: String) -> Int? {
    let wanted = Array(("/" + name).utf8)
    var cursor = index
    while cursor < bytes.count {
      if bytes[cursor] == UInt8(ascii: "<") {
        if isWord(wanted, at: cursor + 1) { return cursor }
        if name == "head", isWord(Array("body".utf8), at: cursor + 1) { return cursor }
      }
      cursor += 1
    }
    return nil
  }

  private func isWord(_ word: [UInt8], at start: Int) -> Bool {
    guard start + word.count <= bytes.count else { return false }
    return bytes[start..<(start + word.count)].elementsEqual(word) { lower($0) == $1 }
  }

  private var prefix: String {
    String(repeating: ">", count: min(quotes, 5)) + (quotes > 0 ? " " : "")
  }

  private mutating func breakLine(always: Bool = false) {
    while line.last == 32 { line.removeLast() }
    if line.isEmpty {
      if always, !isBlank { blankLine() }
      isBlank = false
      return
    }
    lines.append(prefix + String(decoding: line, as: UTF8.self))
    line = []
    isBlank = always ? false : isBlank
  }

  private mutating func blankLine() {
    if let last = lines.last, last != prefix, !last.isEmpty {
      lines.append(quotes > 0 ? prefix : "")
    }
  }
}

private func lower(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte | 32 : byte }

private let blockTags: Set = [
  "div", "tr", "table", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "address",
  "section", "article", "header", "footer", "center", "form", "body", "html", "dl", "dt", "dd",
]

private let hiddenTags: Set = ["script", "style", "head", "title", "template", "svg"]

private let voidTags: Set = [
  "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
  "track", "wbr",
]
