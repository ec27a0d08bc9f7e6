import Text

/// The readable content of a message.
struct MailContent {
  let text: String
  let html: String?
  let visibleText: String
  let attachments: [String]
  let calendar: CalendarAnswer?

  init(_ mail: MailParts, source: [UInt8]) {
    let own = Readable(mail.parts, withAttached: false)
    calendar = mail.parts.first { $0.type == "text/calendar" }?.text.flatMap(CalendarAnswer.init)
    html = own.html.isEmpty ? nil : own.html.joined(separator: "\n")
    var best = own.text
    var named = own.attachments
    // Without a part of its own to read: the only body may be marked as a file, or have an odd
    // type.
    if !own.hasBody, calendar == nil {
      best = Readable(mail.parts, withAttached: true).text
      if best.isBlank, own.attachments.isEmpty { best = rawBody(source) }
    }
    if best.isBlank, let calendar { best = calendar.words }
    let (words, files) = withoutEncodedFiles(withoutArmor(best))
    named += files
    text = words
    attachments = named
    visibleText = ReplyText(String(words.prefix(200_000))).visible
  }
}

/// The texts of the parts, in their order.
private struct Readable {
  var plain: [String] = []
  var html: [String] = []
  var attachments: [String] = []

  init(_ parts: [MailPart], withAttached: Bool) {
    var inner: Int?
    for part in parts {
      // The content of an attached message is not this one's text.
      if let depth = inner, part.depth > depth { continue }
      inner = part.isMessage && !withAttached ? part.depth : nil
      if let name = part.fileName { attachments.append(name) }
      if inner != nil { continue }
      // A part with a file name is a file, even if the program says inline.
      let isFile = part.isAttachment || part.fileName != nil && part.depth > 0
      if isFile, !withAttached { continue }
      guard let text = part.text else { continue }
      if part.type == "text/html" {
        html.append(text)
      } else if part.type == "text/plain" || withAttached && part.isOddText {
        plain.append(text)
      }
    }
  }

  var hasBody: Bool { !plain.isEmpty || !html.isEmpty }

  /// The plain text; the text of the HTML if there is none, or only a note that there is HTML.
  var text: String {
    let own = plain.joined(separator: "\n").withoutZeros
    if html.isEmpty || !own.isBlank && !isStub(own) { return own.replacing("\r\n", with: "\n") }
    return readableText(ofHTML: html.joined(separator: "\n"))
  }

  /// "Your mail program does not show HTML."
  private func isStub(_ text: String) -> Bool {
    guard text.utf8.count < 300 else { return false }
    let words = text.lowercased()
    return words.contains("html")
      && ["support", "display", "view", "client", "unterstütz", "anzeig", "affich", "compatible"]
        .contains { words.contains($0) }
  }
}

/// Files that old programs write into the text, from `begin 644 name` to `end`: their names, and
/// the text without them.
private func withoutEncodedFiles(_ text: String) -> (text: String, files: [String]) {
  guard text.contains("begin ") else { return (text, []) }
  let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  var kept: [Substring] = []
  var files: [String] = []
  var index = 0
  while index < lines.count {
    if let name = encodedFileName(lines[index]) {
      var end = index + 1
      while end < lines.count, isEncoded(lines[end]) { end += 1 }
      if end < lines.count, end > index + 1, lines[end].utf8.prefix(3).elementsEqual("end".utf8) {
        files.append(name)
        index = end + 1
        continue
      }
    }
    kept.append(lines[index])
    index += 1
  }
  return files.isEmpty ? (text, []) : (kept.joined(separator: "\n"), files)
}

/// `begin 644 plan.bin`
private func encodedFileName(_ line: Substring) -> String? {
  guard line.hasPrefix("begin ") else { return nil }
  let words = line.dropFirst(6).split(separator: " ", maxSplits: 1)
  guard words.count == 2, (3...4).contains(words[0].count),
    words[0].allSatisfy({ ("0"..."7").contains($0) })
  else { return nil }
  return String(words[1].prefix(200)).trimmingBlanks()
}

/// A line that begins with its own length, in uuencode's alphabet; a mail program may have cut the
/// spaces at its end.
private func isEncoded(_ line: Substring) -> Bool {
  guard let first = line.utf8.first, line.utf8.count <= 90,
    line.utf8.allSatisfy({ (32...96).contains($0) || $0 == 13 })
  else { return false }
  let bytes = Int(first &- 32) & 63
  return line.utf8.count <= 2 + (bytes + 2) / 3 * 4 + 2
}

/// A signed text without the wrapping of the signing program.
private func withoutArmor(_ text: String) -> String {
  let begin = "-----BEGIN PGP SIGNED MESSAGE-----"
  guard text.contains(begin) else { return text }
  var kept: [Substring] = []
  var isHead = false
  for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
    if line.hasPrefix(begin) {
      isHead = true
    } else if line.hasPrefix("-----BEGIN PGP SIGNATURE") {
      break
    } else if isHead {
      isHead = !line.allSatisfy(\.isWhitespace)
    } else {
      kept.append(line.hasPrefix("- -") ? line.dropFirst(2) : line)
    }
  }
  return kept.joined(separator: "\n")
}

extension MailPart {
  fileprivate var isMessage: Bool { type == "message/rfc822" || type == "message" }

  /// Text of another type that is still for people.
  fileprivate var isOddText: Bool {
    type.hasPrefix("text/")
      && !["text/rfc822-headers", "text/calendar", "text/css", "text/vcard", "text/x-vcard"]
        .contains(type)
  }
}

/// The body below the headers, as it came, if it is text at all.
private func rawBody(_ source: [UInt8]) -> String {
  let text = String(decoding: source.prefix(100_000), as: UTF8.self)
    .replacing("\r\n", with: "\n")
  guard let end = text.firstRange(of: "\n\n") else { return "" }
  let body = text[end.upperBound...]
  let odd = body.unicodeScalars.count { $0.value < 9 || $0 == "\u{fffd}" }
  return odd * 10 > body.unicodeScalars.count ? "" : String(body).withoutZeros.trimmingBlanks()
}

extension String {
  fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }

  /// A zero byte cannot be stored in PostgreSQL, and carries no meaning.
  fileprivate var withoutZeros: String {
    utf8.contains(0) ? String(unicodeScalars.filter { $0.value != 0 }) : self
  }
}
