import Foundation
import Text

/// The text that a person wrote, separated from quotations and the signature.
struct ReplyText {
  private let lines: [Line]

  init(_ text: String) {
    // A line of many thousand characters is not a person's.
    lines = unflattened(text).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .prefix(20_000).map { Line(String($0.prefix(4_000))) }
  }

  /// The person's own words; quotations that they answer line by line stay between them.
  var visible: String {
    var kept: [Line] = []
    var index = 0
    while index < lines.count {
      if isHistory(at: index) { break }
      if let length = attribution(at: index) {
        let after = index + length
        guard let answer = answerBelow(after) else { break }
        // Their own words are below the quotation: the quotation is removed.
        index = answer
        continue
      }
      kept.append(lines[index])
      index += 1
    }
    return Self.joined(Self.withoutSignature(Self.withoutQuotedEnd(kept)))
  }

  private static func joined(_ lines: [Line]) -> String {
    var lines = lines[...]
    while lines.first?.isBlank == true { lines = lines.dropFirst() }
    while lines.last?.isBlank == true { lines = lines.dropLast() }
    return lines.map(\.text).joined(separator: "\n")
  }
}

extension ReplyText {
  /// The beginning of a quoted message and everything after it: a bar with words in it, a
  /// separator, or the headers of the older message.
  private func isHistory(at index: Int) -> Bool {
    let line = lines[index]
    if line.isBlank { return false }
    if isBarWithWords(line.words) || isBarredAttribution(line.words) { return true }
    if HeaderWords.inUse.history.contains(where: { line.words.hasPrefix($0) }) { return true }
    let isBelowRule = isRule(line.text)
    if isBelowRule || line.words.hasSuffix(":"), let next = nextWords(after: index),
      isHeaders(at: next, belowMark: isBelowRule)
    {
      return true
    }
    return isHeaders(at: index, belowMark: false)
  }

  private func nextWords(after index: Int) -> Int? {
    lines[(index + 1)...].prefix(4).firstIndex { !$0.words.isEmpty }
  }

  /// The sender's line, and below it another of the older message's headers. Without a bar above,
  /// places and days can look the same: it must begin a paragraph and have an address or a subject,
  /// or a date with a number.
  private func isHeaders(at index: Int, belowMark: Bool) -> Bool {
    guard let first = headerName(lines[index].words) else { return false }
    let isSender = HeaderWords.inUse.sender.contains(first)
    guard isSender || HeaderWords.inUse.others.contains(first) else { return false }
    var others = 0
    var senders = isSender ? 1 : 0
    var isPlain = first.isEmpty || !isTelling(first, lines[index].words)
    for line in lines[(index + 1)...].prefix(7) where !line.isBlank {
      guard let name = headerName(line.words) else { continue }
      if HeaderWords.inUse.sender.contains(name) { senders += 1 }
      if HeaderWords.inUse.others.contains(name) { others += 1 }
      if HeaderWords.inUse.sender.contains(name) || HeaderWords.inUse.others.contains(name),
        isTelling(name, line.words)
      {
        isPlain = false
      }
    }
    guard isSender ? others >= 1 : senders >= 1 && others >= 1 else { return false }
    return belowMark || !isPlain
  }

  /// Whether only an email has this header.
  private func isTelling(_ name: String, _ words: String) -> Bool {
    if words.contains("@") || HeaderWords.inUse.subject.contains(name) { return true }
    let hasNumber = words.contains(where: \.isNumber)
    return hasNumber && !HeaderWords.inUse.sender.contains(name)
  }

  /// How many lines the words "On … a person wrote:" take at this place.
  private func attribution(at index: Int) -> Int? {
    guard !lines[index].isBlank else { return nil }
    var joined = ""
    for (count, line) in lines[index...].prefix(6).enumerated() {
      if line.isBlank, count != 1 && count != 3 || joined.utf8.count > 400 { return nil }
      joined += (joined.isEmpty ? "" : " ") + line.words
      if isAttribution(joined) { return count + 1 }
      if count == 0, !mayBeginAttribution(joined) { return nil }
    }
    return nil
  }

  /// The first line of the person's own below a quotation that begins here; nil if the rest is all
  /// history.
  private func answerBelow(_ start: Int) -> Int? {
    var index = start
    while index < lines.count, lines[index].isBlank { index += 1 }
    guard index < lines.count, lines[index].isQuoted else { return nil }
    while index < lines.count, lines[index].isBlank || lines[index].isQuoted { index += 1 }
    let rest = lines[min(index, lines.count)...]
    let isOwn = rest.contains { !$0.isBlank && !$0.isQuoted }
    return isOwn && !isSignature(at: index) ? index : nil
  }

  private func isSignature(at index: Int) -> Bool {
    let line = lines[index]
    return isSignatureMark(line.text) || isDeviceLine(line.words)
  }

  private static func withoutQuotedEnd(_ lines: [Line]) -> [Line] {
    var end = lines.count
    while end > 0, lines[end - 1].isBlank || lines[end - 1].isQuoted { end -= 1 }
    return end == 0 ? lines : Array(lines[..<end])
  }

  /// A name with a phone number and addresses below it, at the very end.
  private static func withoutCard(_ lines: [Line]) -> [Line] {
    guard let blank = lines.lastIndex(where: \.isBlank), blank > 0 else { return lines }
    let card = lines[(blank + 1)...]
    guard (2...8).contains(card.count), card.allSatisfy({ $0.text.utf8.count <= 60 }) else {
      return lines
    }
    let contacts = card.filter { isContact($0.words) }.count
    return contacts >= 2 && contacts * 2 >= card.count ? Array(lines[..<blank]) : lines
  }

  private static func withoutSignature(_ lines: [Line]) -> [Line] {
    var sentences = 0
    for (index, line) in lines.enumerated() where index > 0 && isSignatureMark(line.text) {
      // People also separate paragraphs with dashes: a signature contains no sentence to us.
      if line.text != "--", sentences < 20, holdsSentence(lines[(index + 1)...]) {
        sentences += 1
        continue
      }
      return Array(lines[..<index])
    }
    var end = lines.count
    while end > 0, lines[end - 1].isBlank { end -= 1 }
    // Only at the end: in the middle of a text it may be a sentence.
    if end > 1, isDeviceLine(lines[end - 1].words) { return Array(lines[..<(end - 1)]) }
    return withoutCard(Array(lines[..<end]))
  }
}

/// Whether the person's text continues there: a paragraph that is a sentence and not a company
/// notice.
private func holdsSentence(_ lines: ArraySlice<Line>) -> Bool {
  var paragraph: [String] = []
  for line in lines.prefix(60) + [Line("")] {
    if !line.isBlank {
      paragraph.append(line.text)
      continue
    }
    let text = paragraph.joined(separator: "\n")
    paragraph = []
    if isSentence(text), !isFooter(text, at: .belowClose) { return true }
  }
  return false
}

/// Three words or more that end as a sentence does.
private func isSentence(_ paragraph: String) -> Bool {
  let text = paragraph.trimmingBlanks()
  guard let last = text.last, ".!?。！？…)".contains(last) else { return false }
  if text.unicodeScalars.contains(where: isUnspaced) { return text.count >= 6 }
  guard text.split(whereSeparator: \.isWhitespace).count >= 3 else { return false }
  // "Harrow Ltd." and "12 Long St." are lines of a business card.
  let lines = text.split(separator: "\n")
  return lines.contains { line in
    line.split(separator: " ").count { $0.first?.isLowercase == true } >= 2
  }
}

/// Two dashes, a long dash, or a line of underscores.
func isSignatureMark(_ line: String) -> Bool {
  if ["--", "—", "–-", "—-", "---"].contains(line) { return true }
  return line.utf8.count >= 5 && line.allSatisfy { $0 == "_" }
}

/// A web or email address, or a phone number, with at most a word before it.
private func isContact(_ words: String) -> Bool {
  let pieces = words.split(separator: " ")
  if pieces.count <= 3, let last = pieces.last {
    if last.hasPrefix("www.") || last.hasPrefix("http") { return true }
    if last.contains("@"), last.contains(".") { return true }
  }
  let digits = words.filter(\.isNumber).count
  return digits >= 7 && words.filter(\.isLetter).count <= 10
}

/// An email that came as one line, as some systems forward it, broken where the history begins.
private func unflattened(_ text: String) -> String {
  guard !text.contains(where: \.isNewline) else { return text }
  let bars = text.range(of: "_____") ?? text.range(of: "-----Original")
  if let bars, text[bars.upperBound...].contains(":") {
    return text.replacingCharacters(in: bars, with: "\n" + text[bars])
  }
  guard let open = text.firstIndex(of: "<"), let close = text[open...].firstIndex(of: ">") else {
    return text
  }
  let head = text[..<open]
  let ends = head.indices.filter { ".!?".contains(text[$0]) && text[text.index(after: $0)] == " " }
  guard let end = ends.last, let colon = text[close...].prefix(40).firstIndex(of: ":"),
    isAttribution(text[text.index(after: end)...colon].lowercased().trimmingBlanks())
  else { return text }
  return text[...end] + "\n" + text[text.index(after: end)...colon] + "\n"
    + text[colon...].dropFirst()
}

private func isRule(_ line: String) -> Bool {
  let signs = line.filter { !$0.isWhitespace }
  return signs.count >= 5 && signs.allSatisfy { "_-=*".contains($0) }
}

/// `----- Original Message -----`, in any language.
private func isBarWithWords(_ words: String) -> Bool {
  guard words.hasPrefix("--") else { return false }
  // Yahoo continues after the bar.
  let inner = words.drop { $0 == "-" || $0 == " " }.prefix(80)
  guard let end = inner.firstRange(of: "--") else { return false }
  let title = inner[..<end.lowerBound]
  let letters = title.filter(\.isLetter).count
  return letters >= 4 && letters * 2 > title.count && title.count < 60
}

/// `---- On Mon, 02 Nov 2026 09:00:00 +0000 Ann <ann@send.example> wrote ---`, as Zoho writes it.
private func isBarredAttribution(_ words: String) -> Bool {
  guard words.hasPrefix("--"), words.utf8.count < 500 else { return false }
  var title = words.trimmingCharacters(in: "-– ")
  if !title.hasSuffix(":") { title += ":" }
  return isAttribution(title)
}

private func headerName(_ words: String) -> String? {
  guard let colon = words.prefix(40).firstIndex(where: { $0 == ":" || $0 == "：" }) else {
    return nil
  }
  let name = words[..<colon].filter { $0 != "*" && $0 != "\u{a0}" }
  return String(name).trimmingBlanks()
}

/// A person's own words in a text, without quotations and signature.
package func visibleText(of text: String) -> String {
  ReplyText(String(text.prefix(200_000))).visible
}
