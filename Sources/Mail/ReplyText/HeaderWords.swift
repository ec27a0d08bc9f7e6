import Text

/// The names that mail programs give to the headers of a quoted or forwarded message, and their
/// other additions.
struct HeaderWords: Sendable {
  static let inUse = WordLists.made { try HeaderWords($0) }

  let sender: Set<String>
  let others: Set<String>
  /// The names of the subject.
  let subject: Set<String>
  /// Lines that begin forwarded or quoted text, without a bar.
  let history: [String]
  fileprivate let deviceStarts: [String]
  fileprivate let deviceNames: [String]

  init(_ lists: WordLists) throws {
    sender = Set(try lists.words(of: "headers/sender"))
    others = Set(try lists.words(of: "headers/others"))
    subject = Set(try lists.words(of: "headers/subject"))
    history = try lists.words(of: "headers/history")
    deviceStarts = try lists.words(of: "headers/device-starts")
    deviceNames = try lists.words(of: "headers/device-names")
  }
}

/// "Sent from my iPhone", in many languages.
func isDeviceLine(_ words: String) -> Bool {
  guard words.utf8.count < 120 else { return false }
  if isOutlookLine(words) { return true }
  let known = HeaderWords.inUse
  guard let start = known.deviceStarts.first(where: { words.hasPrefix($0) }) else { return false }
  let rest = words.dropFirst(start.count)
  // A sentence about a desk and a mobile phone is longer.
  guard rest.split(separator: " ").count <= 7 || rest.contains("http") else { return false }
  return known.deviceNames.contains { rest.contains($0) } || words.contains("from outlook")
    || words.contains("yahoo mail") || rest.hasPrefix(" outlook")
}

/// "Get Outlook for iOS", in any language: the two names, and hardly more than a link.
private func isOutlookLine(_ words: String) -> Bool {
  guard words.contains("outlook"), ["ios", "android"].contains(where: { words.contains($0) }) else {
    return false
  }
  let text = words.prefix { $0 != "<" && $0 != "(" && $0 != "[" }.split(separator: " ")
  return text.count <= 7 && !words.hasSuffix(".") && !words.hasSuffix("?")
}
