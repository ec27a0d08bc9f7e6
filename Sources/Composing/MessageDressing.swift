import Text

/// A rendered body made ready to send: with counted links, the mailbox's signature, an open pixel,
/// and the unsubscribe link in its footer.
///
/// `links` are the targets of the addresses `/c/<token>/1`, `/c/<token>/2` and so on. `signature`
/// and `footer` are plain text, inserted and never parsed; the unsubscribe link is below them, in
/// the reader's `language`. The rest of the HTML is not changed, except that a link which would run
/// a script leads nowhere. The plain part has one signature delimiter (RFC 3676, section 4.3),
/// above the signature, or above the footer of a mailbox without one.
package func dress(
  html: String, token: String, base: String, trackOpens: Bool, trackClicks: Bool,
  signature: String = "", footer: String, language: String = "en"
) -> (html: String, text: String, links: [String]) {
  var dressing = Dressing(
    bytes: Array(html.utf8), clicks: trackClicks ? "\(base)/c/\(token)/" : nil)
  dressing.walk()
  let out = "\(base)/u/\(token)"
  let word = UnsubscribeText.speaking(language).unsubscribe
  var end = signatureHTML(signature) + footerHTML(footer, word, to: out)
  if trackOpens {
    end += "<img src=\"\(base)/o/\(token)\" width=\"1\" height=\"1\" alt=\"\">"
  }
  let text = dressing.text.finished()
  let above = signature.isEmpty ? "" : "\(signature)\n\n"
  let below = footer.isEmpty ? "" : "\(footer)\n"
  return (
    dressing.html(with: end), "\(text)\n\n-- \n\(above)\(below)\(word): \(out)\n", dressing.links
  )
}

/// A block of its own, as mail programs write it; a line break stays one.
private func signatureHTML(_ signature: String) -> String {
  guard !signature.isEmpty else { return "" }
  let lines = escapedForHTML(signature).split(
    omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  return "<div style=\"margin-top:16px\">\(lines.joined(separator: "<br>"))</div>"
}

private func footerHTML(_ footer: String, _ word: String, to out: String) -> String {
  let lines = escapedForHTML(footer).split(whereSeparator: \.isNewline).map { $0 + "<br>" }
  return """
    <p style="margin-top:24px;font-size:12px;color:#6c636d">\(lines.joined())\
    <a href="\(out)">\(escapedForHTML(word))</a></p>
    """
}

private struct Dressing {
  let bytes: [UInt8]
  /// The beginning of a counted link's address; nil if clicks are not counted.
  let clicks: String?
  private(set) var links: [String] = []
  /// The number of each link.
  private var numbers: [String: Int] = [:]
  private(set) var text = PlainText()
  private var output: [UInt8] = []
  /// The end of the body: additions go before it.
  private var bodyEnd: Int?
  /// Nothing inside `<head>` is shown.
  private var isHidden = false

  init(bytes: [UInt8], clicks: String?) {
    self.bytes = bytes
    self.clicks = clicks
    output.reserveCapacity(bytes.count + 1024)
  }

  mutating func walk() {
    var scanner = HTMLScanner(bytes)
    while let token = scanner.next() {
      switch token {
      case .text(let range):
        output += bytes[range]
        if !isHidden { text.add(decodedEntities(bytes[range])) }
      case .other(let range):
        output += bytes[range]
      case .close(let name, let range):
        if name == "body" || (name == "html" && bodyEnd == nil) { bodyEnd = output.count }
        if name == "head" { isHidden = false }
        output += bytes[range]
        text.close(name)
      case .open(let name, let attributes, let range):
        if name == "head" { isHidden = true }
        if name == "body" { isHidden = false }
        open(name, attributes, range)
      }
    }
  }

  private mutating func open(
    _ name: String, _ attributes: [HTMLScanner.Attribute], _ range: Range<Int>
  ) {
    guard name == "a" || name == "area", let href = attributes.first(where: { $0.name == "href" })
    else {
      output += bytes[range]
      let alternative = attributes.first { $0.name == "alt" }
      return text.open(
        name, target: nil, alternative: alternative.map { decodedEntities(bytes[$0.value]) })
    }
    let target = trimmed(decodedEntities(bytes[href.value]))
    let address = address(for: target)
    output += bytes[range.lowerBound..<href.value.lowerBound]
    if address == target {
      output += bytes[href.value]
    } else {
      let quote: [UInt8] = href.isQuoted ? [] : [0x22]
      output += quote + Array(address.utf8) + quote
    }
    output += bytes[href.value.upperBound..<range.upperBound]
    text.open(name, target: address == "#" ? nil : address, alternative: nil)
  }

  private mutating func address(for target: String) -> String {
    let scheme = target.prefix { $0 != ":" && $0 != "/" && $0 != "?" && $0 != "#" }.lowercased()
      .filter { !$0.isWhitespace && $0 != "\0" }
    if ["javascript", "data", "vbscript"].contains(scheme) { return "#" }
    guard let clicks, scheme == "http" || scheme == "https", target.contains("://") else {
      return target
    }
    if let known = numbers[target] { return clicks + String(known) }
    links.append(target)
    numbers[target] = links.count
    return clicks + String(links.count)
  }

  func html(with end: String) -> String {
    let place = bodyEnd ?? output.count
    return String(decoding: output[..<place], as: UTF8.self) + end
      + String(decoding: output[place...], as: UTF8.self)
  }

  private func trimmed(_ text: String) -> String {
    let begun = text.drop { $0.isWhitespace }
    let last = begun.lastIndex { !$0.isWhitespace }
    return last.map { String(begun[...$0]) } ?? ""
  }
}
