/// One address that a bounce is about.
package struct BouncedRecipient: Sendable, Hashable, Encodable {
  package enum Severity: String, Sendable, Encodable { case hard, soft }

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

  func recipients() -> [BouncedRecipient] {
    let notice = BounceText(text, ours: ours)
    if let events = providerEvents(in: text) { return events }
    let statuses = reports.flatMap { DeliveryStatus($0).recipients }
    if !statuses.isEmpty {
      let read = statuses.compactMap { recipient(of: $0, notice, isOnly: statuses.count == 1) }
      if !read.isEmpty { return unique(read) }
    }
    return unique(recipients(of: notice))
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
    of fields: DeliveryStatus.Recipient, _ notice: BounceText, isOnly: Bool
  ) -> BouncedRecipient? {
    // The end of an alias may be a program or a file; the address stands in the text then.
    let known = fields.address ?? (isOnly ? recipients(of: notice).first?.address : nil)
    guard let address = known else { return nil }
    let diagnostic = fields.first("diagnostic-code").map(withoutType) ?? ""
    let near = notice.found.first { $0.address.lowercased() == address.lowercased() }?.words
    let around = near ?? (isOnly ? notice.notice : "")
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
    var evidence = BounceEvidence(
      status: bestStatus(status, diagnostic, around), replyCode: replyCode(in: diagnostic),
      action: action, words: normalized(diagnostic), command: nil)
    let everything = normalized(diagnostic + " " + around)
    evidence.command = refusedCommand(in: normalized(diagnostic)) ?? refusedCommand(in: everything)
    var reason = evidence.reason
    if [.undefined, .onHold].contains(reason) || diagnostic.utf8.count < 12 {
      evidence.words = everything
      evidence.replyCode = evidence.replyCode ?? replyCode(in: around)
      reason = evidence.reason
    }
    let isTemporary = evidence.status?.hasPrefix("4") ?? isTemporary(evidence, reason)
    return BouncedRecipient(
      address: address, status: evidence.status ?? reason.status(isTemporary: isTemporary),
      severity: reason.isHard ? .hard : .soft,
      reason: reason.rawValue, action: action ?? (isTemporary ? "delayed" : "failed"),
      diagnostic: diagnostic.isEmpty ? around.trimmingSpace : diagnostic)
  }

  private func isTemporary(_ evidence: BounceEvidence, _ reason: BounceReason) -> Bool {
    if let code = evidence.replyCode { return code < 500 }
    return evidence.action == "delayed" || evidence.words.contains("will be retried")
      || evidence.words.contains("has been delayed") || evidence.words.contains("still trying")
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

private func normalized(_ text: String) -> String {
  text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
    .replacing("’", with: "'")
}

private func unique(_ recipients: [BouncedRecipient]) -> [BouncedRecipient] {
  var seen: Set<String> = []
  return recipients.filter { seen.insert($0.address.lowercased()).inserted }
}
