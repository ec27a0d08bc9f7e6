import Foundation
import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct ReplyTests {
  private func prepared() throws -> (Campaign.ID, Mailbox.ID, WrittenTo) {
    let campaign = try workspace.makeCampaign()
    let mailbox = try workspace.makeMailbox()
    return (campaign, mailbox, try workspace.makeWrittenTo("Acme", in: campaign, from: mailbox))
  }

  private func sure(_ replyClass: Reply.Class) -> Verdict {
    Verdict(replyClass, confidence: 0.9, reasons: ["+ test"])
  }

  @Test("S0-042 a lead that replies does not continue through the sequence")
  func aReplyEndsTheSequence() throws {
    let (_, mailbox, lead) = try prepared()
    let reply = try workspace.makeReply("Tell me more", from: lead, mailbox: mailbox)

    try workspace.settle(reply, as: sure(.neutral))

    #expect(
      try workspace.value("SELECT exit_reason FROM enrollments WHERE id = \(lead.enrollment)")
        == "reply_received")
    #expect(
      try workspace.value("SELECT state FROM deliveries WHERE position = 1") == "canceled")
  }

  @Test("S0-043 a lead that asks in words to be left alone is suppressed and exits")
  func whoAsksInWordsIsSuppressed() throws {
    let (_, mailbox, lead) = try prepared()
    let reply = try workspace.makeReply("Unsubscribe me", from: lead, mailbox: mailbox)

    try workspace.settle(reply, as: sure(.unsubscribe))

    #expect(
      try workspace.value("SELECT reason FROM suppressions WHERE email = \(lead.email)")
        == "asked_in_words")
    #expect(
      try workspace.value("SELECT exit_reason FROM enrollments WHERE id = \(lead.enrollment)")
        == "unsubscribed")
  }

  @Test("S0-044 a lead whose mail hard-bounces does not continue through the sequence")
  func aHardBounceEndsTheSequence() throws {
    let (_, mailbox, lead) = try prepared()

    _ = try workspace.receive(report(.bounce, on: lead), mailbox: mailbox, sourceKey: "b")

    #expect(
      try workspace.value("SELECT exit_reason FROM enrollments WHERE id = \(lead.enrollment)")
        == "email_bounced")
  }

  @Test("S0-057 a hard bounce is flagged on the delivery and on the address")
  func aHardBounceIsFlagged() throws {
    let (_, mailbox, lead) = try prepared()

    _ = try workspace.receive(report(.bounce, on: lead), mailbox: mailbox, sourceKey: "b")

    #expect(
      try workspace.value("SELECT bounce FROM deliveries WHERE id = \(lead.delivery)") == "hard")
    #expect(
      try workspace.value(
        "SELECT email_invalid_at IS NOT NULL FROM contacts WHERE id = \(lead.contact)"))
    #expect(try workspace.value("SELECT count(*) FROM replies") == 0)
  }

  @Test("S0-055 the first response sets has_replied, an absence does not")
  func theFirstResponseCounts() throws {
    let (campaign, mailbox, lead) = try prepared()
    let away = try workspace.makeReply("I am away", from: lead, mailbox: mailbox)
    let first = try workspace.makeReply("Yes", from: lead, mailbox: mailbox)

    try workspace.settle(away, as: sure(.outOfOffice))
    let afterAbsence: Int = try workspace.value(
      "SELECT count(first_replied_at) FROM campaign_accounts WHERE campaign_id = \(campaign)")
    try workspace.settle(first, as: sure(.positive))

    #expect(afterAbsence == 0)
    #expect(
      try workspace.value(
        "SELECT count(first_replied_at) FROM campaign_accounts WHERE campaign_id = \(campaign)")
        == 1)
    #expect(
      try workspace.value("SELECT status FROM accounts WHERE id = \(lead.account)") == "responded")
  }

  @Test(
    "S0-056 first_replied_at is set once, whatever the application's own role tries",
    arguments: ["NULL", "now() + interval '1 day'"])
  func theFirstReplyStands(value: String) throws {
    let (_, mailbox, lead) = try prepared()
    let reply = try workspace.makeReply("Yes", from: lead, mailbox: mailbox)
    try workspace.settle(reply, as: sure(.positive))

    let error = #expect(throws: PostgresError.self) {
      value == "NULL"
        ? try workspace.run("UPDATE campaign_accounts SET first_replied_at = NULL")
        : try workspace.run(
          "UPDATE campaign_accounts SET first_replied_at = now() + interval '1 d'")
    }

    #expect(error?.sqlState == "OR409")
  }

  @Test func aReplyIsSettledOnce() throws {
    let (_, mailbox, lead) = try prepared()
    let reply = try workspace.makeReply("Yes", from: lead, mailbox: mailbox)
    try workspace.settle(reply, as: sure(.positive))

    #expect(throws: Refusal.conflict("reply \(reply) is already classified")) {
      try workspace.settle(reply, as: sure(.negative))
    }
  }

  @Test func anAbsenceHoldsTheLeadUntilTheDayThatItNames() throws {
    let (_, mailbox, lead) = try prepared()
    let reply = try workspace.makeReply("Back on the 24th", from: lead, mailbox: mailbox)

    try workspace.settle(
      reply,
      as: Verdict(
        .outOfOffice, confidence: 1, reasons: ["+ away"],
        backOn: Day(year: 2036, month: 12, day: 24)))

    #expect(
      try workspace.value(
        "SELECT held_until = '2036-12-24 00:00Z' FROM enrollments WHERE id = \(lead.enrollment)"))
    #expect(
      try workspace.value("SELECT state FROM enrollments WHERE id = \(lead.enrollment)") == "active"
    )
  }

  @Test("S1-008 without Check reply the sequence goes on, but not after a no")
  func checkReplyIsASetting() throws {
    let (campaign, mailbox, lead) = try prepared()
    try workspace.run("UPDATE campaigns SET check_reply = false WHERE id = \(campaign)")
    let friendly = try workspace.makeReply("Received", from: lead, mailbox: mailbox)
    let no = try workspace.makeReply("No", from: lead, mailbox: mailbox)

    try workspace.settle(friendly, as: sure(.neutral))
    let after: String = try workspace.value(
      "SELECT state FROM enrollments WHERE id = \(lead.enrollment)")
    try workspace.settle(no, as: sure(.negative))

    #expect(after == "active")
    #expect(
      try workspace.value("SELECT state FROM enrollments WHERE id = \(lead.enrollment)") == "exited"
    )
  }

  @Test func aReplySettlesTheDoubtWhetherItsMailArrived() throws {
    let campaign = try workspace.makeCampaign()
    let mailbox = try workspace.makeMailbox()
    let lead = try workspace.makeWrittenTo(
      "Acme", in: campaign, from: mailbox, state: "unconfirmed")

    _ = try workspace.makeReply("Got it", from: lead, mailbox: mailbox)

    #expect(
      try workspace.value("SELECT state FROM deliveries WHERE id = \(lead.delivery)") == "sent")
  }

  private func report(_ kind: InboundMessage.Kind, on lead: WrittenTo) -> InboundMessage {
    InboundMessage(
      kind: kind, messageID: "report@theirs.example", references: [lead.messageID], tokens: [],
      senderEmail: "mailer-daemon@theirs.example", senderName: "", subject: "Returned", text: "",
      severity: .hard, diagnosis: "550 5.1.1 no such user")
  }
}
