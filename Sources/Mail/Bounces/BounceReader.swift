import Text

/// One address that a bounce is about.
package struct BouncedRecipient: Sendable, Hashable, Encodable {
  package enum Severity: String, Sendable, Encodable { case hard, soft }

  /// Empty if the notice names no one.
  package let address: String
  /// Such as `5.1.1`; one of our own, 5.0.9xx, if the bounce names none.
  package let status: String
  package let severity: Severity
  package let reason: String
  /// `failed`, `delayed` and the others of RFC 3464.
  package let action: String
  /// The server's words.
  package let diagnostic: String

  private enum CodingKeys: CodingKey { case address, status, severity, reason, action }

  /// The same for another address.
  fileprivate func naming(_ address: String) -> BouncedRecipient {
    BouncedRecipient(
      address: address, status: status, severity: severity, reason: reason, action: action,
      diagnostic: diagnostic)
  }
}

/// Reads a bounce: RFC 3464 first, then the shapes of programs that do not know it.
struct BounceReader {
  let mail: MailParts
  let text: String
  /// Addresses that are ours or the daemon's.
  let ours: Set<String>
  /// Whether its subject says that it only reports a delay.
  let isDelayNotice: Bool
  /// Each email of ours has one recipient: a report about very many is not a report about one of
  /// them.
  static let mostRecipients = 500

  func recipients() -> [BouncedRecipient] {
    if let events = providerEvents(in: text) { return events }
    let notice = BounceText(text, ours: ours)
    let whole = Surroundings(notice.notice, ours)
    let statuses = statuses
    if !statuses.isEmpty {
      let near = Dictionary(
        notice.found.map { ($0.address.lowercased(), $0.words) },
        uniquingKeysWith: { one, _ in one })
      // Each only once: the text around an address may be as long as the notice.
      var seen: Set<String> = []
      let read = statuses.compactMap { (fields) -> BouncedRecipient? in
        if let address = fields.address?.lowercased(), seen.contains(address) { return nil }
        let one = recipient(of: fields, notice, whole, near, isOnly: statuses.count == 1)
        if let one { seen.insert(one.address.lowercased()) }
        return one
      }
      if !read.isEmpty { return unique(read) }
    }
    return unique(recipients(of: notice, whole))
  }

  /// The blocks of the report that are about a recipient.
  private var statuses: [DeliveryStatus.Recipient] {
    var statuses: [DeliveryStatus.Recipient] = []
    for report in reports where statuses.count < Self.mostRecipients {
      statuses += DeliveryStatus(report, atMost: Self.mostRecipients - statuses.count).recipients
    }
    return statuses
  }

  /// The outcome if the report says that the email arrived: `delivered`, `relayed` or `expanded`
  /// for every recipient.
  var success: String? {
    let actions = statuses.map { $0.action ?? "" }
    guard let first = actions.first, !first.isEmpty else { return nil }
    return actions.allSatisfy { ["delivered", "relayed", "expanded"].contains($0) } ? first : nil
  }

  /// The report about a recipient whom the notice does not name.
  func unnamed() -> BouncedRecipient {
    let notice = BounceText(text, ours: ours).notice
    return judged(
      "", status: nil, action: nil, diagnostic: Surroundings(notice, ours),
      around: Surroundings("", ours))
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
    of fields: DeliveryStatus.Recipient, _ notice: BounceText, _ whole: Surroundings,
    _ words: [String: String], isOnly: Bool
  ) -> BouncedRecipient? {
    if ["delivered", "relayed", "expanded"].contains(fields.action) { return nil }
    // An alias may end at a program or a file; then the address is in the text.
    let known = fields.address ?? (isOnly ? recipients(of: notice, whole).first?.address : nil)
    guard let address = known else { return nil }
    let diagnostic = fields.first("diagnostic-code").map(withoutType) ?? ""
    let around =
      words[address.lowercased()].map { Surroundings($0, ours) }
      ?? (isOnly ? whole : Surroundings("", ours))
    return judged(
      address, status: fields.status, action: fields.action ?? "failed",
      diagnostic: Surroundings(diagnostic, ours), around: around)
  }

  /// Addresses, each with the words about it; the whole notice if there are none.
  private func recipients(of notice: BounceText, _ whole: Surroundings) -> [BouncedRecipient] {
    var found: [(address: String, words: String?)] = notice.found.map { ($0.address, $0.words) }
    let failed = distinct(mail.headers.all("X-Failed-Recipients").lazy.map { $0[...] })
    if !failed.isEmpty, !notice.isSure {
      found = failed.map { address in
        (address, notice.found.first { $0.address == address }?.words)
      }
    }
    if found.isEmpty { found = returnedRecipients.map { ($0, nil) } }
    if found.count == 1 { found[0].words = nil }
    let ofWhole =
      found.contains { $0.words == nil }
      ? judged("", status: nil, action: nil, diagnostic: whole, around: whole) : nil
    return found.compactMap { address, words in
      guard let words else { return ofWhole?.naming(address) }
      return judged(
        address, status: nil, action: nil, diagnostic: Surroundings(words, ours), around: whole)
    }
  }

  /// The recipients of the returned message.
  private var returnedRecipients: [String] {
    let inner = mail.parts.first { $0.type == "message" }?.headers.all("To") ?? []
    let found = distinct(inner.lazy.map { $0[...] }, but: ours)
    guard found.count < Self.mostRecipients else { return found }
    let quoted = mail.parts.lazy.compactMap(\.text).flatMap { text in
      text.split(whereSeparator: \.isNewline).filter { $0.prefix(3).lowercased() == "to:" }
    }
    return distinct(quoted, after: found, but: ours)
  }

  /// The first addresses in the lines, each once.
  private func distinct(
    _ lines: some Sequence<Substring>, after known: [String] = [], but others: Set<String> = []
  ) -> [String] {
    var seen = Set(known.map { $0.lowercased() })
    var found = known
    for line in lines {
      for address in addresses(in: String(line)) {
        let lower = address.lowercased()
        guard !others.contains(lower), seen.insert(lower).inserted else { continue }
        found.append(address)
        if found.count == Self.mostRecipients { return found }
      }
    }
    return found
  }

  private func judged(
    _ address: String, status: String?, action: String?, diagnostic: Surroundings,
    around: Surroundings
  ) -> BouncedRecipient {
    var evidence = RefusalEvidence(
      status: bestStatus(status, diagnostic, around), replyCode: diagnostic.replyCode,
      action: action, command: nil, words: diagnostic.words)
    evidence.command = refusedCommand(in: diagnostic.words) ?? refusedCommand(in: around.words)
    var reason = evidence.reason
    if [.undefined, .onHold].contains(reason) || diagnostic.text.utf8.count < 12 {
      evidence.words = diagnostic.words + around.words
      evidence.replyCode = evidence.replyCode ?? around.replyCode
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
      diagnostic: diagnostic.text.isEmpty ? around.text.trimmingBlanks() : diagnostic.text)
  }

  /// A notice without fields says in words that the server is still trying.
  private func isDelay(_ evidence: RefusalEvidence) -> Bool {
    if let code = evidence.replyCode { return code < 500 }
    return isDelayNotice || delayPhrases.matches(evidence.words.bytes)
  }

  /// The report's own code, unless it is a general one and the server's words have a specific one.
  private func bestStatus(
    _ status: String?, _ diagnostic: Surroundings, _ around: Surroundings
  ) -> String? {
    guard let status, !status.hasSuffix(".0.0") else {
      if let said = diagnostic.enhanced, !said.hasPrefix("2") { return said }
      let near = around.enhanced
      guard let status else { return near }
      return near?.first == status.first ? near : status
    }
    // "Expired" comes from the server that gave up; the reason is in the words of the server it
    // asked.
    if status.hasSuffix(".4.7"), let said = enhancedCodes(in: diagnostic.text, except: status),
      said.first == status.first
    {
      return said
    }
    return status
  }
}

/// A text, with the results of reading it once, however many addresses it is about.
private struct Surroundings {
  let text: String
  let words: ServerWords
  let replyCode: Int?
  let enhanced: String?

  init(_ text: String, _ ours: Set<String>) {
    self.text = text
    words = ServerWords(text, ours: ours)
    replyCode = firstReplyCode(in: text)
    enhanced = enhancedCodes(in: text)
  }
}

private func withoutType(_ field: String) -> String {
  guard let semicolon = field.prefix(12).firstIndex(of: ";") else { return field }
  return String(field[field.index(after: semicolon)...]).trimmingBlanks()
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
