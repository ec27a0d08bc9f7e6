import Foundation
import Mail
import Outreach
import Postgres
import TestKit
import Testing
import Workers

@Suite(.database) struct SenderTests {
  @Test("S1-056 each delivery is logged, with what the server said")
  func aDueStepIsSentAndRecorded() throws {
    let sink = try Sink.recorder()
    let campaign = try workspace.makeSendingCampaign(port: sink.port)
    try workspace.makeSendingStep(of: campaign)
    try workspace.makeSendingLead("ada@example.com", in: campaign)

    try send()

    let messages = try sink.messages()
    #expect(messages.count == 1)
    #expect(messages.first?.contains("Subject: Hello Ada\r\n") == true)
    #expect(try workspace.deliveryStates() == ["sent": 1])
    let answer: String = try workspace.value("SELECT answer FROM deliveries")
    #expect(answer == "250 2.0.0 taken")
    let subject: String = try workspace.value("SELECT subject FROM message_texts")
    #expect(subject == "Hello Ada")
    #expect(try workspace.value("SELECT count(*) FROM messages WHERE state = 'sent'") == 1)
    #expect(try workspace.stepStatisticsDrift() == 0)
  }

  @Test func theSignatureOfItsMailboxIsInEachEmail() throws {
    let sink = try Sink.recorder()
    let campaign = try workspace.makeSendingCampaign(port: sink.port, mailboxes: 2)
    try workspace.makeSendingStep(of: campaign)
    try workspace.run(
      "UPDATE mailboxes SET signature = E'Ines Weir\\nSales' WHERE email LIKE 'ines0@%'")
    for number in 1...12 { try workspace.makeSendingLead("l\(number)@e.example", in: campaign) }

    try send()

    let mails = try sink.messages().map { IncomingMessage(parsing: Array($0.utf8)) }
    let (signed, unsigned) = (
      mails.filter { $0.from?.address.hasPrefix("ines0@") == true },
      mails.filter { $0.from?.address.hasPrefix("ines1@") == true }
    )
    #expect(!signed.isEmpty && !unsigned.isEmpty)
    for mail in signed {
      #expect(mail.text.hasPrefix("Hi Ada\n\n-- \nInes Weir\nSales\n\n"))
      #expect(mail.html?.contains(">Ines Weir<br>Sales</div><p") == true)
      #expect(mail.visibleText == "Hi Ada")
    }
    for mail in unsigned {
      #expect(mail.text.hasPrefix("Hi Ada\n\n-- \n"))
      #expect(!mail.text.contains("Weir"))
    }
  }

  @Test("S1-055 each email is handed over with the sign-in of the mailbox that it comes from")
  func eachMailboxSignsInAsItself() throws {
    let sink = try Sink.recorder()
    let campaign = try workspace.makeSendingCampaign(port: sink.port, mailboxes: 3)
    try workspace.makeSendingStep(of: campaign)
    // The third has no sign-in of its own, and must not borrow one.
    try workspace.run(
      """
      UPDATE mailboxes SET smtp_user = email, smtp_password = convert_to('secret of ' || email, 'UTF8')
      WHERE id < (SELECT max(id) FROM mailboxes)
      """)
    for number in 1...30 { try workspace.makeSendingLead("l\(number)@e.example", in: campaign) }

    try send()

    let messages = try sink.messages()
    #expect(messages.count == 30)
    var senders: Set<String> = []
    for message in messages {
      let lines = message.split(separator: "\r\n")
      let from = try #require(lines.first { $0.hasPrefix("From: ") })
      let sender = try #require(from.firstMatch(of: /<([^>]+)>/)?.1)
      senders.insert(String(sender))
      let signIn = lines.first { $0.hasPrefix("X-Signed-In: ") }?.dropFirst(13)
      #expect(signIn == (sender.hasPrefix("ines2@") ? nil : "\(sender) secret of \(sender)"))
    }
    #expect(senders.count == 3)
  }

  @Test("S1-001 a sequence of steps goes out by itself, by wait, condition and sender rotation")
  func aSequenceGoesOutByItself() throws {
    let sink = try Sink.recorder()
    let campaign = try workspace.makeSendingCampaign(port: sink.port, mailboxes: 3)
    try workspace.makeSendingStep(of: campaign)
    try workspace.makeSendingStep(1, of: campaign, subjects: ["You opened"], condition: "on_open")
    try workspace.makeSendingStep(2, of: campaign, subjects: ["Last"], days: 2)
    for number in 1...12 { try workspace.makeSendingLead("l\(number)@e.example", in: campaign) }

    try send()

    // Nobody opened, so the second step is skipped; the third waits its two days.
    #expect(try sink.messages().count == 12)
    #expect(try workspace.deliveryStates() == ["sent": 12, "skipped": 12, "planned": 12])
    #expect(
      try workspace.value("SELECT count(DISTINCT mailbox_id) FROM enrollments") > 1)
    #expect(
      try workspace.value(
        "SELECT bool_and(due_at > now() + interval '47 hours') FROM deliveries WHERE state = 'planned'"
      )
    )
  }

  @Test("S1-050 a slow server does not make emails to one domain leave together")
  func aDomainsRateHoldsOnTheWire() throws {
    // By the time it greets, all four have passed the moments that were reserved for them.
    let sink = try Sink.recorder(["2"])
    let campaign = try workspace.makeSendingCampaign(port: sink.port)
    try workspace.makeSendingStep(of: campaign)
    for number in 1...4 { try workspace.makeSendingLead("l\(number)@gmail.com", in: campaign) }
    try workspace.run("DELETE FROM domain_rates")

    try send()

    #expect(try sink.closest() > .milliseconds(450), "fifty less than two a second")
  }

  @Test("S1-050 two senders and a slow server do not exceed a domain's rate together")
  func twoSendersKeepADomainsRate() throws {
    let sink = try Sink.recorder(["1"])
    let campaign = try workspace.makeSendingCampaign(port: sink.port, mailboxes: 2)
    try workspace.makeSendingStep(of: campaign)
    for number in 1...10 { try workspace.makeSendingLead("l\(number)@gmail.com", in: campaign) }
    try workspace.run("DELETE FROM domain_rates")

    try atOnce(2) { _ in try send() }

    #expect(try sink.closest() > .milliseconds(450))
    #expect(try workspace.deliveryStates() == ["sent": 10])
  }

  @Test("what a host remembers of the database lies in a file outside of it")
  func aSenderNoticesADatabaseThatHasGoneBack() throws {
    let sink = try Sink.recorder()
    let campaign = try workspace.makeSendingCampaign(port: sink.port)
    try workspace.makeSendingStep(of: campaign)
    try workspace.makeSendingLead("ada@example.com", in: campaign)
    let file = sink.folder.appending(path: "seen-databases.json")
    // A new database's first number has no earlier one to go back to.
    try owner.run("SELECT setval('database_looks', 100)")
    try send { $0.memory = file }
    #expect(try sink.messages().filter { $0.contains("Subject: Hello Ada") }.count == 1)
    try workspace.makeSendingLead("bob@example.com", in: campaign)

    // An older state of the same files: its numbers have gone back.
    try owner.run("SELECT setval('database_looks', 1)")
    try send { $0.memory = file }

    #expect(try workspace.value("SELECT status FROM campaigns") == "paused")
    #expect(try workspace.deliveryStates() == ["sent": 1, "planned": 1])
  }

  @Test func aFollowUpAnswersTheSubjectThatWasSent() throws {
    let sink = try Sink.recorder()
    let campaign = try workspace.makeSendingCampaign(port: sink.port)
    try workspace.makeSendingStep(of: campaign, subjects: ["Hello {{FIRST_NAME}}"])
    try workspace.makeSendingStep(1, of: campaign, subjects: [""])
    try workspace.makeSendingLead("ada@example.com", in: campaign)
    try send()
    try workspace.run("UPDATE steps SET subjects = ARRAY['Something else'] WHERE position = 0")

    try workspace.expireWaits()
    try send()

    #expect(try sink.messages().last?.contains("Subject: Re: Hello Ada\r\n") == true)
  }

  @Test("S1-045 the sender looks every 5 seconds, also when nobody calls it")
  func itLooksAgainByItself() throws {
    #expect(SenderSettings { _, _ in "" }.pause == .seconds(5))
    let sink = try Sink.recorder()
    let campaign = try workspace.makeSendingCampaign(port: sink.port)
    try workspace.makeSendingStep(of: campaign)
    let lead = try workspace.makeSendingLead("ada@example.com", in: campaign)
    try workspace.run(
      "UPDATE deliveries SET due_at = now() + interval '1 second' WHERE enrollment_id = \(lead)")
    let stop = Stop()

    try atOnce(2) { thread in
      guard thread == 0 else {
        defer { stop.request() }
        let end = ContinuousClock.now + .seconds(30)
        while try workspace.deliveryStates()["sent"] != 1, ContinuousClock.now < end {}
        return
      }
      var settings = SenderSettings { secret, _ in String(decoding: secret, as: UTF8.self) }
      settings.allowsPrivateServers = true
      Sender(queue: queue, settings: settings) { Issue.record($0) }.run(until: stop)
    }

    #expect(try workspace.deliveryStates() == ["sent": 1])
  }

  @Test("S1-052 mail is signed with its mailbox's key, and others verify it as it came")
  func mailIsSigned() throws {
    let sink = try Sink.recorder()
    let campaign = try workspace.makeSendingCampaign(port: sink.port)
    try workspace.makeSendingStep(of: campaign)
    for name in ["ada", "bo"] { try workspace.makeSendingLead("\(name)@e.example", in: campaign) }
    let key = try DKIMKey.generate()
    let mailbox: Mailbox.ID = try workspace.value("SELECT id FROM mailboxes")
    try workspace.sign(
      mailbox: mailbox, domain: "send.example", selector: "ov1",
      privateKey: Array(key.privateKeyPEM.utf8), record: key.record)

    try send()

    let files = try FileManager.default.contentsOfDirectory(
      at: sink.folder, includingPropertiesForKeys: nil)
    let verdicts = try python(
      "WorkersTests/Sending/verify_dkim.py", ["ov1._domainkey.send.example.", key.record],
      input: Data(files.map(\.path).joined(separator: "\n").utf8))
    #expect(String(decoding: verdicts, as: UTF8.self) == "verified\nverified\n")
  }

  @Test func fourSendersNeverSendTheSameStep() throws {
    let sink = try Sink.recorder()
    let campaign = try workspace.makeSendingCampaign(port: sink.port, mailboxes: 2)
    try workspace.makeSendingStep(of: campaign)
    try workspace.makeSendingStep(1, of: campaign, subjects: ["More"])
    for number in 1...40 { try workspace.makeSendingLead("lead\(number)@e.example", in: campaign) }

    try atOnce(2) { _ in try send() }
    try send()

    let ids = try sink.messages().map(messageID)
    #expect(ids.count == 80)
    #expect(Set(ids).count == 80)
    #expect(try workspace.deliveryStates() == ["sent": 80])
  }

  @Test(
    "Each fault of smtp-sink leads to its state",
    arguments: [
      (["-q", "."], "unconfirmed"), (["-Q", "."], "deferred"), (["-r", "."], "deferred"),
      (["-f", "."], "failed"), (["-r", "RCPT"], "deferred"), (["-f", "RCPT"], "failed"),
      (["-f", "RCPT", "-B", "550 5.1.1 no such user"], "failed"), (["-q", "RCPT"], "planned"),
      (["-q", "MAIL"], "planned"), (["-q", "DATA"], "planned"), (["-q", "CONNECT"], "planned"),
      (["-p"], "sent"), (["-e"], "sent"), (["-P"], "sent"), (["-W", ".:1"], "sent"),
      (["-r", "MAIL"], "deferred"), (["-f", "DATA"], "failed"),
    ])
  func aFaultLeadsToItsState(flags: [String], state: String) throws {
    let sink = try Sink(flags)
    let campaign = try workspace.makeSendingCampaign(port: sink.port)
    try workspace.makeSendingStep(of: campaign)
    try workspace.makeSendingLead("ada@example.com", in: campaign)

    try send()

    #expect(try workspace.stateOfDelivery() == state)
  }
}

/// Sends all that is due, to servers on this machine.
func send(_ change: (inout SenderSettings) -> Void = { _ in }) throws {
  var settings = SenderSettings { secret, _ in String(decoding: secret, as: UTF8.self) }
  settings.connections = 4
  settings.allowsPrivateServers = true
  change(&settings)
  Sender(queue: queue, settings: settings) { Issue.record($0) }.runUntilIdle()
}

func messageID(of message: String) -> String {
  let line = message.components(separatedBy: "\r\n").first { $0.hasPrefix("Message-ID: ") }
  return String(line?.dropFirst("Message-ID: ".count) ?? "")
}
