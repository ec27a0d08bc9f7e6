import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

/// What the team sees on the campaign's page while it is being sent.
@Suite(.database) struct LaunchWatchTests {
  @Test(
    "S0-036 S0-037 S0-038 S0-040 sent, opened, bounced and replied are counted as they happen")
  func theFiguresFollowTheSending() throws {
    let campaign = try workspace.makeSendingCampaign()
    try workspace.makeSendingStep(of: campaign, subjects: ["Hello"])
    for number in 1...4 { try workspace.makeSendingLead("l\(number)@e.example", in: campaign) }
    let mailbox: Mailbox.ID = try workspace.value("SELECT id FROM mailboxes")
    #expect(
      try figures(of: campaign) == Figures(sent: "0", opened: "0", replied: "0", bounced: "0"))

    try send(3)
    #expect(
      try figures(of: campaign) == Figures(sent: "3", opened: "0", replied: "0", bounced: "0"))

    let rows = try workspace.rows(
      "SELECT token, message_id FROM deliveries WHERE state = 'sent' ORDER BY id")
    let sent: [(token: String, messageID: String)] = try rows.map {
      (try $0["token"], try $0["message_id"])
    }
    // Opened by a person: some minutes after it came, with a browser of people.
    try workspace.run("UPDATE deliveries SET sent_at = sent_at - interval '10 minutes'")
    _ = try door().respond(
      to: Request(.get, "/o/\(sent[0].token)", headers: [.userAgent: browser]), as: nil)
    #expect(
      try figures(of: campaign) == Figures(sent: "3", opened: "1", replied: "0", bounced: "0"))

    _ = try workspace.receive(
      message(.bounce, references: sent[1].messageID), mailbox: mailbox, sourceKey: "bounce")
    #expect(
      try figures(of: campaign) == Figures(sent: "3", opened: "1", replied: "0", bounced: "1"))

    let reception = try workspace.receive(
      message(.reply, references: sent[0].messageID), mailbox: mailbox, sourceKey: "reply")
    try workspace.settle(
      try #require(reception.reply), as: Verdict(.positive, confidence: 0.9, reasons: ["+ yes"]))
    #expect(
      try figures(of: campaign) == Figures(sent: "3", opened: "1", replied: "1", bounced: "1"))

    try send(1)
    #expect(try figures(of: campaign).sent == "4")
  }

  @Test("S0-036 the campaign's page brings its figures up to date while it is open")
  func thePageIsLive() throws {
    let campaign = try workspace.makeSendingCampaign()
    try workspace.makeSendingStep(of: campaign)

    let page = try page(campaign)

    #expect(page.contains("data-live=\"campaign:\(campaign)\""))
    #expect(page.contains("data-live-key=\"sequence\""))
  }

  @Test("S0-036 how far each lead has come is listed by state")
  func theLeadsAreListedByState() throws {
    let campaign = try workspace.makeSendingCampaign()
    try workspace.makeSendingStep(of: campaign)
    for number in 1...3 { try workspace.makeSendingLead("l\(number)@e.example", in: campaign) }
    try send(2)

    let leads = { (state: String) in
      let page = try door().respond(
        to: Request(.get, "/campaigns/\(campaign)/leads", query: ["state": state]), as: someone())
      return page.text.matches(of: /l\d@e\.example/).map { String($0.0) }
    }

    #expect(Set(try leads("active")).count == 1)
    #expect(Set(try leads("finished")).count == 2)
    #expect(try Set(leads("active")).isDisjoint(with: leads("finished")))
  }

  private struct Figures: Equatable {
    var sent: String
    var opened: String
    var replied: String
    var bounced: String
  }

  /// The first step's row on the campaign's page.
  private func figures(of campaign: Campaign.ID) throws -> Figures {
    let row = try #require(rows(of: section("sequence", of: page(campaign))).first)
    try #require(row.count == 6)
    return Figures(sent: row[1], opened: row[2], replied: row[4], bounced: row[5])
  }

  private func page(_ campaign: Campaign.ID) throws -> String {
    try door().respond(to: Request(.get, "/campaigns/\(campaign)"), as: someone()).text
  }

  private func send(_ count: Int) throws {
    let claimed = try queue.claimDeliveries(for: "sender", atMost: count)
    _ = try beginTransmission(of: claimed.map { Departure(of: $0, links: []) }, by: "sender")
    try queue.settle(
      claimed.map {
        Settlement(
          of: $0, by: "sender", .sent, meaning: .sent, answer: "250 ok", subject: $0.subject)
      })
  }

  private func message(_ kind: InboundMessage.Kind, references: String) -> InboundMessage {
    InboundMessage(
      kind: kind, messageID: "\(kind)@theirs.example", references: [references], tokens: [],
      senderEmail: "l1@e.example", senderName: "", subject: "Re: Hello", text: "Yes",
      severity: kind == .bounce ? .hard : nil,
      diagnosis: kind == .bounce ? "550 5.1.1 no such user" : "")
  }

  private let browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
}
