import Foundation
import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct CorrectionTests {
  private func settled(_ replyClass: Reply.Class) throws -> (Reply.ID, WrittenTo) {
    let campaign = try workspace.makeCampaign()
    let mailbox = try workspace.makeMailbox()
    let lead = try workspace.makeWrittenTo("Acme", in: campaign, from: mailbox)
    let reply = try workspace.makeReply("Words", from: lead, mailbox: mailbox)
    try workspace.settle(reply, as: Verdict(replyClass, confidence: 0.6, reasons: ["+ test"]))
    return (reply, lead)
  }

  private func correct(_ reply: Reply.ID, to replyClass: Reply.Class) throws {
    try database.inWorkspace(workspace.id, as: Person.ID(rawValue: 1)) {
      try $0.correct(reply, to: replyClass)
    }
  }

  @Test func theFirstClassStaysOnRecord() throws {
    let (reply, _) = try settled(.neutral)

    try correct(reply, to: .negative)
    try correct(reply, to: .positive)

    let details = try workspace.reply(reply)
    #expect(details.firstClass == .neutral)
    #expect(details.replyClass == .positive)
    #expect(details.correctedBy == "Dana")
  }

  @Test("S0-047 the class drives the next action, also when a person corrects it")
  func theActionsFollowTheClass() throws {
    let (reply, lead) = try settled(.unsubscribe)

    try correct(reply, to: .positive)
    let asPositive = try workspace.reply(reply)
    let suppressed: Int = try workspace.value("SELECT count(*) FROM suppressions")
    try correct(reply, to: .unsubscribe)
    let asUnsubscribe = try workspace.reply(reply)

    #expect(asPositive.followUp == .due)
    #expect(suppressed == 0)
    #expect(asUnsubscribe.followUp == nil)
    #expect(
      try workspace.value("SELECT reason FROM suppressions WHERE email = \(lead.email)")
        == "asked_in_words")
  }

  @Test func anAddressAloneSuppressesOnlyWhenAPersonHasReadIt() throws {
    let campaign = try workspace.makeCampaign()
    let mailbox = try workspace.makeMailbox()
    let lead = try workspace.makeWrittenTo("Acme", in: campaign, from: mailbox)
    let reception = try workspace.receive(
      InboundMessage(
        kind: .reply, messageID: "fresh@x", references: [], tokens: [], senderEmail: lead.email,
        senderName: "", subject: "", text: "Leave me alone"), mailbox: mailbox, sourceKey: "k")
    let reply = try #require(reception.reply)

    try workspace.settle(reply, as: Verdict(.unsubscribe, confidence: 1, reasons: ["+ test"]))
    let before: Int = try workspace.value("SELECT count(*) FROM suppressions")
    try correct(reply, to: .unsubscribe)

    #expect(before == 0)
    #expect(
      try workspace.value("SELECT exit_reason FROM enrollments WHERE id = \(lead.enrollment)")
        == "unsubscribed")
    #expect(try workspace.value("SELECT count(*) FROM suppressions") == 1)
  }

  @Test("S0-051 an absence that was read as an answer lets the sequence go on, when they are back")
  func anAbsenceReadAsAnAnswerGoesOn() throws {
    let (reply, lead) = try settled(.neutral)
    #expect(try ending(of: lead) == "reply_received")

    try correct(reply, to: .outOfOffice)

    #expect(try ending(of: lead) == "active")
    #expect(
      try workspace.value(
        "SELECT held_because FROM enrollments WHERE id = \(lead.enrollment)") == "out of office")
    #expect(
      try workspace.value(
        """
        SELECT string_agg(position || '/' || attempt || ' ' || state, ', ' ORDER BY id)
        FROM deliveries WHERE enrollment_id = \(lead.enrollment)
        """) == "0/1 sent, 1/1 canceled, 1/2 planned")
    #expect(
      try workspace.value("SELECT count(*) FROM deliveries WHERE replied_at IS NOT NULL") == 0)
    // And back again: it ends once more, and nothing waits.
    try correct(reply, to: .neutral)
    #expect(try ending(of: lead) == "reply_received")
    #expect(try workspace.value("SELECT count(*) FROM deliveries WHERE state = 'planned'") == 0)
  }

  @Test("S0-043 an unsubscription that was only read into the words is taken back whole")
  func anUnsubscriptionOfTheReadingIsTakenBack() throws {
    let (reply, lead) = try settled(.unsubscribe)
    #expect(try ending(of: lead) == "unsubscribed")

    try correct(reply, to: .neutral)
    #expect(try ending(of: lead) == "reply_received")
    try correct(reply, to: .outOfOffice)

    #expect(try ending(of: lead) == "active")
    #expect(try workspace.value("SELECT count(*) FROM suppressions") == 0)
  }

  @Test func whoHasUnsubscribedOtherwiseStaysOut() throws {
    let (reply, lead) = try settled(.unsubscribe)
    try workspace.run("UPDATE suppressions SET reason = 'unsubscribed', note = ''")

    try correct(reply, to: .outOfOffice)

    #expect(try ending(of: lead) == "unsubscribed")
  }

  @Test func whoHasAnsweredBesidesStaysOut() throws {
    let (reply, lead) = try settled(.neutral)
    let other = try workspace.makeReply("Really", from: lead, mailbox: 1)
    try workspace.settle(other, as: Verdict(.negative, confidence: 0.9, reasons: ["+ no"]))

    try correct(reply, to: .outOfOffice)

    #expect(try ending(of: lead) == "reply_received")
  }

  @Test("S0-051 another person whom a reply names is a suggestion, and nobody is added")
  func whomAReplyNamesIsSuggested() throws {
    let (reply, lead) = try settled(.wrongPerson)
    try workspace.run(
      "UPDATE message_texts SET text = 'Write to Karl <K.Schmidt@acme.example>, not to me.'")

    #expect(try workspace.reply(reply).namedAddresses == ["k.schmidt@acme.example"])
    #expect(try workspace.value("SELECT count(*) FROM contacts") == 1)
    #expect(lead.email != "k.schmidt@acme.example")
  }

  private func ending(of lead: WrittenTo) throws -> String {
    try workspace.value(
      "SELECT coalesce(exit_reason::text, state::text) FROM enrollments WHERE id = \(lead.enrollment)"
    )
  }
}
