import Foundation

/// The bounces of a notification of Amazon SES, which comes as JSON in the text of a mail; nil when
/// the text is none.
func providerEvents(in text: String) -> [BouncedRecipient]? {
  guard text.prefix(200).contains("\"notificationType\"") else { return nil }
  guard let start = text.firstIndex(of: "{"), let end = endOfObject(text, from: start),
    let event = try? JSONDecoder().decode(Event.self, from: Data(joined(text[start..<end]).utf8))
  else { return nil }
  return event.bounce?.bouncedRecipients.map { recipient in
    let said = recipient.diagnosticCode ?? ""
    let words = ServerWords(said)
    let isTemporary = event.bounce?.bounceType == "Transient"
    // What they call transient is no dead address, whatever the server's code beside it.
    let evidence = RefusalEvidence(
      status: recipient.status ?? enhancedCodes(in: said), replyCode: firstReplyCode(in: said),
      action: isTemporary ? "delayed" : recipient.action, command: refusedCommand(in: words),
      words: words)
    let reason = evidence.reason
    return BouncedRecipient(
      address: recipient.emailAddress,
      status: evidence.status ?? reason.status(isTemporary: isTemporary),
      severity: evidence.isHard ? .hard : .soft, reason: reason.rawValue,
      action: recipient.action ?? "failed", diagnostic: said)
  }
}

private struct Event: Decodable {
  struct Bounce: Decodable {
    let bounceType: String?
    let bouncedRecipients: [Recipient]
  }
  struct Recipient: Decodable {
    let emailAddress: String
    let status: String?
    let action: String?
    let diagnosticCode: String?
  }
  let bounce: Bounce?
}

/// Some mail programs break the one long line.
private func joined(_ json: Substring) -> String {
  json.split(whereSeparator: \.isNewline).joined()
}

private func endOfObject(_ text: String, from start: String.Index) -> String.Index? {
  var depth = 0
  var isInText = false
  var isEscaped = false
  for index in text[start...].indices {
    let sign = text[index]
    if isEscaped {
      isEscaped = false
    } else if sign == "\\" {
      isEscaped = true
    } else if sign == "\"" {
      isInText.toggle()
    } else if !isInText, sign == "{" {
      depth += 1
    } else if !isInText, sign == "}" {
      depth -= 1
      if depth == 0 { return text.index(after: index) }
    }
  }
  return nil
}
