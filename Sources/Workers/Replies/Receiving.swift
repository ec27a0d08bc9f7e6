import Foundation
import Mail
import Outreach
import Postgres

extension Queryable {
  /// Takes a raw message in that came to a mailbox of the open workspace: parses it, finds whose it
  /// is and writes it down, once. `sourceKey` names where it was read.
  package func receive(
    raw: [UInt8], mailbox: Mailbox.ID?, sourceKey: String, at now: Date = Date()
  ) throws -> Reception {
    try receive(
      InboundMessage(IncomingMessage(parsing: raw), raw: raw, at: now), mailbox: mailbox,
      sourceKey: sourceKey)
  }
}

extension InboundMessage {
  /// What the house keeps of a parsed message. Its own date is theirs to choose, so it counts as
  /// received when it was read.
  init(_ message: IncomingMessage, raw: [UInt8], at now: Date) {
    let addresses = message.to.map(\.address)
    let references =
      message.inReplyTo + message.references + (message.returnedMessageID.map { [$0] } ?? [])
    let visible = message.visibleText.trimmingCharacters(in: .whitespacesAndNewlines)
    let whole = message.text.trimmingCharacters(in: .whitespacesAndNewlines)
    // A notice of a delay is no bounce: the mail is still on its way.
    let failed = message.recipients.filter { $0.action != "delayed" }
    let worst = failed.first { $0.severity == .hard } ?? failed.first
    self.init(
      kind: Kind(message.kind), messageID: message.messageID ?? "", references: references,
      tokens: (addresses + references).compactMap(token(in:)),
      senderEmail: message.from?.address ?? "", senderName: message.from?.name ?? "",
      subject: message.subject, text: visible.isEmpty ? whole : visible,
      quoted: rest(below: visible, in: whole), html: message.html, raw: raw, receivedAt: now,
      severity: worst.map { $0.severity == .hard ? .hard : .soft },
      diagnosis: worst?.reason ?? "")
  }
}

extension InboundMessage.Kind {
  init(_ kind: IncomingMessage.Kind) {
    switch kind {
    case .reply: self = .reply
    case .autoReply: self = .automatic
    case .bounce: self = .bounce
    case .complaint: self = .complaint
    case .other: self = .other
    }
  }
}

/// The token of a delivery in an address: `s.<token>@…`, or after a plus. 32 hexadecimal digits.
private func token(in address: String) -> String? {
  let local = String(address.prefix { $0 != "@" })
  let named = local.hasPrefix("s.") ? String(local.dropFirst(2)) : ""
  let plus = String(local.drop { $0 != "+" }.dropFirst())
  return [named, plus].first { $0.utf8.count >= 22 && $0.allSatisfy(\.isToken) }
}

extension Character {
  fileprivate var isToken: Bool { isASCII && (isLetter || isNumber || self == "-" || self == "_") }
}

/// What stands below their own words: all of it, where these are not its beginning.
private func rest(below visible: String, in whole: String) -> String {
  guard visible != whole else { return "" }
  return whole.hasPrefix(visible)
    ? whole.dropFirst(visible.count).trimmingCharacters(in: .newlines) : whole
}
