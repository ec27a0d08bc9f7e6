import Text

/// The first status code such as `5.1.1` in the text, of class 2, 4 or 5; a more specific one is
/// preferred.
func enhancedCodes(in text: String, except known: String = "") -> String? {
  var general: String?
  for word in numberWords(in: text) where word != known {
    let parts = word.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, ["2", "4", "5"].contains(parts[0]),
      parts.allSatisfy({ (1...3).contains($0.count) })
    else { continue }
    if parts[1] != "0" || parts[2] != "0" { return word }
    general = general ?? word
  }
  return general
}

/// The first separate SMTP reply code of class 4 or 5.
func firstReplyCode(in text: String) -> Int? {
  let words = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) && $0 != "." && $0 != "@" }
  for word in words where word.count == 3 {
    if let code = Int(word), (400..<560).contains(code) || code == 571 { return code }
  }
  return nil
}

/// Separate runs of digits and dots; an address of four numbers is not one.
private func numberWords(in text: String) -> [String] {
  var words: [String] = []
  var word: [UInt8] = []
  var before: UInt8 = 32
  var isGlued = false
  func close(next: UInt8) {
    if !word.isEmpty, !isGlued, !isLetterOrDigit(next), next != UInt8(ascii: "-") {
      var text = String(decoding: word, as: UTF8.self)
      if text.hasSuffix(".") { text.removeLast() }
      words.append(text)
    }
    word = []
  }
  for byte in text.utf8.prefix(60_000) {
    if (48...57).contains(byte) || byte == 46 && !word.isEmpty {
      if word.isEmpty {
        isGlued =
          isLetterOrDigit(before) || before == 45 || before == 46 || before == 64 || before == 95
      }
      word.append(byte)
    } else {
      close(next: byte)
    }
    before = byte
  }
  close(next: 32)
  return words
}

/// The command that the words say was refused.
func refusedCommand(in words: ServerWords) -> SMTPCommand? {
  let found = commandSigns.numbers(in: words.bytes)
  return found.min().map { commandPhrases[$0].command }
}

private let commandSigns = PhraseIndex(
  commandPhrases.enumerated().flatMap { number, one in
    one.phrases.map { (text: $0, number: number) }
  })

private let commandPhrases: [(command: SMTPCommand, phrases: [String])] = [
  (
    .message,
    ["in reply to end of data", "end of data", "after i sent the message", "message body"]
  ),
  (.data, ["in reply to data", ">>> data", "after data", "(data)"]),
  (
    .rcpt,
    [
      "in reply to rcpt", "after rcpt", ">>> rcpt", "does not like recipient", "(rcpt)", "rcpt to",
      // Postfix says so only at RCPT.
      "recipient address rejected",
    ]
  ),
  (.mail, ["in reply to mail", "after mail", ">>> mail"]),
  (.hello, ["in reply to ehlo", "in reply to helo"]),
]
