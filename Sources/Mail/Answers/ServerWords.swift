import Text

/// The words of a server's answer, in small letters, without addresses and host names, which only
/// look like words: `ann@marbles.example` does not contain "rbl", and the name
/// `mx.proofpoint.example` does not mean a block.
struct ServerWords: Sendable {
  let bytes: [UInt8]

  /// Whether only signs, numbers and names are left.
  var isEmpty: Bool {
    !bytes.contains { (97...122).contains($0) || $0 >= 0x80 }
  }

  /// `ours` are addresses of the sender, which become `sender@` in the words.
  init(_ text: String, ours: Set<String> = []) {
    var words: [UInt8] = []
    let source = Array(text.utf8.prefix(60_000))
    words.reserveCapacity(source.count)
    var index = 0
    while index < source.count {
      let byte = source[index]
      if isNamePart(byte) {
        let start = index
        while index < source.count, isNamePart(source[index]) { index += 1 }
        let isURL = source[index...].starts(with: "://".utf8)
        if isURL {
          while index < source.count, source[index] > 32 { index += 1 }
        }
        words += Self.word(source[start..<index], isURL: isURL, ours)
        continue
      }
      index += 1
      if byte <= 32 {
        if let last = words.last, last != 32 { words.append(32) }
      } else {
        words.append(byte)
      }
    }
    let lower = String(decoding: words, as: UTF8.self).lowercased().replacing("’", with: "'")
    bytes = Array(lower.utf8)
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  static func + (one: ServerWords, other: ServerWords) -> ServerWords {
    ServerWords(bytes: one.bytes + [32] + other.bytes)
  }

  private static func word(
    _ bytes: ArraySlice<UInt8>, isURL: Bool, _ ours: Set<String>
  ) -> ArraySlice<UInt8> {
    let at = UInt8(ascii: "@")
    if !isURL, let sign = bytes.firstIndex(of: at) {
      guard sign > bytes.startIndex, sign + 1 < bytes.endIndex else { return bytes }
      let isOurs =
        !ours.isEmpty && ours.contains(bytes.text.lowercased().trimmingCharacters(in: "."))
      return isOurs ? ourAddress : anyAddress
    }
    guard isURL || isHostName(bytes) else { return bytes }
    let lower = bytes.text.lowercased()
    let telling = tellingHosts.first { name in
      isURL ? lower.contains(name) : lower == name || lower.hasSuffix("." + name)
    }
    return telling.map { Array($0.utf8)[...] } ?? anyName
  }
}

private let ourAddress = Array("sender@".utf8)[...]
private let anyAddress = Array("%@%".utf8)[...]
private let anyName = Array("%".utf8)[...]

/// Names by which a server explains a refusal: block lists, and pages about them.
private let tellingHosts = [
  "spamhaus.org", "spamcop.net", "surbl.org", "uribl.com", "sorbs.net", "barracudacentral.org",
  "abuseat.org", "openspf.org", "openspf.net", "dnsbl", "groups.google.com",
  "support.google.com/a/answer/168383",
]

private func isNamePart(_ byte: UInt8) -> Bool {
  isLetterOrDigit(byte) || byte >= 0x80 || byte == 45 || byte == 46 || byte == 64 || byte == 95
    || byte == 43
}

/// `mx1.harrow.example`, but neither `5.1.1`, nor the end of a sentence that no space follows.
private func isHostName(_ bytes: ArraySlice<UInt8>) -> Bool {
  let labels = bytes.split(separator: 46, omittingEmptySubsequences: false)
  let named = labels.last?.isEmpty == true ? labels.dropLast() : labels[...]
  guard named.count >= 2, let last = named.last, last.count >= 2,
    last.allSatisfy({ isLetterOrDigit($0) || $0 >= 0x80 || $0 == 45 }),
    last.contains(where: { isLetter($0) || $0 >= 0x80 }), named.allSatisfy({ !$0.isEmpty })
  else { return false }
  // Exchange's own words: RESOLVER.ADR.RecipientNotFound.
  if named[named.startIndex].elementsEqual("RESOLVER".utf8) { return false }
  return !named.dropFirst().contains { label in
    guard let first = label.first, let second = label.dropFirst().first else { return false }
    return (65...90).contains(first) && (97...122).contains(second)
  }
}

private func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 32) }
