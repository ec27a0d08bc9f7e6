import Mail
import Testing

/// What an answer means depends on the command, the codes and whom the words name.
@Suite struct AnswerClassTests {
  @Test(
    "At RCPT",
    arguments: [
      (
        "550 5.5.0 Requested action not taken: mailbox unavailable (S2017062302).", "hard_recipient"
      ),
      ("550 No user found", "hard_recipient"), ("550 5.1.1 User unknown", "hard_recipient"),
      ("553 5.3.0 <bo@harrow.example>... Addressee unknown, relay=[192.0.2.1]", "hard_recipient"),
      ("550 5.4.1 Recipient address rejected: Access denied. AS(201806281)", "hard_recipient"),
      (
        "550 5.1.1 <ann@marbles.example>: Recipient address rejected: User unknown",
        "hard_recipient"
      ),
      ("550 5.1.1 Recipient unknown. Proofpoint Protection Server", "hard_recipient"),
      ("550 <bo@spamhaus-fans.example>: no such user here", "hard_recipient"),
      ("550 Empfänger unbekannt", "hard_recipient"),
      ("550 L'adresse bo@harrow.example n'existe pas", "hard_recipient"),
      ("550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found", "hard_recipient"),
      ("551 5.1.6 bo has moved; please try <bo@linden.example>", "hard_recipient"),
      ("556 5.1.10 Recipient address has null MX", "hard_recipient"),
      (
        "550 5.7.1 <sam@tarnbrook.example>: Sender address rejected: SPF fail - not authorized",
        "policy_sender"
      ),
      (
        "553 5.7.1 <sam@tarnbrook.example>: Sender address rejected: not owned by user",
        "sender_config"
      ),
      ("550 5.1.0 <sam@tarnbrook.example>: sender verify failed, no such user", "policy_sender"),
      (
        "550 5.1.8 <sam@tarnbrook.example>: Sender address rejected: Domain not found",
        "policy_sender"
      ),
      ("550 Unknown sender", "policy_sender"),
      ("554 5.7.1 Service unavailable; client blocked using zen.spamhaus.org", "policy_sender"),
      ("550 5.7.26 unauthenticated mail", "policy_sender"),
      (
        "450 4.1.1 <bo@harrow.example>: unverified address: verification in progress",
        "soft_recipient"
      ),
      ("450 4.2.0 Greylisted", "defer"),
      (
        "451 4.1.1 user unknown: directory is away",
        "soft_recipient"
      ),
      ("450 User unknown, try later", "defer"), ("550 4.1.1 user unknown", "soft_recipient"),
      ("552 5.2.2 mailbox full", "soft_recipient"),
      ("450 4.2.1 receiving mail at a rate that", "rate_limited"),
      ("530 5.7.0 Authentication required", "sender_config"),
      ("250 2.1.5 ok", "sent"),
    ])
  func atRecipient(line: String, meaning: String) {
    #expect(answer(line, to: .rcpt).meaning.rawValue == meaning)
  }

  @Test(
    "At other commands",
    arguments: [
      (SMTPCommand.mail, "550 5.1.1 User unknown", "policy_sender"),
      (.mail, "550 5.5.0 no", "sender_config"), (.mail, "530 5.7.0 sign in first", "sender_config"),
      (.mail, "552 5.3.4 message too big", "content"),
      (.message, "554 5.6.0 malformed", "content"),
      (
        .message, "554 delivery error: This user doesn't have a yahoo.com account", "hard_recipient"
      ),
      (.message, "550 User unknown", "soft_recipient"),
      (.message, "550 5.7.1 message looks like spam", "policy_sender"),
      (.signIn, "535 5.7.8 wrong password", "sender_config"),
    ])
  func elsewhere(command: SMTPCommand, line: String, meaning: String) {
    #expect(answer(line, to: command).meaning.rawValue == meaning)
  }

  /// A relay that has enough of us refuses every recipient alike: none of them is dead.
  @Test(
    "Limits and rules of a server are no dead address",
    arguments: [
      ("550 Rate limit exceeded", "rate_limited"), ("550 Sending limit exceeded", "rate_limited"),
      ("550 Daily limit reached", "rate_limited"), ("550 Too many emails", "rate_limited"),
      ("550 Slow down", "rate_limited"), ("550 Message rate too high", "rate_limited"),
      (
        "550 Domain tarnbrook.example has exceeded the max emails per hour (150/150 (100%)) "
          + "allowed. Message discarded.", "rate_limited"
      ),
      (
        "550 <bo@harrow.example>: Recipient address rejected: Rate limit exceeded", "rate_limited"
      ),
      ("550 5.0.0 Your daily quota is used up", "rate_limited"),
      ("550 Access denied", "policy_sender"), ("550 Blocked", "policy_sender"),
      ("550 5.0.0 Access denied", "policy_sender"),
      ("550 Message rejected", "unknown_permanent"),
      ("550 5.0.0 Requested action not taken", "unknown_permanent"),
      ("550 Your server requires confirmation", "unknown_permanent"),
    ])
  func limitsAreNoDeadAddress(line: String, meaning: String) {
    #expect(answer(line, to: .rcpt).meaning.rawValue == meaning)
  }

  @Test(
    "A bare 550 at RCPT is about the recipient where it says nothing else, or names what it refuses",
    arguments: [
      "550", "550 <bo@harrow.example>", "550 5.1.0 Denied", "550 #5.1.0 Address rejected.",
      "550 Mailbox unavailable", "550 BAD_RECIPIENT", "550 <bo@harrow.example>... Mailbox closed",
      "550 5.1.1 too many messages", "550 bo@harrow.example is not known here",
      "550 There is no mailbox here by that name", "550 harrow.example does not exist",
    ])
  func bareRefusals(line: String) {
    #expect(answer(line, to: .rcpt).meaning == .hardRecipient)
  }

  @Test(
    "What is missing must be an address",
    arguments: [
      "550 5.7.1 203.0.113.7 is not listed in our allow list",
      "550 5.7.1 Client 203.0.113.7 is not known here",
      "550 5.7.1 There is no reason to take this", "550 5.7.1 The key of the sender was not found",
      "550 5.7.1 mx.tarnbrook.example is not a valid name for a server",
      "550 5.7.1 Your IP address is not known to us", "554 5.7.1 A PTR record does not exist",
      "550 Your IP address not found in our list", "550 5.7.1 HELO name does not exist",
    ])
  func missingThings(line: String) {
    #expect(answer(line, to: .rcpt).meaning != .hardRecipient)
  }

  /// Whatever the words and the detail, class 4 is no dead address.
  @Test func noTemporaryAnswerIsHard() {
    let words = [
      "", "user unknown", "no such user", "mailbox does not exist", "host not found", "has moved",
      "account disabled", "does not accept mail", "mailbox unavailable",
    ]
    var wrong: [String] = []
    for word in words {
      for line in ["450 \(word)", "421 4.1.1 \(word)", "451 5.1.1 \(word)"]
      where answer(line, to: .rcpt).meaning == .hardRecipient {
        wrong.append(line)
      }
      for subject in 0...7 {
        for detail in Array(0...41) + [509, 511, 515, 606] {
          for line in ["450", "550"].map({ "\($0) 4.\(subject).\(detail) \(word)" })
          where answer(line, to: .rcpt).meaning == .hardRecipient
            || answer(line, to: .message).meaning == .hardRecipient
          {
            wrong.append(line)
          }
        }
      }
    }
    #expect(wrong == [])
  }

  private func answer(_ line: String, to command: SMTPCommand) -> SMTPAnswer {
    let words = line.split(separator: " ", maxSplits: 2).map(String.init)
    let hasStatus =
      words.count > 1 && words[1].split(separator: ".").count == 3
      && words[1].allSatisfy { $0.isNumber || $0 == "." }
    let text = words.dropFirst(hasStatus ? 2 : 1).joined(separator: " ")
    return SMTPAnswer(code: Int(words[0]) ?? 0, enhanced: hasStatus ? words[1] : nil, text: text)
      .to(command, from: "sam@tarnbrook.example")
  }
}
