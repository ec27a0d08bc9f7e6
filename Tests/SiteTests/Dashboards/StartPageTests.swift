import Foundation
import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

@Suite(.database) struct StartPageTests {
  @Test func anEmptyWorkspaceBeginsWithTheFirstSteps() throws {
    let page = try door().respond(to: Request(.get, "/"), as: someone())

    #expect(page.status == .ok)
    #expect(page.text.contains("Your first steps"))
    #expect(page.text.contains("0 of 6 done"))
    // The time zone is asked first, and each step leads to its form.
    #expect(page.text.contains("Set the time zone"))
    #expect(page.text.contains("href=\"/imports/new\""))
    #expect(page.text.contains("href=\"/products/new\""))
  }

  @Test func theFirstStepsLeadOnUntilAnEmailIsSent() throws {
    func start() throws -> String {
      try door().respond(to: Request(.get, "/"), as: someone()).text
    }
    let campaign = try workspace.makeDraft("Autumn")
    let path = "/campaigns/\(campaign)"
    #expect(try start().contains("href=\"\(path)/sequence?step=new\""))

    try workspace.makeSendingStep(of: campaign)
    #expect(try start().contains("href=\"\(path)/sequence#lists\""))

    let lead = try workspace.makeSendingLead("ada@example.com", in: campaign)
    #expect(try start().contains("href=\"\(path)/sequence#checklist\""))

    try workspace.run("UPDATE campaigns SET status = 'running'")
    #expect(try start().contains("href=\"\(path)/leads\""))

    try workspace.run(
      """
      UPDATE deliveries SET state = 'sent', sent_at = now(), settled_at = now(), answer = '250'
      WHERE enrollment_id = \(lead)
      """)
    #expect(!(try start()).contains("First steps"))
  }

  @Test func financeIsToldOfNoSpendAndIsNotAskedToLaunch() throws {
    let campaign = try workspace.makeDraft("Autumn")
    func page(_ role: Role) throws -> String {
      try words(in: door().respond(to: Request(.get, "/"), as: someone(role)).text)
    }
    #expect(try page(.finance).contains("No expenses in the last 30 days."))
    #expect(try !page(.finance).contains("Currencies are not converted."))
    #expect(try page(.finance).contains("Once one is launched, its progress appears here."))
    #expect(try page(.owner).contains("Launch one to see its progress here."))

    let today: Day = try workspace.value("SELECT current_date")
    for currency in ["EUR", "USD"] {
      _ = try workspace.post(
        NewExpense(spentOn: today, category: .event, amount: 10, currency: currency), to: campaign)
    }
    #expect(try page(.finance).contains("Currencies are not converted."))
    #expect(try !page(.finance).contains("No expenses in the last 30 days."))
  }

  @Test func reviewLeadsToTheQueueOfTheCampaignThatWaits() throws {
    _ = try workspace.makeCampaign("Empty")
    let campaign = try workspace.makeCampaign("Autumn")
    _ = try workspace.addAccounts(workspace.makeAccounts(2), to: campaign)

    let page = try door().respond(to: Request(.get, "/"), as: someone()).text

    #expect(page.contains("2 accounts are waiting for review"))
    #expect(page.contains("in Autumn"))
    #expect(page.contains("href=\"/campaigns/\(campaign)/reviews\""))
  }

  @Test func reviewCountsTheQueueThatItOpensAndSaysHowManyWaitElsewhere() throws {
    for (name, accounts) in [("Autumn", 3), ("Winter", 2)] {
      let campaign = try workspace.makeCampaign(name)
      _ = try workspace.addAccounts(workspace.makeAccounts(accounts, named: name), to: campaign)
    }

    let page = try door().respond(to: Request(.get, "/"), as: someone()).text
    let needs = words(in: section("needs-you", of: page))

    #expect(
      needs.contains("3 accounts are waiting for review in Autumn, 2 more in 1 other campaign"))
    let queue = try #require(page.firstMatch(of: #/\/campaigns\/\d+\/reviews/#))
    #expect(try get(String(queue.0)).text.contains("3 pending"))
  }

  @Test func whatCostsMostToPostponeComesFirst() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let mailbox = try workspace.makeMailbox()
    for (name, wait) in [("Late", "-2 hours"), ("Fresh", "20 hours")] {
      let lead = try workspace.makeWrittenTo(name, in: campaign, from: mailbox)
      let reply = try workspace.makeReply("Yes", from: lead, mailbox: mailbox)
      try workspace.settle(reply, as: Verdict(.positive, confidence: 1, reasons: ["+ yes"]))
      try workspace.run(
        "UPDATE replies SET follow_up_due_at = now() + \(wait)::interval WHERE id = \(reply)")
    }
    let paused = try workspace.makeCampaign("Winter")
    try workspace.run(
      """
      UPDATE campaigns SET status = 'paused', pause_reason = 'unreadable' WHERE id = \(paused)
      """)
    try workspace.run("UPDATE mailboxes SET health = 15")
    _ = try workspace.addAccounts(workspace.makeAccounts(1), to: paused)
    try workspace.run("UPDATE replies SET owner_id = NULL")
    let mine: Person.ID = try workspace.value("SELECT id FROM people LIMIT 1")

    func titles() throws -> [String] {
      let page = try door().respond(to: Request(.get, "/"), as: someone()).text
      return section("needs-you", of: page).matches(of: #/<a class="plain strong"[^>]*>([^<]+)</#)
        .map { String($0.1) }
    }
    #expect(
      try titles() == [
        "1 positive reply is overdue in the team", "Winter paused itself",
        "ines@tarnbrook.example stopped sending", "2 open replies",
        "2 accounts are waiting for review",
      ])

    try workspace.run("UPDATE replies SET owner_id = \(mine) WHERE follow_up_due_at > now()")
    let own = try titles()
    #expect(own.firstIndex(of: "1 positive reply is awaiting your reply") == 3, "\(own)")
    try workspace.run("UPDATE replies SET owner_id = \(mine)")
    #expect(try titles().first == "2 positive replies are awaiting your reply")
  }

  @Test func repliesByCategoryAreThoseThatTheInboxListsBehindEachFigure() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let mailbox = try workspace.makeMailbox()
    let classes: [Reply.Class?] = [.positive, .positive, .negative, .outOfOffice, nil]
    for (number, replyClass) in classes.enumerated() {
      let lead = try workspace.makeWrittenTo("Firm \(number)", in: campaign, from: mailbox)
      let reply = try workspace.makeReply("Words \(number)", from: lead, mailbox: mailbox)
      guard let replyClass else { continue }
      try workspace.settle(reply, as: Verdict(replyClass, confidence: 1, reasons: ["+ yes"]))
    }
    // Too long ago to count.
    let old = try workspace.makeWrittenTo("Old", in: campaign, from: mailbox)
    let last = try workspace.makeReply("Words of old", from: old, mailbox: mailbox)
    try workspace.settle(last, as: Verdict(.positive, confidence: 1, reasons: ["+ yes"]))
    try workspace.run(
      "UPDATE replies SET received_at = now() - interval '31 days' WHERE id = \(last)")

    let page = try door().respond(to: Request(.get, "/"), as: someone()).text
    let panel = String(section("categories", of: page))
    let figures = rows(of: panel).map { [$0[0], $0[2], $0[3]] }

    #expect(figures.contains(["Positive", "2", "40.0 %"]))
    #expect(figures.contains(["Neutral", "0", "0.0 %"]))
    #expect(figures.contains(["No category yet", "1", "20.0 %"]))
    #expect(figures.last == ["All", "5", "100 %"])
    for link in panel.matches(of: #/href="(\/replies\?[^"]+)">(\d+)</#) {
      let inbox = try get(String(link.1).replacing("&amp;", with: "&")).text
      #expect(inbox.contains("Last 30 days"))
      let list = try #require(inbox.firstMatch(of: #/data-live-key="mail-list">(?s:(.*?))<\/ul>/#))
      #expect(list.1.matches(of: #/<li>/#).count == Int(link.2), "\(link.1)")
    }
  }

  @Test func runningCampaignsShowTheirProgressAndAllAreCounted() throws {
    let mailbox = try workspace.makeMailbox()
    for number in 1...11 {
      let campaign = try workspace.makeCampaign("Campaign \(number)")
      if number == 11 {
        _ = try workspace.makeWrittenTo("Acme", in: campaign, from: mailbox)
        _ = try workspace.addAccounts(workspace.makeAccounts(3), to: campaign)
      }
    }
    try workspace.run("UPDATE campaigns SET status = 'running'")
    try workspace.run(
      """
      UPDATE campaigns SET status = 'paused', pause_reason = 'unreadable'
      WHERE name = 'Campaign 1'
      """)

    let page = try door().respond(to: Request(.get, "/"), as: someone()).text
    let panel = String(section("running-campaigns", of: page))

    #expect(panel.contains("<span class=\"n\">11, 1 of them paused</span>"))
    #expect(rows(of: panel).count == 10)
    #expect(panel.contains("aria-label=\"1 of 4 accounts contacted\""))
    #expect(rows(of: panel).first?[2...3] == ["25.0 %", "1"])
  }

  @Test(arguments: Role.allCases)
  func everyRoleHasAStartPage(role: Role) throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let mailbox = try workspace.makeMailbox()
    let lead = try workspace.makeWrittenTo("Acme", in: campaign, from: mailbox)
    let reply = try workspace.makeReply("Yes", from: lead, mailbox: mailbox)
    try workspace.settle(reply, as: Verdict(.positive, confidence: 1, reasons: ["+ yes"]))

    let page = try door().respond(to: Request(.get, "/"), as: someone(role))

    #expect(page.status == .ok)
    #expect(page.text.contains("Needs attention"))
    #expect(page.text.contains("Positive replies awaiting follow-up"))
    #expect(page.text.contains("Mark contacted") == (role == .sales))
    #expect(page.text.contains("Replies by category"))
    #expect(page.text.contains("Spend, last 30 days") == (role == .finance))
  }

  @Test("S0-068 the owner of the campaign finds on the start page that a positive reply waits")
  func theOwnerIsTold() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let mailbox = try workspace.makeMailbox()
    let ada = try workspace.makeMember("Ada", .campaignManager)
    for (name, owner) in [("Acme", Person.ID(rawValue: 1)), ("Bolt", ada)] {
      try workspace.run("UPDATE campaigns SET created_by = \(owner)")
      let lead = try workspace.makeWrittenTo(name, in: campaign, from: mailbox)
      let reply = try workspace.makeReply("Yes", from: lead, mailbox: mailbox)
      try workspace.settle(reply, as: Verdict(.positive, confidence: 1, reasons: ["+ yes"]))
    }

    let page = try door().respond(to: Request(.get, "/"), as: someone(.campaignManager))

    #expect(page.text.contains("1 positive reply is awaiting your reply"))
    #expect(page.text.contains("href=\"/positive-replies?folder=mine\""))
  }

  @Test(arguments: [(0, "none of them yours"), (2, "2 of them yours")])
  func theStartPageSaysHowManyOverdueRepliesAreOnesOwn(own: Int, words: String) throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let mailbox = try workspace.makeMailbox()
    let ada = try workspace.makeMember("Ada", .campaignManager)
    for (number, name) in ["Acme", "Bolt", "Cord"].enumerated() {
      let owner = number < own ? Person.ID(rawValue: 1) : ada
      try workspace.run("UPDATE campaigns SET created_by = \(owner)")
      let lead = try workspace.makeWrittenTo(name, in: campaign, from: mailbox)
      let reply = try workspace.makeReply("Yes", from: lead, mailbox: mailbox)
      try workspace.run(
        "UPDATE replies SET received_at = now() - interval '30 hours' WHERE id = \(reply)")
      try workspace.settle(reply, as: Verdict(.positive, confidence: 1, reasons: ["+ yes"]))
    }

    let page = try door().respond(to: Request(.get, "/"), as: someone(.campaignManager)).text

    #expect(page.contains("3 positive replies are overdue in the team"))
    #expect(page.contains("\(words), longest by 6 h"))
  }

  @Test func aPageListensToItsOwnWorkspaceOnly() throws {
    let response = try door().respond(
      to: Request(.get, "/events", query: ["topics": "campaign:1,replies"]), as: someone())

    guard case .events(let topics) = response.body else {
      Issue.record("no stream of events")
      return
    }
    #expect(topics == ["\(workspace.id)/campaign:1", "\(workspace.id)/replies"])
  }
}
