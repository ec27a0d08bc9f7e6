/// What of a message is for reading.
struct MailContent {
  let text: String
  let html: String?
  let visibleText: String
  let attachments: [String]

  init(_ mail: MailParts, source: [UInt8]) {
    let own = Readable(mail.parts, withAttached: false)
    attachments = own.attachments
    html = own.html.isEmpty ? nil : own.html.joined(separator: "\n")
    var best = own.text
    // Nothing of its own, and nothing attached: whatever can be read is better than nothing.
    if best.isBlank, own.attachments.isEmpty {
      best = Readable(mail.parts, withAttached: true).text
      if best.isBlank { best = rawBody(source) }
    }
    text = best
    visibleText = ReplyText(String(best.prefix(200_000))).visible
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
      // What an attached message holds is not this one's text.
      if let depth = inner, part.depth > depth { continue }
      inner = part.isMessage && !withAttached ? part.depth : nil
      if let name = part.fileName { attachments.append(name) }
      if inner != nil || part.isAttachment && !withAttached { continue }
      guard let text = part.text else { continue }
      if part.type == "text/html" {
        html.append(text)
      } else if part.type.hasPrefix("text/"), part.type != "text/rfc822-headers" {
        plain.append(text)
      }
    }
  }

  /// The plain text, or that of the page when there is none.
  var text: String {
    let own = plain.joined(separator: "\n").withoutZeros
    if !own.isBlank { return own.replacing("\r\n", with: "\n") }
    return html.isEmpty ? own : readableText(ofHTML: html.joined(separator: "\n"))
  }
}

extension MailPart {
  fileprivate var isMessage: Bool { type == "message/rfc822" || type == "message" }
}

/// What stands below the headers, as it came, when it is text at all.
private func rawBody(_ source: [UInt8]) -> String {
  let text = String(decoding: source.prefix(100_000), as: UTF8.self)
    .replacing("\r\n", with: "\n")
  guard let end = text.firstRange(of: "\n\n") else { return "" }
  let body = text[end.upperBound...]
  let odd = body.unicodeScalars.count { $0.value < 9 || $0 == "\u{fffd}" }
  return odd * 10 > body.unicodeScalars.count ? "" : String(body).withoutZeros.trimmingSpace
}

extension String {
  fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }

  /// A zero byte cannot be kept in PostgreSQL, and says nothing.
  fileprivate var withoutZeros: String {
    utf8.contains(0) ? String(unicodeScalars.filter { $0.value != 0 }) : self
  }
}
