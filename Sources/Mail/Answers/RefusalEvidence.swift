/// What is known of one refusal, whether the server gave it to us or a notice quotes it: one reading
/// for sending and for bounces.
struct RefusalEvidence {
  var status: String?
  var replyCode: Int?
  /// `failed` or `delayed`, of a notice.
  var action: String?
  var command: SMTPCommand?
  var words: ServerWords
}

extension RefusalEvidence {
  /// Class 4 in any of the codes, or a notice that it is still being tried: whatever the words
  /// beside it, the address may be alive.
  var isTemporary: Bool {
    if action == "delayed" || status?.hasPrefix("4") == true { return true }
    return replyCode.map { (400..<500).contains($0) } ?? false
  }

  /// Whether the address is dead.
  var isHard: Bool { !isTemporary && reason.isHard }

  /// Words before codes: servers choose them with more care.
  var reason: BounceReason { finding.reason }

  /// The reason, and whether words or a code of its own say it; else it is guessed, and what else the
  /// answer says counts for more.
  var finding: (reason: BounceReason, isSaid: Bool) {
    let found = findingOfAll
    guard found.reason.isHard else { return found }
    return command?.isBeforeRecipient == true || isAboutSender ? (.rejected, true) : found
  }

  private var findingOfAll: (reason: BounceReason, isSaid: Bool) {
    if let said = reasonOfWords {
      return (said.reason, !said.isForm || status?.dropFirst().hasPrefix(".1.") == true)
    }
    if let status, let meant = reason(ofStatus: status) { return (meant, true) }
    if action == "delayed" || action == "expired" { return (.expired, false) }
    if replyCode == 421 { return (.expired, false) }
    if replyCode == 550, command == .rcpt {
      return (isAboutAddress ? .userUnknown : .onHold, false)
    }
    if command == .mail { return (.rejected, false) }
    return (status == nil && replyCode == nil ? .undefined : .onHold, false)
  }

  /// A bare 550 at RCPT is about the recipient where it says nothing, or names what it refuses. Other
  /// words may tell of limits and rules of the server: they say nothing of the address.
  private var isAboutAddress: Bool {
    words.isEmpty || refusedPhrases.matches(words.bytes)
  }

  /// `isForm`: with these words a server begins whatever it refuses at RCPT.
  private var reasonOfWords: (reason: BounceReason, isForm: Bool)? {
    var found = bounceIndex.numbers(in: words.bytes)
    if words.sayAddressIsMissing { found.insert(userUnknownNumber) }
    guard let first = found.min() else { return nil }
    // Where code and words name a dead address, what else the text says is ornament.
    if ["5.1.1", "5.1.10"].contains(status), bouncePhrases[first].reason.yieldsToAddress,
      found.contains(where: { bouncePhrases[$0].reason == .userUnknown })
    {
      return (.userUnknown, false)
    }
    let reason = bouncePhrases[first].reason
    let isForm = reason == .userUnknown && first != userUnknownNumber
    return (reason == .userUnknown ? unknownUser : reason, isForm)
  }

  /// They refuse whom it comes from, and nothing in it is about whom it goes to.
  private var isAboutSender: Bool {
    ["1.7", "1.8"].contains(detail)
      || senderPhrases.matches(words.bytes)
        && !recipientPhrases.matches(words.bytes)
  }

  private var detail: String { status.map { String($0.dropFirst(2)) } ?? "" }

  /// A user that is unknown only once the message was there is a filter's excuse, unless it is said
  /// of the account itself: Yahoo looks for that only then.
  private var unknownUser: BounceReason {
    if status?.dropFirst().hasPrefix(".1.") == true { return .userUnknown }
    if command?.isAfterRecipient == true {
      return accountPhrases.matches(words.bytes) ? .userUnknown : .filtered
    }
    return command == nil && replyCode == 550 ? .filtered : .userUnknown
  }

  private func reason(ofStatus status: String) -> BounceReason? {
    let isTemporary = status.hasPrefix("4")
    switch detail {
    case "1.1", "1.0", "1.3", "1.10": return isTemporary && detail != "1.1" ? .expired : unknownUser
    case "1.2": return .hostUnknown
    case "1.6", "7.17", "7.18": return .hasMoved
    case "1.7", "1.8", "1.9": return .rejected
    case "2.1", "1.5", "1.4": return command?.isAfterRecipient == true ? .filtered : .suspend
    case "2.2": return .mailboxFull
    case "2.3": return .exceedLimit
    case "2.4", "5.3": return .tooManyConnections
    case "3.1", "4.5": return .systemFull
    case "3.2": return .notAccept
    case "3.4": return .messageTooBig
    case "3.5", "3.0": return .systemError
    case "4.1", "4.2", "4.7": return isTemporary ? .expired : detail == "4.1" ? .filtered : .expired
    case "4.3", "4.6", "4.14": return .networkError
    case "4.4": return isTemporary ? .networkError : .hostUnknown
    case "5.0", "5.1", "5.2", "5.4": return isTemporary ? .expired : .syntaxError
    case "7.13": return .suspend
    case "7.25", "7.27": return .requirePTR
    case "7.20", "7.21", "7.22", "7.23", "7.24", "7.26", "7.29", "7.30", "7.509":
      return .authFailure
    case "7.28": return .speeding
    case "7.606", "7.511": return .blocked
    case "7.9": return .policyViolation
    default: return reason(ofSubject: detail, isTemporary)
    }
  }

  private func reason(ofSubject detail: String, _ isTemporary: Bool) -> BounceReason? {
    if detail.hasPrefix("6.") { return .contentError }
    if detail.hasPrefix("2.") { return .filtered }
    if detail.hasPrefix("7.") { return isTemporary ? .blocked : .securityError }
    if detail.hasPrefix("1.") { return unknownUser }
    return nil
  }
}

extension BounceReason {
  /// Words of these stand beside "user unknown" as a server's name or a reference to its rules.
  fileprivate var yieldsToAddress: Bool {
    [
      .blocked, .policyViolation, .securityError, .spamDetected, .badReputation, .rejected,
      .systemError, .mailerError, .expired, .networkError,
    ].contains(self)
  }
}

/// What is refused, and that it is, where no word says why.
private let refusedPhrases = PhraseIndex(
  ["mailbox", "recipient", "user", "address", "email address", "e-mail address", "account"]
    .flatMap { noun in
      [
        "rejected", "refused", "denied", "disallowed", "error", "failed", "undeliverable",
        "not deliverable", "not accepted", "is closed", "closed", "is dead", "blank",
      ].map { "\(noun) \($0)" }
    } + ["#5.1.", "cannot deliver to %@%", "undeliverable to %@%"])

/// That it is the sender who is refused.
private let senderPhrases = PhraseIndex([
  "sender@", "sender address", "sender domain", "sender verif", "sender unknown", "unknown sender",
  "sender rejected", "sender denied", "sender refused", "sender not", "sender is", "sender does",
  "sender's", "invalid sender", "bad sender", "domain of sender", "mail from", "from address",
  "return path", "return-path", "reverse path", "reverse-path", "envelope from", "envelope-from",
  "originator", "your address", "your domain", "your email address", "your e-mail address",
  "adresse d'expéditeur", "expéditeur", "expediteur", "absender", "remitente", "mittente",
  "remetente", "afzender", "nadawca", "avsändar",
])

private let recipientPhrases = PhraseIndex([
  "recipient", "rcpt", "addressee", "user unknown", "unknown user", "no such user", "empfänger",
  "destinataire", "destinatario", "destinatário",
])

/// That there is no such account, in so many words.
private let accountPhrases = PhraseIndex([
  "doesn't have a", "does not have a", "doesn't have an", "does not have an", "no such account",
  "account does not exist", "account doesn't exist", "no account by", "no account with",
  "mailbox does not exist", "mailbox doesn't exist", "no such mailbox", "mailbox not found",
  "address does not exist", "recipient does not exist", "user does not exist",
  "user doesn't exist", "no mailbox here", "no mailbox by", "account not found",
])
