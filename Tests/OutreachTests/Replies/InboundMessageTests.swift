import Foundation
import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct InboundMessageTests {
  private func message(
    _ kind: InboundMessage.Kind = .reply, references: [String] = [], tokens: [String] = [],
    from: String = "nobody@nowhere.example", id: String = "m1@nowhere.example"
  ) -> InboundMessage {
    InboundMessage(
      kind: kind, messageID: id, references: references, tokens: tokens, senderEmail: from,
      senderName: "", subject: "Re", text: "Hello", severity: .hard, diagnosis: "550 5.1.1 no")
  }

  @Test("S0-053 a reply is captured by reference, by token, by address, or as unmatched")
  func aMessageFindsItsLead() throws {
    let campaign = try workspace.makeCampaign()
    let mailbox = try workspace.makeMailbox()
    let lead = try workspace.makeWrittenTo("Acme", in: campaign, from: mailbox)
    let token = lead.messageID.split(separator: "@")[0].dropFirst(2)

    let found = try [
      message(references: ["else@x", lead.messageID], id: "1@x"),
      message(tokens: [String(token)], id: "2@x"),
      message(from: lead.email.uppercased(), id: "3@x"),
      message(id: "4@x"),
    ].enumerated().map {
      try workspace.receive($1, mailbox: mailbox, sourceKey: "key \($0)").matchedBy
    }

    #expect(found == [.reference, .token, .address, nil])
  }

  @Test func theSameMessageIsTakenInOnce() throws {
    let first = try workspace.receive(message(), mailbox: nil, sourceKey: "folder/1")
    let sameSource = try workspace.receive(
      message(id: "other@x"), mailbox: nil, sourceKey: "folder/1")
    let sameMessage = try workspace.receive(message(), mailbox: nil, sourceKey: "folder/2")

    #expect(first.isFresh)
    #expect(!sameSource.isFresh)
    #expect(!sameMessage.isFresh)
    #expect(try workspace.value("SELECT count(*) FROM messages") == 1)
  }

  @Test func onlyWhoNamesOurMailCanSuppressAnAddress() throws {
    let campaign = try workspace.makeCampaign()
    let mailbox = try workspace.makeMailbox()
    let lead = try workspace.makeWrittenTo("Acme", in: campaign, from: mailbox)

    for (place, kind) in [InboundMessage.Kind.bounce, .complaint].enumerated() {
      _ = try workspace.receive(
        message(kind, from: lead.email, id: "forged\(place)@x"), mailbox: mailbox,
        sourceKey: "forged \(place)")
    }
    let afterForged: Int = try workspace.value(
      """
      SELECT (SELECT count(*) FROM suppressions)
        + (SELECT count(*) FROM contacts WHERE email_invalid_at IS NOT NULL)
      """)
    _ = try workspace.receive(
      message(.complaint, references: [lead.messageID], id: "real@x"), mailbox: mailbox,
      sourceKey: "real")

    #expect(afterForged == 0)
    #expect(
      try workspace.value("SELECT reason FROM suppressions WHERE email = \(lead.email)")
        == "complained")
    #expect(
      try workspace.value("SELECT exit_reason FROM enrollments WHERE id = \(lead.enrollment)")
        == "unsubscribed")
  }

  @Test func anotherWorkspacesMailIsNobodysHere() throws {
    let campaign = try workspace.makeCampaign()
    let mailbox = try workspace.makeMailbox()
    let lead = try workspace.makeWrittenTo("Acme", in: campaign, from: mailbox)

    let reception = try otherWorkspace.receive(
      message(references: [lead.messageID]), mailbox: nil, sourceKey: "theirs")

    #expect(reception.matchedBy == nil)
  }

  /// Receipts, reports of success, newsletters, notices of calendars.
  @Test func whatAnswersNothingIsNoReplyAndEndsNothing() throws {
    let campaign = try workspace.makeCampaign()
    let mailbox = try workspace.makeMailbox()
    let lead = try workspace.makeWrittenTo("Acme", in: campaign, from: mailbox)

    let reception = try workspace.receive(
      message(.other, references: [lead.messageID], from: lead.email, id: "receipt@x"),
      mailbox: mailbox, sourceKey: "receipt")

    #expect(reception.isFresh)
    #expect(reception.reply == nil)
    #expect(try workspace.value("SELECT count(*) FROM replies") == 0)
    #expect(
      try workspace.value("SELECT state::text FROM enrollments WHERE id = \(lead.enrollment)")
        == "active")
  }
}
