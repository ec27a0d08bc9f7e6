import Text

/// The registered types of a feedback report (RFC 5965, section 7.3; RFC 6430; RFC 6591).
enum FeedbackType: String, CaseIterable {
  case abuse, fraud, other, virus
  case authFailure = "auth-failure"
  case notSpam = "not-spam"

  /// Whether the recipient complains about the email. An unknown type is treated as a complaint.
  var isComplaint: Bool {
    switch self {
    case .abuse, .fraud, .other, .virus: true
    // One is about a signature, the other takes a complaint back.
    case .authFailure, .notSpam: false
    }
  }
}

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
    if let why = receipt { return Verdict(kind: .other, reasons: [why]) }
    if let bounce = bounce() { return bounce }
    let signs = autoReplySigns(mail.headers, subject: subject)
    if content.calendar?.isAnswer == true { return Verdict(kind: .reply, reasons: ["a calendar"]) }
    if !isAnswer, let why = whyNoReply(isAutomatic: !signs.isEmpty) {
      return Verdict(kind: .other, reasons: [why])
    }
    if !signs.isEmpty { return Verdict(kind: .autoReply, reasons: signs) }
    return Verdict(kind: .reply, reasons: whyReply)
  }
}

extension KindReader {
  /// A spam report: a recipient pressed "this is spam" (RFC 5965).
  private func complaint() -> Verdict? {
    guard let report = mail.parts.first(where: { $0.type == "message/feedback-report" })?.text
    else {
      return complaintWithoutReport()
    }
    var fields: [String: String] = [:]
    for line in report.split(whereSeparator: \.isNewline) {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let name = line[..<colon].lowercased()
      fields[name] = fields[name] ?? String(line[line.index(after: colon)...]).trimmingBlanks()
    }
    let kind = fields["feedback-type"]?.lowercased() ?? ""
    guard FeedbackType(rawValue: kind)?.isComplaint ?? true else {
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

  /// Hotmail's feedback program sends the message alone, under a subject of its own.
  private func complaintWithoutReport() -> Verdict? {
    guard subject.lowercased().trimmingBlanks().hasPrefix("complaint about message from"),
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
    let reader = BounceReader(
      mail: mail, text: content.text, ours: ours,
      isDelayNotice: delaySubjects.contains { subject.lowercased().contains($0) })
    if let success = reader.success {
      return Verdict(kind: .other, reasons: ["a delivery report: \(success)"])
    }
    var recipients = reader.recipients()
    let isReport = mail.parts.contains { $0.type.hasSuffix("delivery-status") }
    if recipients.isEmpty, isSuccessNotice {
      return Verdict(kind: .other, reasons: ["a delivery report: delivered"])
    }
    if recipients.isEmpty, isReport || isFromDaemon && hasBounceWords && returnedID != nil {
      recipients = [reader.unnamed()]
    }
    guard !recipients.isEmpty else { return nil }
    if isSuccessNotice, !isReport, !recipients.contains(where: { $0.severity == .hard }) {
      return Verdict(kind: .other, reasons: ["a delivery report: delivered"])
    }
    return Verdict(
      kind: .bounce, recipients: recipients, reasons: signs, returnedMessageID: returnedMessageID)
  }

  private var isFromDaemon: Bool {
    isDaemonName(mail.headers.first("From") ?? "") || mail.headers.first("Return-Path") == "<>"
  }

  /// A notice without fields that says that the email arrived.
  private var isSuccessNotice: Bool {
    let lower = subject.lowercased()
    return successSubjects.contains { lower.hasPrefix($0) || $0.count > 12 && lower.contains($0) }
      && !hasFailureWords
  }

  private var hasFailureWords: Bool {
    let words = content.text.prefix(4_000).lowercased()
    return ["not be delivered", "not delivered", "failed", "undeliver", "unable to", " 550", " 5."]
      .contains { words.contains($0) }
  }

  /// A receipt that the email was opened, printed or deleted unread (RFC 8098): not an answer,
  /// although mail programs put In-Reply-To into it.
  private var receipt: String? {
    let isNotification = mail.parts.contains {
      $0.type == "message/disposition-notification" || $0.reportType == "disposition-notification"
    }
    if isNotification { return "a receipt" }
    let text = content.text.prefix(4_000)
    if text.contains("Disposition:"), text.contains("Final-Recipient:") { return "a receipt" }
    let lower = folded(subject)
    guard let mark = receiptSubjects.first(where: { lower.hasPrefix($0) }) else { return nil }
    let rest = lower.dropFirst(mark.count).drop { $0 == " " || $0 == "\u{a0}" }
    guard rest.first == ":" || rest.first == "：" else { return nil }
    // A person may have used such a subject.
    let words = folded(String(text))
    return receiptTexts.contains { words.contains($0) } ? "a receipt" : nil
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
      let lines = (part.text ?? "").split(maxSplits: 400, whereSeparator: \.isNewline).prefix(400)
      for line in lines.map({ $0.prefix(1_000) })
      where line.hasPrefix("From:") || line.hasPrefix("Reply-To:") || line.hasPrefix("Return-Path:")
      {
        let named = addresses(in: String(line))
        if named.count == 1 { ours += named }
      }
    }
    return Set(ours.map { $0.lowercased() })
  }

  /// The identifier of our message, from the returned copy or headers, or from what the notice says
  /// it answers.
  private var returnedMessageID: String? {
    returnedID ?? identifiers(in: mail.headers.first("In-Reply-To")).first
  }

  private var returnedID: String? {
    let inner = mail.parts.filter { $0.type == "message" }.compactMap {
      $0.headers.first("Message-ID")
    }
    if let first = inner.lazy.compactMap({ identifiers(in: $0).first }).first { return first }
    for text in mail.parts.compactMap(\.text) {
      for line in text.prefix(1_000_000).split(whereSeparator: \.isNewline)
      where line.utf8.count < 1_000 && line.lowercased().hasPrefix("message-id:") {
        if let found = identifiers(in: String(line)).first { return found }
      }
    }
    return nil
  }

  private var whyReply: [String] {
    let names = ["In-Reply-To", "References"].filter { mail.headers.first($0) != nil }
    return names.isEmpty ? ["a person's message"] : names
  }

  /// Whether it says what it answers.
  private var isAnswer: Bool {
    mail.headers.first("In-Reply-To") != nil || mail.headers.first("References") != nil
  }

  /// Why it is not an answer, for a message that names none that it would answer.
  private func whyNoReply(isAutomatic: Bool) -> String? {
    if mail.headers.isEmpty { return "no headers" }
    for name in bulkHeaders where mail.headers.first(name) != nil {
      return "a mailing list: \(name)"
    }
    if isAutoReplySubject(subject) { return nil }
    let precedence = mail.headers.first("Precedence")?.lowercased() ?? ""
    if ["bulk", "list", "junk"].contains(precedence), !isAutomatic {
      return "a mailing list: Precedence: \(precedence)"
    }
    let isOurSubject = answerSubjects.contains { subject.lowercased().hasPrefix($0) }
    if isOurSubject { return nil }
    if let calendar = content.calendar { return "a calendar notice: \(calendar.method)" }
    let submitted = mail.headers.first("Auto-Submitted")?.lowercased() ?? ""
    if submitted.hasPrefix("auto-generated") || submitted.hasPrefix("auto-notified") {
      return "a notification: Auto-Submitted: \(submitted)"
    }
    if let sender = from?.address.lowercased(), !isAutomatic,
      notifierNames.contains(String(sender.prefix { $0 != "@" }))
    {
      return "a notification from \(sender)"
    }
    // A wish to be left alone is often in the subject alone.
    let isBlank =
      content.text.isEmpty && content.attachments.isEmpty && subject.trimmingBlanks().isEmpty
    return isBlank ? "nothing to read" : nil
  }
}
