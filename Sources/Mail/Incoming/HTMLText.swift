/// The text of a page of HTML as a person reads it; what is quoted begins with `> `. Nothing of the
/// page is run, fetched or trusted.
func readableText(ofHTML html: String) -> String {
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
  private var hidden: String?

  init(_ html: String) { bytes = Array(html.utf8) }

  mutating func text() -> String {
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "<"), readTag() { continue }
      readText()
    }
    breakLine()
    return lines.joined(separator: "\n").trimmingSpace
  }

  private mutating func readText() {
    let start = index
    index += 1
    while index < bytes.count, bytes[index] != UInt8(ascii: "<") { index += 1 }
    guard hidden == nil else { return }
    for scalar in decodingEntities(bytes[start..<index]).unicodeScalars {
      if scalar == "\u{a0}" || scalar.properties.isWhitespace {
        if line.last != 32, !line.isEmpty { line.append(32) }
      } else if scalar.value != 0, scalar != "\u{200b}", scalar != "\u{feff}" {
        line += Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }

  /// False when the `<` begins no tag and is text.
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
    let name = bytes[nameStart..<cursor].text.lowercased()
    let attributes = endOfTag(from: cursor)
    let words = bytes[cursor..<min(attributes, cursor + 2_000)].text
    index = min(attributes + 1, bytes.count)
    act(on: name, isClosing: isClosing, words)
    return true
  }

  private func endOfTag(from start: Int) -> Int {
    var quote: UInt8?
    var cursor = start
    while cursor < bytes.count {
      let byte = bytes[cursor]
      if let open = quote {
        if byte == open { quote = nil }
        // A quote that is never closed must not swallow the page.
        if cursor - start > 100_000 { return start }
      } else if byte == UInt8(ascii: ">") {
        return cursor
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'"), cursor > start,
        bytes[cursor - 1] == UInt8(ascii: "=")
      {
        quote = byte
      }
      cursor += 1
    }
    return bytes.count
  }

  private mutating func skip(past end: String) -> Bool {
    let end = Array(end.utf8)
    while index < bytes.count, !bytes[index...].starts(with: end) { index += 1 }
    index = min(index + end.count, bytes.count)
    return true
  }

  private mutating func act(on name: String, isClosing: Bool, _ attributes: String) {
    if hidden == name, isClosing { hidden = nil }
    guard hidden == nil else { return }
    if !isClosing, ["script", "style", "head", "title"].contains(name), !attributes.hasSuffix("/") {
      hidden = name
      return
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
    lines.append(prefix + line.text)
    line = []
    isBlank = always ? false : isBlank
  }

  private mutating func blankLine() {
    if let last = lines.last, last != prefix, !last.isEmpty {
      lines.append(quotes > 0 ? prefix : "")
    }
  }
}

private let blockTags: Set = [
  "div", "tr", "table", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "address",
  "section", "article", "header", "footer", "center", "form", "body", "html", "dl", "dt", "dd",
]

/// Entities by number, and by the names that mail uses.
private func decodingEntities(_ bytes: ArraySlice<UInt8>) -> String {
  let text = bytes.text
  guard text.contains("&") else { return text }
  var decoded = ""
  var rest = text[...]
  while let start = rest.firstIndex(of: "&") {
    decoded += rest[..<start]
    rest = rest[start...]
    let name = rest.dropFirst().prefix(12).prefix { $0 != ";" && $0 != "&" && !$0.isWhitespace }
    if let character = entity(String(name)) {
      decoded.unicodeScalars.append(character)
      rest = rest.dropFirst(1 + name.count)
      if rest.first == ";" { rest = rest.dropFirst() }
    } else {
      decoded += "&"
      rest = rest.dropFirst()
    }
  }
  return decoded + rest
}

private func entity(_ name: String) -> Unicode.Scalar? {
  if name.hasPrefix("#x") || name.hasPrefix("#X") {
    return UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
  }
  if name.hasPrefix("#") { return UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init) }
  return entities[name]
}

private let entities: [String: Unicode.Scalar] = [
  "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{a0}", "copy": "©",
  "reg": "®", "trade": "™", "hellip": "…", "ndash": "–", "mdash": "—", "lsquo": "‘", "rsquo": "’",
  "ldquo": "“", "rdquo": "”", "laquo": "«", "raquo": "»", "bull": "•", "middot": "·", "euro": "€",
  "pound": "£", "sect": "§", "deg": "°", "auml": "ä", "ouml": "ö", "uuml": "ü", "Auml": "Ä",
  "Ouml": "Ö", "Uuml": "Ü", "szlig": "ß", "aacute": "á", "eacute": "é", "iacute": "í",
  "oacute": "ó", "uacute": "ú", "Aacute": "Á", "Eacute": "É", "Iacute": "Í", "Oacute": "Ó",
  "Uacute": "Ú", "agrave": "à", "egrave": "è", "igrave": "ì", "ograve": "ò", "ugrave": "ù",
  "Agrave": "À", "Egrave": "È", "acirc": "â", "ecirc": "ê", "icirc": "î", "ocirc": "ô",
  "ucirc": "û", "ccedil": "ç", "Ccedil": "Ç", "ntilde": "ñ", "Ntilde": "Ñ", "atilde": "ã",
  "otilde": "õ", "Atilde": "Ã", "Otilde": "Õ", "euml": "ë", "iuml": "ï", "aring": "å",
  "Aring": "Å", "aelig": "æ", "AElig": "Æ", "oslash": "ø", "Oslash": "Ø", "iexcl": "¡",
  "iquest": "¿", "zwnj": "\u{200b}", "shy": "\u{200b}",
]
