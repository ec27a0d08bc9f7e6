import Foundation
import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct ConversationTests {
  @Test func whatWasSaidStandsInOrderWithItsAuthor() throws {
    let campaign = try workspace.makeCampaign()
    let mailbox = try workspace.makeMailbox()
    let lead = try workspace.makeWrittenTo("Acme", in: campaign, from: mailbox)
    _ = try workspace.makeReply("Who are you?", from: lead, mailbox: mailbox)
    try workspace.logSent(
      LoggedMessage(
        contact: lead.contact, channel: .meeting, subject: "", text: "Explained it",
        at: Date(timeIntervalSinceNow: 60)), in: campaign)

    let lines = try workspace.conversation(with: lead.account, in: campaign)

    #expect(lines.map(\.text) == ["Who are you?", "Explained it"])
    #expect(lines.map(\.author) == ["Petra", "Overture"])
    #expect(lines.map(\.isInbound) == [true, false])
  }

  @Test func whatIsLoggedTakesTheDraftOfItsOwnConversationOnly() throws {
    let campaign = try workspace.makeCampaign()
    let other = try workspace.makeCampaign("Winter")
    let mailbox = try workspace.makeMailbox()
    let lead = try workspace.makeWrittenTo("Acme", in: campaign, from: mailbox)
    try workspace.run(
      "INSERT INTO campaign_accounts (campaign_id, account_id) VALUES (\(other), \(lead.account))")
    let message = LoggedMessage(
      contact: lead.contact, channel: .linkedin, subject: "", text: "Hello", at: Date())
    for each in [campaign, other] { try workspace.saveDraft(message, in: each) }
    func drafts() throws -> [Message.ID] {
      try workspace.rows("SELECT id FROM messages WHERE state = 'draft' ORDER BY id").map {
        try $0["id"]
      }
    }
    let made = try drafts()
    try #require(made.count == 2)

    try workspace.logSent(message, in: campaign, draft: made[1])
    #expect(try drafts() == made)
    try workspace.logSent(message, in: campaign, draft: made[0])
    #expect(try drafts() == [made[1]])
  }

  @Test func aPastedMessageWithoutAClassWaitsForTheClassifier() throws {
    let campaign = try workspace.makeCampaign()
    let mailbox = try workspace.makeMailbox()
    let lead = try workspace.makeWrittenTo("Acme", in: campaign, from: mailbox)

    let reply = try workspace.pasteInbound(
      LoggedMessage(
        contact: lead.contact, channel: .linkedin, subject: "", text: "Fine", at: Date()),
      as: nil, in: campaign)

    let waiting = try queue.claimReplies(for: "test", atMost: 5)
    #expect(waiting.map(\.id) == [reply])
    #expect(waiting.first?.text == "Fine")
  }

  @Test("who asks in pasted words to be left alone is suppressed: a person vouches for them")
  func aPastedWishToBeLeftAloneIsHeard() throws {
    let campaign = try workspace.makeCampaign()
    let lead = try workspace.makeWrittenTo(
      "Acme", in: campaign, from: try workspace.makeMailbox())
    let reply = try workspace.pasteInbound(
      LoggedMessage(
        contact: lead.contact, channel: .email, subject: "", text: "Take me off your list",
        at: Date()),
      as: nil, in: campaign)

    // The classifier reads it: there is no person then.
    try database.inWorkspace(workspace.id) {
      try $0.run(
        "SELECT fn.classify_reply(\(reply), 'unsubscribe', 0.98, ARRAY['take me off'], NULL)")
    }

    #expect(
      try workspace.value("SELECT count(*) FROM suppressions WHERE email = \(lead.email)") == 1)
  }

  @Test func whoIsSuppressedIsNotWrittenToByHandEither() throws {
    let campaign = try workspace.makeCampaign()
    let mailbox = try workspace.makeMailbox()
    let lead = try workspace.makeWrittenTo("Acme", in: campaign, from: mailbox)
    try workspace.run(
      "INSERT INTO suppressions (email, reason) VALUES (\(lead.email), 'unsubscribed')")

    #expect(throws: Refusal.invalid("unsubscribed")) {
      try workspace.logSent(
        LoggedMessage(
          contact: lead.contact, channel: .email, subject: "", text: "Hello", at: Date()),
        in: campaign)
    }
  }
}
