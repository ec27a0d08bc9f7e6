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
      try workspace.value("SELECT exit_reason FROM enrolments WHERE id = \(lead.enrolment)")
        == "unsubscribed")
    #expect(try workspace.value("SELECT count(*) FROM suppressions") == 1)
  }
}
