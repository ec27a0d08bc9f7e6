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
  /// The three digits count for more than the enhanced code: Gmail really says `421 5.7.32`.
  package var meaning: AnswerClass {
    if isAccepted { return .sent }
    let ours: Set<String> = sender.isEmpty ? [] : [sender.lowercased()]
    let evidence = RefusalEvidence(
      status: enhanced, replyCode: code, command: command ?? .rcpt,
      words: ServerWords(text, ours: ours))
    return isPermanent ? permanent(evidence) : temporary(evidence)
  }

  private var detail: String { enhanced.map { String($0.dropFirst(2)) } ?? "" }

  private func temporary(_ evidence: RefusalEvidence) -> AnswerClass {
    if isAboutSpeed(evidence) { return .rateLimited }
    if greylisting.matches(evidence.words.bytes) { return .defer }
    if let number = policyNumber(detail), (23...32).contains(number) { return .policySender }
    if code == 454, detail == "7.0" { return .senderConfig }
    if detail.hasPrefix("2.") || detail.hasPrefix("1.") { return .softRecipient }
    return code == 452 && evidence.reason == .mailboxFull ? .softRecipient : .defer
  }

  private func permanent(_ evidence: RefusalEvidence) -> AnswerClass {
    if [530, 534, 535, 538].contains(code) { return .senderConfig }
    if let command, command.isBeforeRecipient, isAboutSettings { return .senderConfig }
    if code == 552, manyRecipients.matches(evidence.words.bytes) { return .defer }
    let (reason, isSaid) = evidence.finding
    // Some say by one code that an account is closed and that it gets mail too fast. Where neither words
    // nor codes say that the address is unknown, a limit is one, whatever the digits.
    if reason != .userUnknown || !isSaid, isAboutSpeed(evidence) { return .rateLimited }
    if let number = policyNumber(detail), isAboutPolicy(number), !reason.isHard {
      return .policySender
    }
    switch reason {
    case .userUnknown, .hostUnknown, .hasMoved, .notAccept: return ofDeadAddress
    case .suspend: return suspension(evidence)
    case .mailboxFull, .filtered: return .softRecipient
    case .messageTooBig, .exceedLimit, .contentError, .notCompliant, .virusDetected:
      return .content
    case .rejected, .authFailure, .securityError, .noRelaying:
      return foreignSender.matches(evidence.words.bytes) && reason != .authFailure
        ? .senderConfig : .policySender
    case .spamDetected, .blocked, .badReputation, .requirePTR, .policyViolation, .failedSTARTTLS:
      return isAboutContent ? .content : .policySender
    case .speeding, .tooManyConnections: return .rateLimited
    case .systemFull: return code == 552 ? .softRecipient : .unknownPermanent
    case .expired, .networkError, .systemError, .mailerError, .syntaxError, .onHold, .undefined:
      return ofCodeAlone(evidence)
    }
  }

  /// A code of class 4 beside three digits of class 5 leaves a doubt.
  private var ofDeadAddress: AnswerClass {
    enhanced?.hasPrefix("4") == true ? .softRecipient : .hardRecipient
  }

  private func suspension(_ evidence: RefusalEvidence) -> AnswerClass {
    if detail == "7.13" { return ofDeadAddress }
    return passing.matches(evidence.words.bytes) || detail == "2.1" && evidence.words.bytes.isEmpty
      ? .softRecipient : ofDeadAddress
  }

  private func ofCodeAlone(_ evidence: RefusalEvidence) -> AnswerClass {
    if isAboutContent { return .content }
    if code == 552 { return command == .rcpt ? .softRecipient : .content }
    if detail == "7.1" || policyPhrases.matches(evidence.words.bytes) { return .policySender }
    return .unknownPermanent
  }

  private var isAboutContent: Bool {
    detail.hasPrefix("6.") || ["3.4", "7.20", "7.21", "7.22"].contains(detail)
      || code == 552 && detail == "7.0"
  }

  /// Only what is answered before RCPT may say that our settings are wrong: `550 5.5.0` after it is
  /// Microsoft's word for an unknown consumer address.
  private var isAboutSettings: Bool {
    code == 503 || ["7.8", "7.9", "7.14", "1.7", "1.8"].contains(detail) || detail.hasPrefix("5.")
  }

  private func isAboutSpeed(_ evidence: RefusalEvidence) -> Bool {
    ["7.28", "4.5", "5.3"].contains(detail) || speedPhrases.matches(evidence.words.bytes)
      || isTemporary && evidence.reason == .tooManyConnections
  }
}

private func policyNumber(_ detail: String) -> Int? {
  detail.hasPrefix("7.") ? Int(detail.dropFirst(2)) : nil
}

private func isAboutPolicy(_ number: Int) -> Bool {
  (23...30).contains(number) || [32, 40, 515].contains(number)
}

private let greylisting = PhraseIndex([
  "greylist", "graylist", "grey list", "gray list", "grey-", "gray-",
])

private let manyRecipients = PhraseIndex(["too many recipients"])

/// A closed door that opens again.
private let passing = PhraseIndex(["temporarily", "temporary", "vorübergehend", "on hold"])

/// The relay knows who we are, and does not let us write as this sender.
private let foreignSender = PhraseIndex([
  "not owned by", "not logged in", "send mail as", "send as", "sendas", "not allowed to send as",
  "not authorized to send as", "not authorised to send as", "not permitted to send as",
  "authenticated user", "authenticated as", "authenticated sender", "not your address",
  "belongs to another user", "does not belong to", "not belong to user", "doesn't belong to",
  "not authorized to use this sender", "not allowed to use this sender",
  "not permitted to use this sender", "must match the authenticated", "does not match the login",
  "address is not verified", "not allowed for this user", "not allowed for user",
])

private let speedPhrases = PhraseIndex([
  "unusual rate", "too quickly", "rate limit", "ratelimit", "rate-limit", "too many messages",
  "too many connections", "too fast", "[tss", "[ts0", "very low reputation",
  "receiving mail at a rate", "sending quota", "daily limit", "sending limit", "hourly limit",
  "user sending limit", "try again later, closing connection", "too many emails", "too many mails",
  "slow down", "per hour", "per minute", "per second", "per day", "max emails", "max messages",
  "maximum number of messages", "maximum number of emails", "message limit", "mail limit",
  "email limit", "sending limits", "sending rate", "mail rate", "message rate", "rate exceeded",
  "rate control", "rate is too high", "rate too high", "exceeded your rate", "exceeded the rate",
  "daily quota", "hourly quota", "message quota", "outbound quota", "outgoing quota",
  "daily sending", "hourly sending", "outgoing limit", "outbound limit", "limit for today",
  "reached your limit", "reached the limit of messages", "reached its limit of messages",
  "try again tomorrow", "excessive volume", "volume limit", "too many requests",
  "too many sessions", "throttl", "zu viele nachrichten", "zu viele e-mails", "zu viele mails",
  "trop de messages", "demasiados mensajes", "demasiados correos", "troppi messaggi",
  "muitas mensagens", "te veel berichten",
])

/// A closed door, and no word of why: of the sender rather than of the address.
private let policyPhrases = PhraseIndex([
  "access denied", "access is denied", "access not allowed", "blocked", "blocked by", "denied by",
  "rejected by policy", "not welcome", "unwelcome", "banned",
])
