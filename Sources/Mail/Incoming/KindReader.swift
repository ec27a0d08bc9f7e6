/// Decides what kind of message this is.
struct KindReader {
  struct Verdict {
    var kind: IncomingMessage.Kind
    var recipients: [BouncedRecipient] = []
    var reasons: [String] = []
    var returnedMessageID: String?
  }

  private let mail: MailParts
  private let content: MailContent
  private let from: MailAddress?
  private let subject: String

  init(_ mail: MailParts, _ content: MailContent, from: MailAddress?) {
    self.mail = mail
    self.content = content
    self.from = from
    subject = mail.headers.first("Subject") ?? ""
  }

  func verdict() -> Verdict {
    if let complaint = complaint() { return complaint }
    if let bounce = bounce() { return bounce }
    let signs = autoReplySigns(mail.headers, subject: subject)
    if !signs.isEmpty { return Verdict(kind: .autoReply, reasons: signs) }
    if let why = whyNoReply { return Verdict(kind: .other, reasons: [why]) }
    return Verdict(kind: .reply, reasons: whyReply)
  }
}

extension KindReader {
  /// A report of somebody who pressed "this is spam" (RFC 5965).
  private func complaint() -> Verdict? {
    guard let report = mail.parts.first(where: { $0.type == "message/feedback-report" })?.text
    else {
      return complaintWithoutReport()
    }
    var fields: [String: String] = [:]
    for line in report.split(whereSeparator: \.isNewline) {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let name = line[..<colon].lowercased()
      fields[name] = fields[name] ?? String(line[line.index(after: colon)...]).trimmingSpace
    }
    let kind = fields["feedback-type"]?.lowercased() ?? ""
    guard kind != "not-spam", kind != "auth-failure" else {
      return Verdict(kind: .other, reasons: ["a feedback report: \(kind)"])
    }
    let told = ["original-rcpt-to", "removal-recipient"].compactMap { fields[$0] }
      .flatMap { addresses(in: $0) }
    let returned = mail.parts.first { $0.type == "message" }?.headers
    let all = told.isEmpty ? (returned?.all("To") ?? []).flatMap { addresses(in: $0) } : told
    return Verdict(
      kind: .complaint,
      recipients: all.prefix(1).map {
        BouncedRecipient(
          address: $0, status: "", severity: .hard, reason: "feedback", action: kind, diagnostic: ""
        )
      },
      reasons: ["a feedback report: \(kind)"], returnedMessageID: returnedMessageID)
  }

  /// Hotmail's programme sends the message alone, under a subject of its own.
  private func complaintWithoutReport() -> Verdict? {
    guard subject.lowercased().trimmingSpace.hasPrefix("complaint about message from"),
      let returned = mail.parts.first(where: { $0.type == "message" })?.headers
    else { return nil }
    let told = returned.all("X-HmXmrOriginalRecipient") + returned.all("To")
    let address = told.lazy.flatMap { addresses(in: $0) }.first
    return Verdict(
      kind: .complaint,
      recipients: address.map {
        [
          BouncedRecipient(
            address: $0, status: "", severity: .hard, reason: "feedback", action: "abuse",
            diagnostic: "")
        ]
      } ?? [],
      reasons: ["subject: \(subject)"], returnedMessageID: returnedMessageID)
  }

  private func bounce() -> Verdict? {
    let signs = bounceSigns
    guard !signs.isEmpty else { return nil }
    let reader = BounceReader(mail: mail, text: content.text, ours: ours)
    let recipients = reader.recipients()
    let isReport = mail.parts.contains { $0.type.hasSuffix("delivery-status") }
    guard isReport || !recipients.isEmpty else { return nil }
    return Verdict(
      kind: .bounce, recipients: recipients, reasons: signs, returnedMessageID: returnedMessageID)
  }

  private var bounceSigns: [String] {
    var signs: [String] = []
    if mail.parts.contains(where: { $0.type.hasSuffix("delivery-status") }) {
      signs.append("a delivery status report")
    }
    if mail.headers.first("X-Failed-Recipients") != nil { signs.append("X-Failed-Recipients") }
    let lower = subject.lowercased()
    let isDaemon = isDaemonName(mail.headers.first("From") ?? "")
    let said = bounceSubjects.first { lower.contains($0) }
    if isDaemon, !lower.hasPrefix("re:") || hasBounceWords {
      signs.append("from \(from?.address ?? "a mail system")")
    }
    if let said, isDaemon || hasBounceWords { signs.append("subject: \(said)") }
    if signs.isEmpty, hasBounceWords, bringsMessageBack { signs.append("it brings a message back") }
    if content.text.prefix(60).contains("\"notificationType\":\"Bounce\"") {
      signs.append("a provider's notification")
    }
    if signs.isEmpty, hasFields { signs.append("delivery status fields in the text") }
    return signs
  }

  private var bringsMessageBack: Bool {
    mail.headers.first("Return-Path") == "<>" || mail.parts.contains { $0.type == "message" }
  }

  private var hasFields: Bool {
    content.text.contains("Final-Recipient:") && content.text.contains("Status:")
  }

  private var hasBounceWords: Bool {
    let words = content.text.prefix(4_000).lowercased()
    return bounceTexts.contains { words.contains($0) }
  }

  private var ours: Set<String> {
    let heads = ["To", "From", "Delivered-To", "Cc", "Sender", "Reply-To"]
    var ours = heads.flatMap { mail.headers.all($0) }.flatMap { addresses(in: $0) }
    ours +=
      mail.parts.first { $0.type == "message" }?.headers.all("From").flatMap { addresses(in: $0) }
      ?? []
    for part in mail.parts where part.type == "text/rfc822-headers" || part.type == "text/plain" {
      for line in (part.text ?? "").split(whereSeparator: \.isNewline).prefix(400)
      where line.hasPrefix("From:") || line.hasPrefix("Reply-To:") || line.hasPrefix("Return-Path:")
      {
        let named = addresses(in: String(line))
        if named.count == 1 { ours += named }
      }
    }
    return Set(ours.map { $0.lowercased() })
  }

  /// The identifier of our message, from the copy or the headers that came back with it.
  private var returnedMessageID: String? {
    let inner = mail.parts.filter { $0.type == "message" }.compactMap {
      $0.headers.first("Message-ID")
    }
    if let first = inner.lazy.compactMap({ identifiers(in: $0).first }).first { return first }
    for text in mail.parts.compactMap(\.text) {
      for line in text.split(whereSeparator: \.isNewline)
      where line.count < 1_000 && line.lowercased().hasPrefix("message-id:") {
        if let found = identifiers(in: String(line)).first { return found }
      }
    }
    return identifiers(in: mail.headers.first("In-Reply-To")).first
  }

  private var whyReply: [String] {
    let names = ["In-Reply-To", "References"].filter { mail.headers.first($0) != nil }
    return names.isEmpty ? ["a person's message"] : names
  }

  private var whyNoReply: String? {
    let isAnswer = mail.headers.first("In-Reply-To") != nil || subject.lowercased().hasPrefix("re:")
    if isAnswer { return nil }
    if mail.headers.isEmpty { return "no headers" }
    for name in ["List-Id", "List-Unsubscribe", "List-Post"] where mail.headers.first(name) != nil {
      return "a mailing list: \(name)"
    }
    if mail.parts.contains(where: { $0.type == "message/disposition-notification" }) {
      return "a receipt"
    }
    // Who asks to be left alone often does it in the subject alone.
    let isBlank =
      content.text.isEmpty && content.attachments.isEmpty && subject.trimmingSpace.isEmpty
    return isBlank ? "nothing to read" : nil
  }
}

private func isDaemonName(_ from: String) -> Bool {
  let words = from.lowercased()
  return [
    "mailer-daemon", "post_master", "post.master", "mail delivery", "postmaster", "mailerdaemon",
    "mdaemon", "mail-daemon",
    "mailadmin", "mail administrator", "internet mail service", "mail router", "delivery subsystem",
    "mail system", "maildelivery", "bounce@", "mail-delivery", "systemadministrator",
    "system administrator", "mail.daemon", "email delivery", "mailsystem",
  ].contains { words.contains($0) }
}

private let bounceSubjects = [
  "undeliver", "returned mail", "delivery failure", "delivery status", "failure notice",
  "mail delivery",
  "delivery notification", "non delivery", "nondeliverable", "not delivered",
  "could not be delivered",
  "couldn't be delivered", "returned to sender", "delivery error", "message delivery",
  "mail could not",
  "failed delivery", "delivery has failed", "delivery problem", "mail failure", "mail system error",
  "unable to deliver", "warning: could not send", "unzustellbar", "nicht zustellbar", "non remis",
  "rejected", "bounce", "mailer-daemon", "user unknown", "delayed", "delivery incomplete", "配信不能",
  "no se puede entregar", "email not delivered", "delivery report", "deferred", "error mail",
]

private let bounceTexts = [
  "could not be delivered", "undeliverable", "not delivered", "delivery to the following",
  "unable to deliver",
  "user unknown", "permanent error", "following address", "following recipient",
  "was not delivered",
  "recipient(s)", "delivery failed", "failed to deliver", "550 ", "returned to you",
  "could not deliver",
  "can't be delivered", "cannot be delivered", "did not reach", "error delivering",
  "trouble delivering", "invalid user address", "couldn't be delivered", "not be delivered",
]
