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
    let mailbox: Mailbox.ID =
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

  @Test func aPositiveReplyShowsTheAddressToAnswerTo() throws {
    _ = try positive("Fresh")
    let page = try door().respond(
      to: Request(.get, "/positive-replies", query: ["folder": "team"]), as: someone(.sales))
    #expect(page.text.contains(#"<a href="mailto:person@fresh.example">person@fresh.example</a>"#))
  }

  @Test("S0-067 positive replies stand on the dashboard of sales, the most overdue first")
  func theMostOverdueFirst() throws {
    _ = try positive("Fresh")
    _ = try positive("Late", hoursAgo: 30)

    let page = try door().respond(
      to: Request(.get, "/positive-replies", query: ["folder": "team"]), as: someone(.sales))

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

    #expect(
      page.text.contains(#"data-live-key="side-i-flag" title="1 of the team to follow up">1"#))
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
    #expect(!again.isDone)
  }

  @Test("S0-070 the SLA is a setting, and who is late by it is overdue")
  func theSLAIsASetting() throws {
    try workspace.run("INSERT INTO settings (key, value) VALUES ('replies.sla_hours', '2')")
    _ = try positive("Three hours", hoursAgo: 3)

    let page = try door().respond(
      to: Request(.get, "/positive-replies", query: ["folder": "team"]), as: someone(.sales))

    #expect(page.text.contains("First answer within 2 hours"))
    #expect(page.text.contains("1 h over"))
  }

  @Test("S0-070 who was taken out of the campaign still waits, in the list as in every count")
  func whoWasTakenOutOfTheCampaignStillWaits() throws {
    _ = try positive("Fresh")
    let late = try positive("Late", hoursAgo: 30)
    let (campaign, account) = try place(of: late)

    try workspace.remove(account: account, from: campaign)
    let page = try list(["folder": "team"])
    let dana = Person.ID(rawValue: 1)
    let frame = try workspace.frameFigures()
    let waiting = try workspace.waitingFigures(of: dana, ownOnly: false)

    #expect(page.contains("Yes, Late"))
    #expect(page.contains("campaign deleted"))
    #expect(page.contains("href=\"/accounts/\(account)\""))
    #expect(try workspace.positiveReplies(.team, of: dana).count == 2)
    #expect(frame.duePositive == 2)
    #expect(frame.overduePositive == 1)
    #expect(try workspace.followUpFigures(of: dana, ownOnly: false).team == 2)
    #expect((waiting.overdue, waiting.soon, waiting.later) == (1, 0, 1))
    #expect(try workspace.startFigures(of: dana, timeZone: "UTC").overdue == 1)

    _ = try post(late, "contacted")

    #expect(try list(["folder": "done"]).contains("Yes, Late"))
    #expect(try workspace.frameFigures().overduePositive == 0)
  }

  @Test("S0-067 every positive reply is found page by page, and the counts are those of all pages")
  func pageByPage() throws {
    for number in 0..<27 { _ = try positive("Firm \(100 + number)", hoursAgo: 60 - number) }

    let first = try list(["folder": "team"])
    let second = try list(["folder": "team", "after": key("after", first)])
    let back = try list(["folder": "team", "before": key("before", second)])

    #expect(names(first) == (100..<125).map { "Yes, Firm \($0)" })
    #expect(names(second) == ["Yes, Firm 125", "Yes, Firm 126"])
    #expect(names(back) == names(first))
    #expect(second.contains("Overdue<span class=\"muted\">27</span>"))
    #expect(second.contains("2 of 27 positive replies"))
  }

  @Test func theDoneOnesAreTurnedOverToo() throws {
    for number in 0..<27 { _ = try post(positive("Firm \(100 + number)"), "contacted") }

    let first = try list(["folder": "done"])
    let second = try list(["folder": "done", "after": key("after", first)])

    #expect(names(first) == (102..<127).reversed().map { "Yes, Firm \($0)" })
    #expect(names(second) == ["Yes, Firm 101", "Yes, Firm 100"])
  }

  @Test func theRowNamesTheResponsibleRep() throws {
    _ = try workspace.makeCampaign("Autumn")
    try workspace.run("UPDATE campaigns SET created_by = 1")
    _ = try positive("Fresh")

    let page = try list(["folder": "team"])

    #expect(page.contains("Assigned to Dana"))
    #expect(!page.contains("was told"))
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

  @Test func theSidebarCountsWhatThePageOpensOn() throws {
    let dana = Person.ID(rawValue: 1)
    let mine = try positive("Mine")
    _ = try positive("Nobody's")
    try workspace.run("UPDATE replies SET owner_id = NULL WHERE id <> \(mine)")
    try workspace.run("UPDATE replies SET owner_id = 1 WHERE id = \(mine)")

    #expect(try workspace.frameFigures(for: dana).showsMine)
    #expect(try list([:]).contains("title=\"1 assigned to me to follow up\""))
    #expect(try !list([:]).contains("Yes, Nobody"))

    // What nobody has answered in time is more urgent than what is not due yet.
    _ = try positive("Late", hoursAgo: 30)
    try workspace.run("UPDATE replies SET owner_id = NULL WHERE id NOT IN (\(mine))")
    let page = try list([:])
    #expect(page.contains("title=\"1 of the team overdue\""))
    #expect(page.contains("Yes, Late"))
    #expect(page.contains("My team <span class=\"num\">3</span>"))
  }

  @Test func aRefusedFollowUpComesBackAtItsRow() throws {
    let reply = try positive("Fresh")
    try workspace.run("UPDATE replies SET follow_up = NULL, follow_up_due_at = NULL")

    let refused = try post(reply, "contacted")

    #expect(refused.headers[.location] == "/positive-replies?folder=mine#reply-\(reply)")
  }

  @Test func markingTwiceIsAuditedOnce() throws {
    let reply = try positive("Fresh")
    func entries() throws -> Int { try workspace.value("SELECT count(*) FROM audit_entries") }
    let before = try entries()

    _ = try post(reply, "contacted")
    let once = try entries()
    _ = try post(reply, "contacted")

    #expect(once == before + 1)
    #expect(try entries() == once)
  }

  private func list(_ query: Form) throws -> String {
    try door().respond(
      to: Request(.get, "/positive-replies", query: query), as: someone(.sales)
    ).text
  }

  private func names(_ page: String) -> [String] {
    page.matches(of: #/<p class="said two">([^<]*)</#).map { String($0.1) }
  }

  private func key(_ turn: String, _ page: String) -> String {
    let word = turn == "after" ? "next" : "prev"
    let links = page.matches(of: #/[?&;](after|before)=([\w-]+)" rel="(\w+)"/#)
    return links.first { $0.1 == turn && $0.3 == word }.map { String($0.2) } ?? ""
  }

  private func place(of reply: Reply.ID) throws -> (Campaign.ID, Account.ID) {
    let row = try #require(
      try workspace.rows("SELECT campaign_id, account_id FROM replies WHERE id = \(reply)").first)
    return (try row["campaign_id"], try row["account_id"])
  }

  private func post(_ reply: Reply.ID, _ outcome: String) throws -> Response {
    try door().respond(
      to: Request(
        .post, "/replies/\(reply)/follow-up", form: ["outcome": outcome, "csrf": "token"]),
      as: someone(.sales))
  }
}
