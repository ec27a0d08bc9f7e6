import Text

/// The fields of a delivery status notification (RFC 3464), one block a recipient.
struct DeliveryStatus {
  struct Recipient {
    var fields: [(name: String, value: String)]

    func first(_ name: String) -> String? { fields.first { $0.name == name }?.value }
  }

  var message: [(name: String, value: String)] = []
  var recipients: [Recipient] = []

  /// Reads a part of type message/delivery-status, or text that looks like one. Input that is
  /// longer than any report about one email is cut off.
  init(_ text: String, atMost limit: Int = 500) {
    var block: [(name: String, value: String)] = []
    func goOn(_ line: Substring) {
      guard let last = block.indices.last, block[last].value.utf8.count < 4_000 else { return }
      block[last].value += " " + String(line.prefix(4_000)).trimmingBlanks()
    }
    for line in text.prefix(1_000_000).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    {
      guard recipients.count < limit else { return }
      if line.allSatisfy(\.isWhitespace) {
        take(block)
        block = []
      } else if line.first?.isWhitespace == true, !block.isEmpty {
        goOn(line)
      } else if let colon = line.prefix(50).firstIndex(of: ":") {
        let name = String(line[..<colon]).trimmingBlanks().lowercased()
        // Some programs write all recipients into one block.
        if name == "final-recipient", block.contains(where: { $0.name == name }) {
          take(block)
          block = []
        }
        guard block.count < 100 else { continue }
        block.append(
          (name, String(line[line.index(after: colon)...].prefix(4_000)).trimmingBlanks()))
      } else {
        goOn(line)
      }
    }
    take(block)
  }

  private mutating func take(_ block: [(name: String, value: String)]) {
    guard !block.isEmpty else { return }
    let isRecipient = block.contains {
      $0.name == "final-recipient" || $0.name == "original-recipient"
        || $0.name == "x-actual-recipient"
    }
    if isRecipient {
      recipients.append(Recipient(fields: block))
    } else if !recipients.isEmpty, block.contains(where: { $0.name == "diagnostic-code" }) {
      if recipients[recipients.count - 1].fields.count < 100 {
        recipients[recipients.count - 1].fields += block
      }
    } else if message.count < 100 {
      message += block
    }
  }
}

extension DeliveryStatus.Recipient {
  /// The address that we sent to, if it can be told from the one it was forwarded to.
  var address: String? {
    for name in ["final-recipient", "original-recipient", "x-actual-recipient"] {
      if let value = first(name), let address = mailbox(ofField: value), address.contains("@") {
        return address
      }
    }
    return nil
  }

  var status: String? { first("status").flatMap { enhancedCodes(in: $0) } }

  var action: String? {
    first("action").map { String($0.lowercased().prefix { $0.isLetter }) }
  }
}

/// `rfc822; <a@b.example>` without type, brackets and comments.
private func mailbox(ofField value: String) -> String? {
  let bare = value.split(separator: ";").last.map(String.init) ?? value
  var address = bare.trimmingBlanks()
  if let open = address.firstIndex(of: "<"), let close = address.lastIndex(of: ">"), open < close {
    address = String(address[address.index(after: open)..<close])
  }
  address = address.trimmingCharacters(in: address.contains("\"@") ? " <>'," : " <>'\",")
  // A route before the address, as old programs write it.
  if address.hasPrefix("@"), let colon = address.firstIndex(of: ":") {
    address = String(address[address.index(after: colon)...])
  }
  if let space = address.firstIndex(where: \.isWhitespace) { address = String(address[..<space]) }
  return address.isEmpty ? nil : address
}

extension String {
  /// Without any of `signs` at either end.
  func trimmingCharacters(in signs: String) -> String {
    var text = self[...]
    while let first = text.first, signs.contains(first) { text.removeFirst() }
    while let last = text.last, signs.contains(last) { text.removeLast() }
    return String(text)
  }
}
