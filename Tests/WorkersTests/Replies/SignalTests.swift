import Foundation
import Mail
import Outreach
import Postgres
import TestKit
import Testing
import Workers

/// From the raw message to what follows from it, with nothing in between left out.
@Suite(.database) struct SignalTests {
  @Test("S0-046 six signals are told apart: positive, neutral, negative, unsubscribe, ooo, bounce")
  func sixSignalsAreToldApart() throws {
    let campaign = try workspace.makeCampaign()
    let mailbox = try workspace.makeMailbox()
    let words = [
      ("positive", "Yes, please send me the price list. Could you call me on Thursday?"),
      ("neutral", "Received, thank you. Is this the device from the fair?"),
      ("negative", "We are not interested, thank you."),
      ("unsubscribe", "Please remove me from your mailing list."),
      ("ooo", "I am out of the office and will be back next Monday."),
    ]

    var leads: [String: WrittenTo] = [:]
    for (name, text) in words {
      let lead = try workspace.makeWrittenTo(name, in: campaign, from: mailbox)
      leads[name] = lead
      let raw = try OutgoingMessage(
        from: MailAddress(lead.email), to: MailAddress("ines@tarnbrook.example"),
        subject: "Re: Hello", html: nil, text: text, messageID: "\(name)@theirs.example",
        inReplyTo: lead.messageID, references: [lead.messageID]
      ).bytes()
      _ = try workspace.receive(raw: raw, mailbox: mailbox, sourceKey: name)
    }
    let classifier = Classifier(queue: queue, database: database, reader: RuleReader())
    while try classifier.work() > 0 {}

    for (name, _) in words {
      let lead = try #require(leads[name])
      #expect(
        try workspace.value("SELECT class FROM replies WHERE account_id = \(lead.account)") == name)
    }
    #expect(try workspace.value("SELECT count(*) FROM suppressions") == 1)
    #expect(try workspace.value("SELECT count(*) FROM replies WHERE follow_up = 'due'") == 1)
    #expect(try workspace.value("SELECT count(*) FROM enrollments WHERE state = 'active'") == 1)
  }

  @Test(
    "Only a report of a failure is a bounce",
    arguments: [
      ("failed", "550 5.1.1 User unknown", true), ("delayed", "450 4.2.0 Greylisted", false),
    ])
  func onlyAFailureIsABounce(action: String, answer: String, isBounce: Bool) throws {
    let campaign = try workspace.makeCampaign()
    let mailbox = try workspace.makeMailbox()
    let lead = try workspace.makeWrittenTo("Acme", in: campaign, from: mailbox)
    let report = """
      Return-Path: <>
      From: MAILER-DAEMON@mx.example
      Subject: Mail delivery report
      MIME-Version: 1.0
      Content-Type: multipart/report; report-type=delivery-status; boundary="b"

      --b
      Content-Type: message/delivery-status

      Reporting-MTA: dns; mx.example

      Final-Recipient: rfc822; \(lead.email)
      Action: \(action)
      Status: \(answer.split(separator: " ")[1])
      Diagnostic-Code: smtp; \(answer)

      --b
      Content-Type: text/rfc822-headers

      Message-ID: <\(lead.messageID)>

      --b--
      """

    _ = try workspace.receive(raw: Array(report.utf8), mailbox: mailbox, sourceKey: "report")

    let bounced: Bool = try workspace.value(
      "SELECT bounce IS NOT NULL FROM deliveries WHERE id = \(lead.delivery)")
    #expect(bounced == isBounce)
    #expect(
      try workspace.value(
        "SELECT email_invalid_at IS NOT NULL FROM contacts WHERE id = \(lead.contact)")
        == isBounce)
  }
}
