import Foundation
import Outreach
import Postgres
import TestKit
import Testing

/// docs/events.md says what there is: every kind, and the fields of its events.
@Suite(.database) struct EventVocabularyTests {
  @Test func theDocumentListsEveryKindOnce() throws {
    let documented = try documentedFields().map(\.kind)

    #expect(documented.sorted() == EventKind.allCases.map(\.rawValue).sorted())
  }

  /// One act or more for each kind; what the events of a kind hold together is what is documented.
  @Test("S1-057 whatever happens emits its event, with the fields that are documented")
  func everyKindIsEmittedWithItsFields() throws {
    try workspace.run(
      "INSERT INTO memberships (person_id, role) VALUES (1, 'owner') ON CONFLICT DO NOTHING")
    try workspace.run(
      """
      INSERT INTO subscribers (consumer, name, address, kinds)
      VALUES ('webhook', 'All', 'https://all.example', enum_range(NULL::event_kind))
      """)
    try sendEmails()
    try visitAndAnswer()
    try changeCampaigns()
    try changeMailboxAndWebhook()

    let emitted = try emittedFields()
    for (kind, fields) in try documentedFields() {
      let seen = try #require(emitted[kind], "nothing emitted \(kind)")
      #expect(seen.subtracting(fields) == [], "\(kind) has fields that are not documented")
      #expect(fields.subtracting(seen) == [], "\(kind) never had these documented fields")
    }
  }

  /// They would cost an import a third of its time.
  @Test func whatListsBringIsWrittenOnlyWhereSomebodySubscribesToIt() throws {
    let bulk = ["account.added", "contact.created", "enrollment.started"]
    func enroll(_ name: String) throws {
      let lead = try workspace.makeLead("\(name)@example.com", company: name)
      let draft = try workspace.makeDraft(name)
      _ = try workspace.attach(list: workspace.makeList(of: [lead], named: name), to: draft)
    }
    func kinds() throws -> [String] {
      try workspace.value(
        """
        SELECT coalesce(array_agg(DISTINCT kind::text ORDER BY kind::text), '{}') FROM events
        WHERE kind::text = ANY (\(bulk))
        """)
    }
    try otherWorkspace.run(
      """
      INSERT INTO subscribers (consumer, name, address, kinds)
      VALUES ('webhook', 'Theirs', 'https://e.example', enum_range(NULL::event_kind))
      """)

    try enroll("First")
    #expect(try kinds() == [])
    try workspace.run(
      """
      INSERT INTO subscribers (consumer, name, address, kinds)
      VALUES ('webhook', 'Ours', 'https://e.example', \(bulk)::text[]::event_kind[])
      """)
    try enroll("Second")

    #expect(try kinds() == bulk)
  }

  @Test func noEventHoldsTheTextOfAMessageOrASecret() throws {
    let campaign = try workspace.makeCampaign()
    let mailbox = try workspace.makeMailbox()
    let lead = try workspace.makeWrittenTo("Acme", in: campaign, from: mailbox)
    let reply = try workspace.makeReply("A canary of a text", from: lead, mailbox: mailbox)
    try workspace.settle(reply, as: Verdict(.positive, confidence: 0.9, reasons: ["canary"]))
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    let secrets = try Secrets(file: folder.appending(path: "key"))
    let secret = WebhookSecret()
    let draft = WebhookDraft(name: "Ours", address: "https://e.example", kinds: [.emailSent])
    try workspace.test(webhook: workspace.addWebhook(draft, secret, secrets))

    let all: String = try workspace.value("SELECT string_agg(e::text, ' ') FROM events e")
    #expect(all.contains("reply.classified") && all.contains("webhook.tested"))
    #expect(!all.contains("canary"))
    #expect(!all.contains(secret.text))
  }

  /// Sent, deferred, failed, unconfirmed, bounced, complained.
  private func sendEmails() throws {
    let campaign = try workspace.makeSendingCampaign()
    try workspace.makeSendingStep(of: campaign)
    for (number, outcome) in [Settlement.Outcome.sent, .deferred, .unconfirmed].enumerated() {
      let lead = try workspace.makeLead(
        "lead\(number)@example.com", company: "Firm \(number)")
      _ = try workspace.attach(
        list: workspace.makeList(of: [lead], named: "\(number)"), to: campaign)
      try send(outcome, meaning: outcome == .deferred ? .defer : nil, answer: "said")
    }
    try workspace.run("SELECT fn.record_bounce(1, 'hard', 'no such user', '5.1.1')")
    try workspace.run("SELECT fn.record_complaint(1)")
    // The tries of the deferred one are used up, so it may be tried again.
    for _ in 0..<3 {
      try workspace.expireWaits()
      try send(.deferred, meaning: .defer, answer: "450 4.2.0 later")
    }
    _ = try database.inWorkspace(workspace.id, as: Person.ID(rawValue: 1)) { connection in
      try connection.rows("SELECT fn.try_failed_again(\(campaign), 1)")
    }
  }

  private func visitAndAnswer() throws {
    let campaign = try workspace.makeCampaign("Answers")
    let mailbox = try workspace.makeMailbox("answers@tarnbrook.example")
    let lead = try workspace.makeWrittenTo("Acme", in: campaign, from: mailbox)
    let second = try workspace.makeWrittenTo("Beta", in: campaign, from: mailbox)
    try workspace.run(
      "INSERT INTO delivery_links (delivery_id, number, target) VALUES (\(lead.delivery), 1, 'https://x.example')"
    )
    for kind in ["opened", "clicked"] {
      try workspace.run(
        """
        SELECT fn.record_visit(token, \(kind)::tracking_kind, CASE \(kind) WHEN 'clicked' THEN 1 END,
          'human', '', NULL, 'a browser')
        FROM deliveries WHERE id = \(lead.delivery)
        """)
    }
    let reply = try workspace.makeReply("Yes", from: lead, mailbox: mailbox)
    try workspace.settle(
      reply, as: Verdict(.positive, confidence: 0.9, reasons: ["He asks for a call"]))
    try workspace.followUp(reply, .meetingBooked)
    let no = try workspace.makeReply("No", from: second, mailbox: mailbox)
    try workspace.settle(
      no, as: Verdict(.negative, confidence: 0.9, reasons: ["He asks for a call"]))
    try database.inWorkspace(workspace.id, as: Person.ID(rawValue: 1)) { connection in
      try connection.correct(no, to: .outOfOffice)
    }
    try workspace.logSent(
      LoggedMessage(
        contact: second.contact, channel: .linkedin, subject: "", text: "Hello", at: Date()),
      in: campaign)
    #expect(try workspace.suppress(second.email, because: .byHand))
    try workspace.unsuppress(second.email)
    _ = try database.inWorkspace(workspace.id, as: Person.ID(rawValue: 1)) { connection in
      try connection.decide(.approved, on: [second.account], in: campaign)
    }
    let third = try workspace.makeLead("third@example.com", company: "Third")
    let draft = try workspace.makeDraft("Removal")
    _ = try workspace.attach(list: workspace.makeList(of: [third], named: "Third"), to: draft)
    let account: Account.ID = try workspace.value(
      "SELECT account_id FROM contacts WHERE id = \(third)")
    try workspace.remove(account: account, from: draft)
  }

  private func changeCampaigns() throws {
    let campaign = try workspace.makeDraft("Lifecycle")
    try workspace.run(
      "UPDATE campaigns SET status = 'running', launch_at = now() WHERE id = \(campaign)")
    try workspace.run("SELECT fn.unlaunch_campaign(\(campaign))")
    try workspace.run("UPDATE campaigns SET status = 'running' WHERE id = \(campaign)")
    try queue.run(
      "SELECT fn.pause_failing_campaign(\(workspace.id), \(campaign), '22000', 'broken')")
    try workspace.setStatus(of: campaign, to: .running)
    try workspace.archive(campaign)
    try workspace.restore(campaign)
    try workspace.setStatus(of: campaign, to: .completed)
    try workspace.delete(campaign, named: "Lifecycle")
  }

  private func changeMailboxAndWebhook() throws {
    let mailbox = try workspace.makeMailbox("ill@tarnbrook.example")
    try queue.run(
      """
      UPDATE mailboxes SET health = 10, last_error = '421 later', cooling_until = now() + interval '1 hour'
      WHERE id = \(mailbox)
      """)
    #expect(try queue.endMailboxFailures() == 0)
    try queue.run("UPDATE mailboxes SET health = 60, cooling_until = NULL WHERE id = \(mailbox)")
    #expect(try queue.endMailboxFailures() == 1)
    let webhook: Webhook.ID = try workspace.value(
      """
      INSERT INTO subscribers (consumer, name, address, kinds)
      VALUES ('webhook', 'Ours', 'https://e.example', '{email.sent}') RETURNING id
      """)
    try workspace.test(webhook: webhook)
    let claimed = try #require(
      try queue.claimEventDelivery(for: .webhook, lease: .seconds(60)))
    try queue.settle(claimed, EventAnswer(.gone, status: 410, text: "", milliseconds: 1))
  }

  private func emittedFields() throws -> [String: Set<String>] {
    let rows = try workspace.rows(
      """
      SELECT e.kind::text AS kind, coalesce(array_agg(DISTINCT f.name) FILTER (WHERE f.name IS NOT NULL), '{}')
        AS fields
      FROM events e LEFT JOIN LATERAL jsonb_object_keys(e.data) f (name) ON true
      GROUP BY e.kind
      """)
    return Dictionary(
      uniqueKeysWithValues: try rows.map { row in
        (try row["kind"], Set(try row["fields"] as [String]))
      })
  }

  /// | `kind` | when | `field`, `field` |
  private func documentedFields() throws -> [(kind: String, fields: Set<String>)] {
    let text = try String(
      contentsOf: packageFolder.appending(path: "docs/events.md"), encoding: .utf8)
    return text.split(separator: "\n").compactMap { line in
      guard let row = line.wholeMatch(of: #/\| `(\w+\.\w+)` \|([^|]*)\|([^|]*)\|/#) else {
        return nil
      }
      return (String(row.1), Set(row.3.matches(of: #/`(\w+)`/#).map { String($0.1) }))
    }
  }
}

extension TestWorkspace {
  fileprivate func addWebhook(
    _ draft: WebhookDraft, _ secret: WebhookSecret, _ secrets: Secrets
  ) throws -> Webhook.ID {
    try database.inWorkspace(id) { try $0.add(draft, secret: secret, sealedBy: secrets).id }
  }
}
