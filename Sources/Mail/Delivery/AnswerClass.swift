/// What an answer means for the delivery, the address and the sender.
package enum AnswerClass: String, Sendable, CaseIterable {
  case sent
  /// The address takes no mail: suppress it.
  case hardRecipient = "hard_recipient"
  /// The address takes none for now.
  case softRecipient = "soft_recipient"
  /// Nobody's fault: try again later.
  case `defer`
  /// We are too fast for this provider; the recipient is innocent.
  case rateLimited = "rate_limited"
  /// The server does not want this sender, for its name or its records.
  case policySender = "policy_sender"
  /// The message itself is refused.
  case content
  /// Our sign-in or our settings are wrong.
  case senderConfig = "sender_config"
  case unknownPermanent = "unknown_permanent"
}

extension SMTPAnswer {
  /// The first rule that fits decides. The three digits count for more than the enhanced code:
  /// Gmail really says `421 5.7.32`.
  package var meaning: AnswerClass {
    if isAccepted { return .sent }
    let words = text.lowercased()
    return isPermanent ? permanent(words) : temporary(words)
  }

  private func temporary(_ words: String) -> AnswerClass {
    let detail = enhanced.map { String($0.dropFirst(2)) } ?? ""
    if ["7.28", "5.3", "5.4"].contains(detail) || says(words, speedWords) { return .rateLimited }
    if words.contains("grey") || words.contains("gray") { return .defer }
    if let number = policyNumber(detail), (23...32).contains(number) { return .policySender }
    if code == 454, detail == "7.0" { return .senderConfig }
    if detail.hasPrefix("2.") || detail.hasPrefix("1.") { return .softRecipient }
    if code == 452, says(words, fullWords) { return .softRecipient }
    return .defer
  }

  private func permanent(_ words: String) -> AnswerClass {
    let detail = enhanced.map { String($0.dropFirst(2)) } ?? ""
    if detail == "5.4" || detail == "7.28" { return .rateLimited }
    if detail == "2.1" { return says(words, speedWords) ? .rateLimited : ofDisabled(words) }
    if hardDetails.contains(detail) || says(words, refusingHost) { return .hardRecipient }
    if code == 552, words.contains("too many recipients") { return .defer }
    if ["2.2", "2.0"].contains(detail) || says(words, fullWords) { return .softRecipient }
    if isAboutContent(detail, words) { return .content }
    if isAboutSignIn(detail) { return .senderConfig }
    if let number = policyNumber(detail), isAboutPolicy(number) { return .policySender }
    if says(words, speedWords) { return .rateLimited }
    if [550, 551, 553, 554].contains(code), says(words, unknownUserWords) { return .hardRecipient }
    if says(words, policyWords) { return .policySender }
    return detail == "7.1" ? .policySender : .unknownPermanent
  }

  private func ofDisabled(_ words: String) -> AnswerClass {
    says(words, ["disabled", "inactive", "does not exist", "no longer", "not active", "suspended"])
      ? .hardRecipient : .softRecipient
  }

  private func isAboutContent(_ detail: String, _ words: String) -> Bool {
    if detail.hasPrefix("6.") || detail == "3.4" || ["7.20", "7.21", "7.22"].contains(detail) {
      return true
    }
    if code == 552, detail == "7.0" || detail.isEmpty { return true }
    return says(words, ["not rfc 5322", "not rfc 2822", "message too large", "size exceeds"])
  }

  private func isAboutSignIn(_ detail: String) -> Bool {
    if [503, 530, 534, 535, 538].contains(code) { return true }
    return ["7.8", "7.9", "7.14", "1.7", "1.8"].contains(detail) || detail.hasPrefix("5.")
  }
}

private func policyNumber(_ detail: String) -> Int? {
  detail.hasPrefix("7.") ? Int(detail.dropFirst(2)) : nil
}

private func isAboutPolicy(_ number: Int) -> Bool {
  (23...30).contains(number) || [32, 40, 515].contains(number)
}

private func says(_ words: String, _ signs: [String]) -> Bool {
  signs.contains { words.contains($0) }
}

private let hardDetails: Set = [
  "1.0", "1.1", "1.2", "1.3", "1.6", "1.10", "4.4", "7.13", "7.17", "7.18", "3.2",
]

private let refusingHost = ["does not accept mail", "doesn't accept mail", "nullmx", "null mx"]

private let fullWords = [
  "mailbox full", "mailbox is full", "over quota", "overquota", "quota exceeded",
  "exceeded storage",
  "insufficient storage", "out of storage", "mailbox size",
]

private let speedWords = [
  "unusual rate", "too quickly", "rate limit", "ratelimit", "too many messages",
  "too many connections",
  "too fast", "[tss", "[ts0", "very low reputation", "receiving mail at a rate", "sending quota",
  "daily limit", "sending limit", "try again later, closing connection",
]

private let unknownUserWords = [
  "user unknown", "no such user", "unknown user", "mailbox not found", "mailbox unavailable",
  "does not exist", "doesn't exist", "invalid recipient", "invalid mailbox", "address rejected",
  "recipient rejected", "account disabled", "account closed", "account is disabled",
  "not a valid mailbox", "not a valid user", "no mailbox here", "unknown recipient",
  "recipient unknown", "no such recipient", "unrouteable address", "recipient not found",
  "user not found", "no such mailbox", "no such address",
]

private let policyWords = [
  "spamhaus", "barracuda", "proofpoint", "cloudmark", "blocked", "blacklist", "blocklist",
  "block list", "black list", "unsolicited", "does not meet the required authentication", "dmarc",
  "spf", "dkim", "reverse dns", "ptr record", "poor reputation", "spam",
]
