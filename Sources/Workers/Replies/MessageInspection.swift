import Foundation
import Mail
import Outreach
import Postgres

/// What the product makes of one message, as `overture inspect message` prints it.
package struct MessageInspection: Encodable, Sendable {
  package let file: String
  package let kind: IncomingMessage.Kind
  /// The class of a reply or an automatic reply; null for all others.
  package let replyClass: Reply.Class?
  package let confidence: Double
  package let reasons: [String]
  /// Null, as the subject, where the message names none.
  package let from: String?
  package let subject: String?
  package let visibleText: String
  package let recipients: [BouncedRecipient]

  package init(of bytes: [UInt8], file: String, reader: RuleReader) {
    let message = IncomingMessage(parsing: bytes)
    self.file = file
    kind = message.kind
    from = message.from?.address
    subject = message.subject.isEmpty ? nil : message.subject
    visibleText = message.visibleText
    recipients = message.recipients
    guard message.kind == .reply || message.kind == .autoReply else {
      replyClass = nil
      confidence = 1
      reasons = message.reasons
      return
    }
    let verdict = reader.classify(
      message.visibleText, subject: message.subject, isAutomatic: message.kind == .autoReply,
      on: message.date.map { Day(containing: $0) })
    replyClass = verdict.replyClass
    confidence = verdict.confidence
    reasons = message.reasons + verdict.reasons
  }

  private enum CodingKeys: String, CodingKey {
    case file, kind, confidence, reasons, from, subject, recipients
    case replyClass = "class"
    case visibleText = "visible_text"
  }

  package func encode(to encoder: any Encoder) throws {
    var answer = encoder.container(keyedBy: CodingKeys.self)
    try answer.encode(file, forKey: .file)
    try answer.encode(kind.rawValue, forKey: .kind)
    try answer.encode(replyClass?.rawValue, forKey: .replyClass)
    try answer.encode(confidence, forKey: .confidence)
    try answer.encode(reasons, forKey: .reasons)
    try answer.encode(from, forKey: .from)
    try answer.encode(subject, forKey: .subject)
    try answer.encode(visibleText, forKey: .visibleText)
    if kind == .bounce || kind == .complaint {
      try answer.encode(recipients, forKey: .recipients)
    }
  }
}
