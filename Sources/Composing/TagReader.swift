/// Reads the text between `{{` and `}}`.
struct TagReader {
  enum Finding {
    case field(String, fallback: String?)
    case generated(fallback: String?)
    case unknown
    /// A filter of another template language, such as `| default: "there"`.
    case filter
  }

  private let text: [Character]
  private let start: Int
  /// The last place of each closing quotation mark in the text.
  private let lastQuotes: [Character: Int]

  init(_ text: [Character], from start: Int, lastQuotes: [Character: Int]) {
    self.text = text
    self.start = start
    self.lastQuotes = lastQuotes
  }

  /// The places of the last closing marks of a text, for all of its tags.
  static func lastQuotes(in text: [Character]) -> [Character: Int] {
    var places: [Character: Int] = [:]
    let closing = Set(quotes.values)
    for (index, character) in text.enumerated() where closing.contains(character) {
      places[character] = index
    }
    return places
  }

  /// The tag and the place after it, or nil if no tag begins here: `{{a|b}|c}` is a choice whose
  /// first option is one, and so is `{{a|b}}`, because a fallback is in quotes unless the name can
  /// only be a field's.
  func read() -> (finding: Finding, end: Int)? {
    guard let close = end() else { return nil }
    let inner = withoutEntities(text[(start + 2)..<close])
    let end = close + 2
    if let generated = generated(inner) { return (generated, end) }
    guard let bar = inner.firstIndex(of: "|") else {
      guard !inner.contains("{") else { return nil }
      return (name(inner).map { .field($0, fallback: nil) } ?? .unknown, end)
    }
    let fallback = inner[(bar + 1)...]
    guard let name = name(inner[..<bar]) else { return nil }
    if let quoted = unquoted(fallback) { return (.field(name, fallback: quoted), end) }
    if TemplateDialect.isFilter(fallback) { return (.filter, end) }
    guard isFieldOnly(inner[..<bar]), !fallback.contains("|"), !fallback.contains("{") else {
      return nil
    }
    return (.field(name, fallback: trimmed(fallback)), end)
  }

  /// The place of the `}}` that ends it: not one in quotes, and after as many braces as were
  /// opened.
  private func end() -> Int? {
    var index = start + 2
    var depth = 0
    var quote: Character?
    while index < text.count {
      let character = text[index]
      if let expected = quote {
        if character == expected { quote = nil }
      } else if depth == 0, let closing = quotes[character], isBehindBar(index),
        (lastQuotes[closing] ?? 0) > index
      {
        quote = closing
      } else if character == "{" {
        depth += 1
      } else if character == "}" {
        if depth == 0 {
          return index + 1 < text.count && text[index + 1] == "}" ? index : nil
        }
        depth -= 1
      }
      index += 1
    }
    return nil
  }

  private func isBehindBar(_ index: Int) -> Bool {
    text[(start + 2)..<index].last { !$0.isWhitespace } == "|"
  }

  private func generated(_ inner: ArraySlice<Character>) -> Finding? {
    let words = inner.drop { $0.isWhitespace }
    guard String(words.prefix(3)).uppercased() == "AI:" else { return nil }
    guard let bar = inner.lastIndex(of: "|") else { return .generated(fallback: nil) }
    let fallback = inner[(bar + 1)...]
    let wanted = unquoted(fallback) ?? trimmed(fallback)
    return .generated(fallback: wanted.isEmpty ? nil : wanted)
  }

  private func name(_ words: ArraySlice<Character>) -> String? {
    let trimmed = trimmed(words)
    guard let first = trimmed.first, first.isLetter || first == "_",
      trimmed.allSatisfy({ $0.isLetter || $0.isNumber || " _-.".contains($0) })
    else { return nil }
    return fieldName(trimmed)
  }

  /// `FIRST_NAME` is not a plausible word of a choice.
  private func isFieldOnly(_ words: ArraySlice<Character>) -> Bool {
    let word = trimmed(words)
    return knownFields.contains(fieldName(word))
      || (word.count > 1 && !word.contains(" ") && word == word.uppercased())
  }

  private func unquoted(_ words: ArraySlice<Character>) -> String? {
    let word = trimmed(words)
    guard word.count >= 2, let first = word.first, let closing = quotes[first],
      word.last == closing
    else { return nil }
    return String(word.dropFirst().dropLast())
  }

  private func trimmed(_ words: ArraySlice<Character>) -> String {
    let begun = words.drop { $0.isWhitespace }
    guard let last = begun.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(begun[...last])
  }
}

/// As people type them, in several languages, and as word processors change them.
private let quotes: [Character: Character] = [
  "\"": "\"", "'": "'", "“": "”", "‘": "’", "„": "“", "‚": "‘", "«": "»", "»": "«", "‹": "›",
  "「": "」",
]

/// HTML editors write quotation marks and blanks as entities, also inside tags.
private func withoutEntities(_ inner: ArraySlice<Character>) -> ArraySlice<Character> {
  guard inner.contains("&") else { return inner }
  var plain: [Character] = []
  var rest = inner
  while let first = rest.first {
    if first == "&", let end = rest.prefix(9).firstIndex(of: ";"),
      let character = entities[String(rest[(rest.startIndex + 1)..<end]).lowercased()]
    {
      plain.append(character)
      rest = rest[(end + 1)...]
    } else {
      plain.append(first)
      rest = rest.dropFirst()
    }
  }
  return plain[...]
}

private let entities: [String: Character] = [
  "quot": "\"", "#34": "\"", "#x22": "\"", "apos": "'", "#39": "'", "#x27": "'", "#039": "'",
  "ldquo": "“", "#8220": "“", "#x201c": "“", "rdquo": "”", "#8221": "”", "#x201d": "”",
  "lsquo": "‘", "#8216": "‘", "rsquo": "’", "#8217": "’", "bdquo": "„", "#8222": "„", "laquo": "«",
  "#171": "«", "raquo": "»", "#187": "»", "nbsp": " ", "#160": " ", "#xa0": " ", "amp": "&",
  "#38": "&", "lt": "<", "gt": ">", "#124": "|", "vert": "|",
]

/// The fields that every lead has, filled or not.
package let knownFields: Set<String> = [
  "FIRST_NAME", "LAST_NAME", "NAME", "COMPANY", "EMAIL", "TITLE", "PHONE", "LINKEDIN", "INDUSTRY",
  "CITY", "COUNTRY", "WEBSITE",
]

/// A field's name as tags write it: `Job title` is `JOB_TITLE`.
package func fieldName(_ heading: String) -> String {
  var name = ""
  for character in heading.uppercased() {
    if character.isLetter || character.isNumber {
      name.append(character)
    } else if !name.isEmpty, name.last != "_" {
      name.append("_")
    }
  }
  while name.last == "_" { name.removeLast() }
  return name
}
