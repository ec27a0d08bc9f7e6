import Foundation
import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

@Suite(.database) struct PositiveRepliesPageTests {
  private func positive(_ name: String, hoursAgo: Int = 0) throws -> Reply.ID {
    let campaign: Campaign.ID =
      try workspace.rows("SELECT id FROM campaigns").first.map { try $0["id"] }
      ?? workspace.makeCampaign("Autumn")
    let mailbox: Int =
      try workspace.rows("SELECT id FROM mailboxes").first.map { try $0["id"] }
      ?? workspace.makeMailbox()
    let lead = try workspace.makeWrittenTo(name, in: campaign, from: mailbox)
    let reply = try workspace.makeReply("Yes, \(name)", from: lead, mailbox: mailbox)
    try workspace.run(
      "UPDATE replies SET received_at = now() - \(hoursAgo) * interval '1 hour' WHERE id = \(reply)"
    )
    try workspace.settle(reply, as: Verdict(.positive, confidence: 1, reasons: ["+ yes"]))
    return reply
  }

  @Test("S0-067 positive replies stand on the dashboard of sales, the most overdue first")
  func theMostOverdueFirst() throws {
    _ = try positive("Fresh")
    _ = try positive("Late", hoursAgo: 30)

    let page = try door().respond(
      to: Request(.get, "/positive-replies", query: ["tray": "team"]), as: someone(.sales))

    let late = try #require(page.text.range(of: "Yes, Late"))
    let fresh = try #require(page.text.range(of: "Yes, Fresh"))
    #expect(late.lowerBound < fresh.lowerBound)
    #expect(page.text.contains("6 h over"))
  }

  @Test func whereNothingWasDueTheChartSaysSo() throws {
    let page = try door().respond(to: Request(.get, "/positive-replies"), as: someone(.sales))

    #expect(page.text.contains("No positive reply was due yet."))
  }

  @Test("S0-068 sales sees in the sidebar of every page that positive replies wait")
  func theSidebarSaysThatTheyWait() throws {
    _ = try positive("Fresh")

    let page = try door().respond(to: Request(.get, "/replies"), as: someone(.sales))

    #expect(page.text.contains(#"data-live-key="side-i-flag">1"#))
  }

  @Test("S0-069 a sales rep marks a positive reply contacted, in time, and takes it back")
  func markedContactedAndTakenBack() throws {
    let reply = try positive("Fresh")

    _ = try post(reply, "contacted")
    let done = try workspace.followUpFigures(of: Person.ID(rawValue: 1), ownOnly: false)
    _ = try post(reply, "due")
    let again = try workspace.reply(reply)

    #expect(done.inTime == 1)
    #expect(done.team == 0)
    #expect(again.followUp == .due)
    #expect(!again.isSettled)
  }

  @Test("S0-070 the SLA is a setting, and who is late by it is overdue")
  func theSLAIsASetting() throws {
    try workspace.run("INSERT INTO settings (key, value) VALUES ('replies.sla_hours', '2')")
    _ = try positive("Three hours", hoursAgo: 3)

    let page = try door().respond(
      to: Request(.get, "/positive-replies", query: ["tray": "team"]), as: someone(.sales))

    #expect(page.text.contains("First answer within 2 hours"))
    #expect(page.text.contains("1 h over"))
  }

  @Test func aMeetingQualifiesTheAccountUntilItIsTakenBack() throws {
    let reply = try positive("Fresh")

    _ = try post(reply, "meeting_booked")
    let booked: String = try workspace.value("SELECT status FROM accounts")
    _ = try post(reply, "due")
    let back: String = try workspace.value("SELECT status FROM accounts")

    #expect(booked == "qualified")
    #expect(back == "responded")
  }

  private func post(_ reply: Reply.ID, _ outcome: String) throws -> Response {
    try door().respond(
      to: Request(
        .post, "/replies/\(reply)/follow-up", form: ["outcome": outcome, "csrf": "token"]),
      as: someone(.sales))
  }
}
