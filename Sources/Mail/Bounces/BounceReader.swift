/// One address that a bounce is about.
package struct BouncedRecipient: Sendable, Hashable, Encodable {
  package enum Severity: String, Sendable, Encodable { case hard, soft }

  /// Empty where the notice names nobody.
  package let address: String
  /// As `5.1.1`; one of our own, 5.0.9xx, where the bounce names none.
  package let status: String
  package let severity: Severity
  package let reason: String
  /// `failed`, `delayed` and the others of RFC 3464.
  package let action: String
  /// The server's words.
  package let diagnostic: String

  private enum CodingKeys: CodingKey { case address, status, severity, reason, action }
}

/// Reads a bounce: RFC 3464 first, then the shapes of programs that do not know it.
struct BounceReader {
  let mail: MailParts
  let text: String
  /// Addresses that are ours or the daemon's.
  let ours: Set<String>
  /// Whether its subject says that it is only late.
  let isDelayNotice: Bool
  /// Each mail of ours has one recipient: a report of very many is no report of one.
  static let mostRecipients = 500

  func recipients() -> [BouncedRecipient] {
    if let events = providerEvents(in: text) { return events }
    let notice = BounceText(text, ours: ours)
    let statuses = statuses
    if !statuses.isEmpty {
      let near = Dictionary(
        notice.found.map { ($0.address.lowercased(), $0.words) },
        uniquingKeysWith: { one, _ in one })
      let read = statuses.compactMap {
        recipient(of: $0, notice, near, isOnly: statuses.count == 1)
      }
      if !read.isEmpty { return unique(read) }
    }
    return unique(recipients(of: notice))
  }

  /// The blocks of the report that tell of a recipient.
  private var statuses: [DeliveryStatus.Recipient] {
    var statuses: [DeliveryStatus.Recipient] = []
    for report in reports where statuses.count < Self.mostRecipients {
      statuses += DeliveryStatus(report, atMost: Self.mostRecipients - statuses.count).recipients
    }
    return statuses
  }

  /// What became of the mail, where the report says that it arrived: `delivered`, `relayed` or
  /// `expanded` of every recipient.
  var success: String? {
    let actions = statuses.map { $0.action ?? "" }
    guard let first = actions.first, !first.isEmpty else { return nil }
    return actions.allSatisfy { ["delivered", "relayed", "expanded"].contains($0) } ? first : nil
  }

  /// What is said of a recipient whom the notice does not name.
  func unnamed() -> BouncedRecipient {
    let notice = BounceText(text, ours: ours).notice
    return judged("", status: nil, action: nil, diagnostic: notice, around: "")
  }

  /// The texts that hold delivery status fields.
  private var reports: [String] {
    let proper = mail.parts.filter { $0.type.hasSuffix("delivery-status") }.compactMap(\.text)
    if !proper.isEmpty { return proper }
    let loose = mail.parts.compactMap(\.text).first { text in
      text.contains("Final-Recipient:") && (text.contains("Status:") || text.contains("Action:"))
    }
    return loose.map { [$0] } ?? []
  }

  private func recipient(
    of fields: DeliveryStatus.Recipient, _ notice: BounceText, _ words: [String: String],
    isOnly: Bool
  ) -> BouncedRecipient? {
    if ["delivered", "relayed", "expanded"].contains(fields.action) { return nil }
    // The end of an alias may be a program or a file; the address stands in the text then.
    let known = fields.address ?? (isOnly ? recipients(of: notice).first?.address : nil)
    guard let address = known else { return nil }
    let diagnostic = fields.first("diagnostic-code").map(withoutType) ?? ""
    let around = words[address.lowercased()] ?? (isOnly ? notice.notice : "")
    return judged(
      address, status: fields.status, action: fields.action ?? "failed",
      diagnostic: diagnostic, around: around)
  }

  private func recipients(of notice: BounceText) -> [BouncedRecipient] {
    var found = notice.found.map { ($0.address, $0.words) }
    let failed = mail.headers.all("X-Failed-Recipients").flatMap { addresses(in: $0) }
    if !failed.isEmpty, !notice.isSure {
      found = failed.map { address in
        (address, notice.found.first { $0.address == address }?.words ?? notice.notice)
      }
    }
    if found.isEmpty { found = returnedRecipients.map { ($0, notice.notice) } }
    if found.count == 1 { found[0].1 = notice.notice }
    return found.map { address, words in
      judged(address, status: nil, action: nil, diagnostic: words, around: notice.notice)
    }
  }

  /// To whom the returned message was written.
  private var returnedRecipients: [String] {
    let inner = mail.parts.first { $0.type == "message" }?.headers.all("To") ?? []
    let quoted = mail.parts.compactMap(\.text).flatMap { text in
      text.split(whereSeparator: \.isNewline).filter { $0.lowercased().hasPrefix("to:") }.map(
        String.init)
    }
    return (inner + quoted).flatMap { addresses(in: $0) }.filter { !ours.contains($0.lowercased()) }
  }

  private func judged(
    _ address: String, status: String?, action: String?, diagnostic: String, around: String
  ) -> BouncedRecipient {
    let said = ServerWords(diagnostic, ours: ours)
    var evidence = RefusalEvidence(
      status: bestStatus(status, diagnostic, around), replyCode: replyCode(in: diagnostic),
      action: action, command: nil, words: said)
    let everything = ServerWords(diagnostic + " " + around, ours: ours)
    evidence.command = refusedCommand(in: said) ?? refusedCommand(in: everything)
    var reason = evidence.reason
    if [.undefined, .onHold].contains(reason) || diagnostic.utf8.count < 12 {
      evidence.words = everything
      evidence.replyCode = evidence.replyCode ?? replyCode(in: around)
      reason = evidence.reason
    }
    if action == nil, evidence.status?.hasPrefix("5") != true, isDelay(evidence) {
      evidence.action = "delayed"
    }
    let isTemporary = evidence.isTemporary
    return BouncedRecipient(
      address: address, status: evidence.status ?? reason.status(isTemporary: isTemporary),
      severity: reason.isHard && !isTemporary ? .hard : .soft,
      reason: reason.rawValue, action: action ?? (isTemporary ? "delayed" : "failed"),
      diagnostic: diagnostic.isEmpty ? around.trimmingSpace : diagnostic)
  }

  /// A notice without fields says in words that it is still being tried.
  private func isDelay(_ evidence: RefusalEvidence) -> Bool {
    if let code = evidence.replyCode { return code < 500 }
    return isDelayNotice || delayPhrases.matches(evidence.words.bytes)
  }

  /// The report's own code, unless it is a general one and the server's words have a particular.
  private func bestStatus(_ status: String?, _ diagnostic: String, _ around: String) -> String? {
    guard let status, !status.hasSuffix(".0.0") else {
      if let said = enhancedCodes(in: diagnostic), !said.hasPrefix("2") { return said }
      let near = enhancedCodes(in: around)
      guard let status else { return near }
      return near?.first == status.first ? near : status
    }
    // "Expired" is the word of who gave up; why, the server that was asked has said.
    if status.hasSuffix(".4.7"), let said = enhancedCodes(in: diagnostic, except: status),
      said.first == status.first
    {
      return said
    }
    return status
  }
}

private func withoutType(_ field: String) -> String {
  guard let semicolon = field.prefix(12).firstIndex(of: ";") else { return field }
  return String(field[field.index(after: semicolon)...]).trimmingSpace
}

private let delayPhrases = PhraseIndex([
  "will be retried", "has been delayed", "still trying", "still being retried", "is being retried",
  "not yet been delivered", "has not been delivered yet", "no action is required",
  "you do not need to resend", "do not resend", "will keep trying", "will continue to try",
  "delivery is delayed", "delivery delayed", "wird weiter versucht", "verzögert", "retardée",
  "se ha retrasado", "in ritardo", "vertraagd", "försenad", "forsinket", "opóźnion", "viivästy",
])

private func unique(_ recipients: [BouncedRecipient]) -> [BouncedRecipient] {
  var seen: Set<String> = []
  return recipients.filter { seen.insert($0.address.lowercased()).inserted }
}
