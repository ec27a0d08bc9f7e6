import Foundation

/// A message that came in, read without trusting a byte of it.
package struct IncomingMessage: Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    /// A person wrote it.
    case reply
    case autoReply = "auto_reply"
    case bounce
    case complaint
    /// A newsletter, a report, nothing at all.
    case other
  }

  package let kind: Kind
  package let headers: [IncomingHeader]
  package let from: MailAddress?
  package let replyTo: MailAddress?
  package let to: [MailAddress]
  package let subject: String
  package let date: Date?
  /// Identifiers stand without their angle brackets.
  package let messageID: String?
  package let inReplyTo: [String]
  package let references: [String]
  /// The text, made from the HTML when there is none of its own.
  package let text: String
  package let html: String?
  /// What the person wrote: without what they quote and without a signature.
  package let visibleText: String
  package let attachments: [String]
  /// Of a bounce or a complaint: whom it is about.
  package let recipients: [BouncedRecipient]
  /// Of a bounce or a complaint: the Message-ID of our message that it brings back.
  package let returnedMessageID: String?
  /// Why it is what it is, in words.
  package let reasons: [String]

  package init(parsing bytes: [UInt8]) {
    let mail = MailParts(reading: bytes)
    let content = MailContent(mail, source: bytes)
    let sender = mailAddresses(in: mail.headers.first("From")).first
    let verdict = KindReader(mail, content, from: sender).verdict()

    headers = mail.headers
    from = sender
    replyTo = mailAddresses(in: mail.headers.first("Reply-To")).first
    to = mail.headers.all("To").flatMap { mailAddresses(in: $0) }
    subject = mail.headers.first("Subject") ?? ""
    date = mailDate(in: mail.headers.first("Date"))
    messageID = identifiers(in: mail.headers.first("Message-ID")).first
    inReplyTo = identifiers(in: mail.headers.first("In-Reply-To"))
    references = identifiers(in: mail.headers.first("References"))
    text = content.text
    html = content.html
    visibleText = content.visibleText
    attachments = content.attachments
    kind = verdict.kind
    recipients = verdict.recipients
    reasons = verdict.reasons
    returnedMessageID = verdict.returnedMessageID
  }
}
