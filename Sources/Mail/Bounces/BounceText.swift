import Text

/// A notice of a mail program that does not implement RFC 3464: which recipients did not get the
/// email, and the words about it.
struct BounceText {
  struct Found {
    let address: String
    let words: String
  }

  let notice: String
  let found: [Found]
  /// Whether the addresses are where such programs name the failed ones.
  let isSure: Bool

  /// `ours` are addresses that may be in it without being the failed one.
  init(_ text: String, ours: Set<String>) {
    notice = Self.withoutReturned(text)
    var best: [(address: String, line: Int, weight: Int)] = []
    let lines = notice.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .prefix(2_000).map { String($0.prefix(1_000)) }
    for (number, line) in lines.enumerated() {
      for address in addresses(in: line) {
        let weight = weight(of: address, in: line)
        // The recipient of an email to oneself can also be dead.
        let isNamed = line.hasPrefix("<\(address)>:")
        if !isNamed, isNobody(address, ours) { continue }
        if weight > 0 { best.append((address, number, weight)) }
      }
    }
    let top = best.map(\.weight).max() ?? 0
    isSure = top >= 6
    var seen: Set<String> = []
    let chosen = best.filter { $0.weight == top && seen.insert($0.address.lowercased()).inserted }
    found = chosen.prefix(50).enumerated().map { number, one in
      let end = number + 1 < chosen.count ? chosen[number + 1].line : lines.count
      return Found(
        address: one.address,
        words: lines[one.line..<max(end, one.line + 1)].joined(separator: " "))
    }
  }

  /// The part above the returned message.
  private static func withoutReturned(_ text: String) -> String {
    var kept: [Substring] = []
    for line in text.prefix(200_000).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    {
      let words = String(line.prefix(1_000)).lowercased()
      if !kept.isEmpty, returnedSigns.matches(Array(words.utf8)) { break }
      if words.hasPrefix("received: ") || words.hasPrefix("return-path: <") { break }
      kept.append(line)
    }
    return kept.joined(separator: "\n")
  }
}

private let returnedSigns = PhraseIndex([
  "below this line is a copy", "this is a copy of the message", "original message follows",
  "message header follows", "message headers follow", "unsent message follows",
  "original message header",
  "-- original message", "--- original message", "undelivered message follows",
  "headers of the message",
  "returned message follows", "the header of the original", "header of the message",
  "copy of your message",
  "unsent message below", "message text follows", "your message follows", "text of your message",
  "original message:", "message was:", "-- the following is the", "--- returned message",
  "-original message",
  "----- message header", "original message text", "mail header", "start of message",
  "first lines of the message",
  "your original message", "rfc 822 header", "the message headers", "included below",
])

/// How certain it is that this address, in this line, is the one that got nothing.
private func weight(of address: String, in line: String) -> Int {
  let trimmed = line.trimmingBlanks()
  let lower = trimmed.lowercased()
  if lower.hasPrefix("from:") || lower.hasPrefix("reply-to:") || lower.hasPrefix("message-id") {
    return 0
  }
  if lower.contains("http") && !lower.contains("said") { return 1 }
  if ["final-recipient", "failed recipient", "recipient:", "recipients:", "failed addresses"]
    .contains(
      where: { lower.contains($0) })
  {
    return 6
  }
  let afterCode = trimmed.drop { $0.isNumber || $0 == " " || $0 == "." || $0 == "-" }
  if afterCode.hasPrefix("<" + address) || afterCode.hasPrefix(address + "...") { return 6 }
  if lower.contains("rcpt to:") || lower.contains("rcpt:") { return 6 }
  if trimmed.hasPrefix("<" + address) || trimmed == address || trimmed == address + ":" { return 6 }
  if lower.hasPrefix(address.lowercased()) || trimmed.hasPrefix("'" + address) { return 5 }
  if trimmed.hasPrefix("\"") || trimmed.hasPrefix("|") { return 4 }
  if lower.hasPrefix("to:") || lower.hasPrefix("to ") { return 5 }
  if lower.contains("not delivered to") || lower.contains("delivered to") { return 5 }
  if lower.hasPrefix("for ") || lower.contains(" to ") || lower.contains("user") { return 4 }
  if lower.contains("subject") { return 1 }
  return 3
}

/// Daemons, and ourselves.
private func isNobody(_ address: String, _ ours: Set<String>) -> Bool {
  let lower = address.lowercased()
  if ours.contains(lower) { return true }
  return [
    "mailer-daemon@", "postmaster@", "mail-daemon@", "abuse@", "noreply@", "no-reply@", "support@",
  ]
  .contains { lower.hasPrefix($0) }
}

/// Everything in the line that looks like an address.
func addresses(in line: String) -> [String] {
  guard line.contains("@") else { return [] }
  let words = line.split { $0.isWhitespace || "<>()[]{},;\"'`|=".contains($0) }
  return words.compactMap { word in
    var word = String(word)
    if word.lowercased().hasPrefix("mailto:") { word.removeFirst(7) }
    word = word.trimmingCharacters(in: ".:*!?…")
    if let colon = word.lastIndex(of: ":") {
      let after = String(word[word.index(after: colon)...])
      word = after.contains("@") ? after : String(word[..<colon])
    }
    let parts = word.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, parts[0].utf8.count <= 64 else { return nil }
    guard asciiDomain(String(parts[1])) != nil, parts[1].contains(".") || parts[1].count > 3 else {
      return nil
    }
    return word
  }
}
