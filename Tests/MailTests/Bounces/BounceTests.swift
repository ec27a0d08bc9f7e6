import Mail
import Testing

@Suite struct BounceTests {
  @Test func aDeliveryStatusReportNamesRecipientStatusAndOurMessage() throws {
    let message = IncomingMessage(
      parsing: Array(
        report(
          fields: """
            Final-Recipient: rfc822; <dead@rcpt.example>
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 <dead@rcpt.example>: Recipient address rejected:
              User unknown
            """
        ).utf8))

    #expect(message.kind == .bounce)
    let one = try #require(message.recipients.first)
    #expect(one.address == "dead@rcpt.example")
    #expect(one.status == "5.1.1")
    #expect(one.severity == .hard)
    #expect(one.reason == "userunknown")
    #expect(one.action == "failed")
    #expect(message.returnedMessageID == "s.token@send.example")
  }

  @Test(arguments: [
    ("550 5.2.2 Mailbox full", "mailboxfull", "soft"),
    ("550 5.7.1 blocked using zen.spamhaus.org", "blocked", "soft"),
    ("550 5.1.2 Host unknown", "hostunknown", "hard"),
    ("452 4.2.2 over quota", "mailboxfull", "soft"),
    ("554 5.4.4 does not accept mail", "notaccept", "hard"),
    ("550 5.7.26 DMARC", "authfailure", "soft"),
  ])
  func theServersWordsDecide(diagnostic: String, reason: String, severity: String) throws {
    let status = diagnostic.split(separator: " ")[1]
    let text = report(
      fields: """
        Final-Recipient: rfc822; a@rcpt.example
        Action: failed
        Status: \(status)
        Diagnostic-Code: smtp; \(diagnostic)
        """)

    let one = try #require(IncomingMessage(parsing: Array(text.utf8)).recipients.first)

    #expect(one.reason == reason)
    #expect(one.severity.rawValue == severity)
  }

  /// The code of who gave up says less than that of the server that was asked.
  @Test func anExpiredMailIsReadByTheServersOwnCode() throws {
    let text = report(
      fields: """
        Final-Recipient: rfc822; a@rcpt.example
        Action: failed
        Status: 4.4.7
        Diagnostic-Code: smtp; 452 4.3.1 Insufficient system storage
        """)

    let one = try #require(IncomingMessage(parsing: Array(text.utf8)).recipients.first)

    #expect(one.status == "4.3.1")
    #expect(one.severity == .soft)
  }

  @Test func aDelayIsNoFailure() throws {
    let text = report(
      fields: """
        Final-Recipient: rfc822; a@rcpt.example
        Action: delayed
        Status: 4.4.1
        Diagnostic-Code: smtp; 451 4.4.1 connection timed out
        """)

    let one = try #require(IncomingMessage(parsing: Array(text.utf8)).recipients.first)

    #expect(one.action == "delayed")
    #expect(one.severity == .soft)
  }

  @Test func aNoticeWithoutAReportIsReadFromItsText() throws {
    let message = IncomingMessage(
      parsing: Array(
        """
        Return-Path: <>
        From: MAILER-DAEMON@mx.example
        To: ann@send.example
        Subject: failure notice

        Hi. This is the qmail-send program at mx.example.
        I'm afraid I wasn't able to deliver your message to the following addresses.

        <dead@rcpt.example>:
        192.0.2.1 does not like recipient.
        Remote host said: 550 5.1.1 no such user
        Giving up on 192.0.2.1.

        --- Below this line is a copy of the message.

        From: ann@send.example
        To: dead@rcpt.example
        Message-ID: <s.token@send.example>
        """.utf8))

    #expect(message.kind == .bounce)
    #expect(message.recipients.map(\.address) == ["dead@rcpt.example"])
    #expect(message.recipients.first?.severity == .hard)
    #expect(message.returnedMessageID == "s.token@send.example")
  }

  @Test func whoPressedSpamIsAComplaint() {
    let message = feedback(ofType: "abuse")

    #expect(message.kind == .complaint)
    #expect(message.recipients.map(\.address) == ["cross@rcpt.example"])
    #expect(message.returnedMessageID == "s.token@send.example")
  }

  @Test(
    "a feedback report that is no complaint suppresses nobody",
    arguments: [
      ("abuse", IncomingMessage.Kind.complaint), ("Fraud", .complaint), ("virus", .complaint),
      ("other", .complaint), ("of-a-later-standard", .complaint), ("", .complaint),
      ("not-spam", .other), ("Auth-Failure", .other),
    ])
  func notEveryFeedbackIsAComplaint(type: String, kind: IncomingMessage.Kind) {
    let message = feedback(ofType: type)

    #expect(message.kind == kind)
    #expect(message.recipients.isEmpty == (kind == .other))
  }

  private func feedback(ofType type: String) -> IncomingMessage {
    IncomingMessage(
      parsing: Array(
        """
        From: feedback@provider.example
        To: abuse@send.example
        Subject: FW: Hello
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=feedback-report; boundary="b"

        --b
        Content-Type: text/plain

        This is an email abuse report.
        --b
        Content-Type: message/feedback-report

        Feedback-Type: \(type)
        User-Agent: Somebody/1.0
        Version: 1
        Original-Rcpt-To: <cross@rcpt.example>

        --b
        Content-Type: message/rfc822

        From: ann@send.example
        Message-ID: <s.token@send.example>
        Subject: Hello

        Hello
        --b--
        """.utf8))
  }

  private func report(fields: String) -> String {
    """
    Return-Path: <>
    From: Mail Delivery System <MAILER-DAEMON@mx.example>
    To: ann@send.example
    Subject: Undelivered Mail Returned to Sender
    MIME-Version: 1.0
    Content-Type: multipart/report; report-type=delivery-status; boundary="b"

    --b
    Content-Type: text/plain

    This is the mail system at host mx.example.
    --b
    Content-Type: message/delivery-status

    Reporting-MTA: dns; mx.example

    \(fields)

    --b
    Content-Type: message/rfc822

    From: ann@send.example
    Message-ID: <s.token@send.example>
    Subject: Hello

    Hello
    --b--
    """
  }
}
