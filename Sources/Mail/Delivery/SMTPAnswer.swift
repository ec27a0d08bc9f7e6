/// What the server said to one command.
package struct SMTPAnswer: Sendable, CustomStringConvertible {
  package let code: Int
  /// As `5.1.1`, when the server gives one.
  package let enhanced: String?
  /// All lines, joined by spaces, without the codes.
  package let text: String
  /// What it answers, and from whom the message was, where that is known.
  package var command: SMTPCommand?
  package var sender = ""

  package init(code: Int, enhanced: String? = nil, text: String = "") {
    self.code = code
    self.enhanced = enhanced
    self.text = text
  }

  package var isAccepted: Bool { (200..<300).contains(code) }
  package var isTemporary: Bool { (400..<500).contains(code) }
  package var isPermanent: Bool { code >= 500 }

  package var description: String {
    ["\(code)", enhanced ?? "", text].filter { !$0.isEmpty }.joined(separator: " ")
  }
}

/// Two answers are the same when the server said the same.
extension SMTPAnswer: Hashable {
  package static func == (one: SMTPAnswer, other: SMTPAnswer) -> Bool {
    (one.code, one.enhanced, one.text) == (other.code, other.enhanced, other.text)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(code)
    hasher.combine(enhanced)
    hasher.combine(text)
  }
}

extension SMTPAnswer {
  /// The answer to this command of a message from this sender.
  package func to(_ command: SMTPCommand, from sender: String = "") -> SMTPAnswer {
    var answer = self
    answer.command = command
    answer.sender = sender
    return answer
  }

  /// Reads the lines of one answer: the last line's code, the first enhanced code.
  init?(lines: [String]) {
    guard let last = lines.last, let code = Int(last.utf8.prefix(3).text) else { return nil }
    var enhanced: String?
    var texts: [String] = []
    for line in lines {
      var text = line.utf8.dropFirst(4).text
      if let found = enhancedStatus(atStartOf: text) {
        enhanced = enhanced ?? found
        text = String(text.dropFirst(found.count).drop { $0 == " " })
      }
      if !text.isEmpty { texts.append(text) }
    }
    self.init(code: code, enhanced: enhanced, text: texts.joined(separator: " "))
  }
}

extension Sequence<UInt8> {
  /// As text; what is not UTF-8 in it is replaced.
  var text: String { String(decoding: Array(self), as: UTF8.self) }
}

/// `5.1.1` at the start of the text, followed by nothing or a space.
private func enhancedStatus(atStartOf text: String) -> String? {
  let word = text.prefix { $0 != " " }
  let parts = word.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
  guard parts.count == 3, parts[0].count == 1, parts.allSatisfy({ (1...3).contains($0.count) })
  else { return nil }
  guard ["2", "4", "5"].contains(String(parts[0]) ?? "") else { return nil }
  let isNumber = parts.allSatisfy { $0.allSatisfy { (48...57).contains($0) } }
  return isNumber ? String(word) : nil
}
