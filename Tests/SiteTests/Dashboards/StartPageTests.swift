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

  @Test func reviewLeadsToTheQueueOfTheCampaignThatWaits() throws {
    _ = try workspace.makeCampaign("Empty")
    let campaign = try workspace.makeCampaign("Autumn")
    _ = try workspace.addAccounts(workspace.makeAccounts(2), to: campaign)

    let page = try door().respond(to: Request(.get, "/"), as: someone()).text

    #expect(page.contains("2 accounts are waiting for review"))
    #expect(page.contains("in Autumn"))
    #expect(page.contains("href=\"/campaigns/\(campaign)/reviews\""))
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
    #expect(page.text.contains("Positive replies awaiting follow-up") == (role == .sales))
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
