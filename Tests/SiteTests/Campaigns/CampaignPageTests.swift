import Foundation
import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

@Suite(.database) struct CampaignPageTests {
  @Test("S3-074 the campaign's page has queue, accounts, conversations and costs on one screen")
  func fourPanelsOnOneScreen() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let accounts = try workspace.makeAccounts(3, named: "Dairy")
    _ = try workspace.addAccounts(accounts, to: campaign)
    try workspace.score(accounts, 8.4, for: campaign)

    let page = try door().respond(to: Request(.get, "/campaigns/\(campaign)"), as: someone())

    #expect(page.status == .ok)
    for panel in ["Review queue", "Accounts", "Conversations", "Costs", "AI scores"] {
      #expect(page.text.contains(">\(panel)</h2>"), "\(panel)")
    }
    #expect(page.text.contains("Dairy 3"))
  }

  @Test func whatIsSaidStandsBeforeTheLongListOfAccounts() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let accounts = try workspace.makeAccounts(3, named: "Dairy")
    _ = try workspace.addAccounts(accounts, to: campaign)

    let page = try door().respond(to: Request(.get, "/campaigns/\(campaign)"), as: someone()).text

    let places = ["review-queue", "conversations", "sequence", "accounts"].map {
      page.firstRange(of: "<h2 id=\"\($0)\">")?.lowerBound
    }
    #expect(places.allSatisfy { $0 != nil })
    #expect(places.compactMap(\.self) == places.compactMap(\.self).sorted())
    #expect(page.contains(">All 3 accounts</a>"))
  }

  @Test func aCampaignsPageShowsItsFirstAccountsAndLeadsToAllInTheSameOrder() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let accounts = try workspace.makeAccounts(12, named: "Dairy")
    _ = try workspace.addAccounts(accounts, to: campaign)
    try workspace.score(accounts, 8.4, for: campaign)

    let page = try get("/campaigns/\(campaign)").text
    let sorted = try get("/campaigns/\(campaign)?sort=-score").text

    #expect(rows(of: section("accounts", of: page)).count == 10)
    #expect(page.contains("href=\"/campaigns/\(campaign)/accounts\">All 12 accounts</a>"))
    #expect(sorted.contains("href=\"/campaigns/\(campaign)/accounts?sort=-score\">All 12"))
  }

  @Test func conversationsOnACampaignsPageShowNoLinkThatActsForTheLead() throws {
    let token = "1-0123456789abcdef0123456789abcdef"
    let campaign = try workspace.makeCampaign("Autumn")
    let mailbox = try workspace.makeMailbox()
    let lead = try workspace.makeWrittenTo("Acme", in: campaign, from: mailbox)
    _ = try workspace.makeReply(
      "I saw https://go.example/c/\(token)/1 and liked it", from: lead, mailbox: mailbox)

    let page = try get("/campaigns/\(campaign)").text

    #expect(page.contains("I saw a counted link and liked it"))
    #expect(!page.contains(token))
  }

  @Test func softBouncesAreNotAddedToTheHardOnes() throws {
    let campaign = try workspace.makeSendingCampaign()
    try workspace.makeSendingStep(of: campaign)
    for (number, bounce) in ["hard", "soft", "soft"].enumerated() {
      let lead = try workspace.makeSendingLead("l\(number)@e.example", in: campaign)
      try workspace.run(
        """
        UPDATE deliveries SET state = 'sent', sent_at = now(), settled_at = now(), answer = '250 ok',
          bounce = \(bounce)::bounce_severity, bounced_at = now()
        WHERE enrollment_id = \(lead)
        """)
    }

    let page = try door().respond(to: Request(.get, "/campaigns/\(campaign)"), as: someone()).text

    #expect(page.contains(#"<td class="r">1 <span class="muted">+2</span></td></tr>"#))
  }

  @Test func theQueueIsSummedByEffectiveScore() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let accounts = try workspace.makeAccounts(3, named: "Dairy")
    _ = try workspace.addAccounts(accounts, to: campaign)
    try workspace.score(accounts, 8.4, for: campaign)
    try workspace.override(score: 2, because: "closed", of: accounts[0], in: campaign)

    let page = try door().respond(to: Request(.get, "/campaigns/\(campaign)"), as: someone())

    #expect(
      page.text.contains("Sorted by effective score. 2 excellent, 0 moderate, 1 mismatch."))
  }

  @Test("S3-110 who may not see costs finds no word of them")
  func costsAreAbsentForSales() throws {
    let campaign = try workspace.makeCampaign("Autumn")

    let page = try door().respond(to: Request(.get, "/campaigns/\(campaign)"), as: someone(.sales))

    #expect(page.status == .ok)
    #expect(!page.text.contains("Costs"))
  }

  @Test("S3-120 what API calls cost changes no ratio, and adds no currency to them")
  func apiCostsChangeNoRatio() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let accounts = try workspace.makeAccounts(4)
    _ = try workspace.addAccounts(accounts, to: campaign)
    try workspace.run(
      """
      UPDATE campaign_accounts SET first_outreached_at = now(),
        first_replied_at = CASE account_id WHEN \(accounts[0]) THEN now() END
      """)
    _ = try workspace.post(
      NewExpense(
        spentOn: Day(year: 2026, month: 3, day: 1), category: .agency, amount: 100, currency: "USD"),
      to: campaign)
    func ratios() throws -> [String] {
      ["", "/costs"].flatMap { page in
        let text = words(
          in: (try? door().respond(
            to: Request(.get, "/campaigns/\(campaign)\(page)"), as: someone()))?
            .text ?? "")
        return text.matches(of: /\d+\.\d\d USD/).map { String($0.0) }
      }
    }
    let before = try ratios()

    try workspace.run(
      """
      INSERT INTO api_costs (campaign_id, provider, model, purpose, quantity, usd)
      VALUES (\(campaign), 'model', 'small', 'score', 900, 9000)
      """)

    // 100 by the four who were written to, and by the one who answered.
    #expect(before.contains("25.00 USD") && before.contains("100.00 USD"))
    let after = try ratios()
    #expect(after.contains("9000.00 USD") || after.contains { $0.hasSuffix("000.00 USD") })
    for ratio in Set(before) {
      #expect(after.count { $0 == ratio } == before.count { $0 == ratio }, "\(ratio)")
    }
  }

  @Test("S3-119 API costs stand in USD by model in a group of their own, outside the ratios")
  func apiCostsStandApart() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    try workspace.run(
      """
      INSERT INTO api_costs (campaign_id, provider, model, purpose, quantity, usd)
      VALUES (\(campaign), 'maps', 'places', 'enrich', 1, 0.017),
        (\(campaign), 'model', 'small', 'score', 900, 1.204),
        (\(campaign), 'model', 'small', 'score', 900, 0.006)
      """)

    let page = try door().respond(to: Request(.get, "/campaigns/\(campaign)"), as: someone())

    #expect(page.text.contains("<span class=\"num strong\">1.23 USD</span>"))
    #expect(page.text.contains("model, small: 2 calls"))
    #expect(page.text.contains("<span class=\"num\">1.21</span>"))
    #expect(page.text.contains("Not included in the ratios above."))
    #expect(page.text.contains("No expenses yet."))
  }

  @Test(
    "a running campaign of which nothing is sent says why",
    arguments: [
      ("UPDATE mailboxes SET health = 10", "The health of its mailboxes is too low to send"),
      ("UPDATE mailboxes SET state = 'paused'", "Its mailboxes are paused"),
      ("UPDATE mailboxes SET cooling_until = now() + interval '9 minutes'", "Its mailboxes rest"),
      ("DELETE FROM campaign_mailboxes", "It has no mailbox"),
      ("UPDATE mailboxes SET health = 10 WHERE id = (SELECT min(id) FROM mailboxes)", nil),
    ])
  func aCampaignSaysWhyNothingIsSent(change: String, words: String?) throws {
    let campaign = try workspace.makeSendingCampaign(mailboxes: 2)
    try database.inWorkspace(workspace.id) { try $0.script(change) }

    let page = try door().respond(to: Request(.get, "/campaigns/\(campaign)"), as: someone()).text

    #expect(page.contains("No emails are being sent.") == (words != nil))
    if let words { #expect(page.contains(words)) }
  }

  @Test("S1-044 after too many bounces the page tells people to fix the list before they resume")
  func peopleAreToldToFixTheList() throws {
    let campaign = try workspace.makeSendingCampaign()
    try workspace.makeSendingStep(of: campaign)
    for number in 1...25 { try workspace.makeSendingLead("l\(number)@e.example", in: campaign) }
    let claimed = try queue.claimDeliveries(for: "sender", atMost: 20)
    _ = try beginTransmission(of: claimed.map { Departure(of: $0, links: []) }, by: "sender")
    try queue.settle(
      claimed.enumerated().map { number, delivery in
        Settlement(
          of: delivery, by: "sender", number < 2 ? .failed : .sent,
          meaning: number < 2 ? .hardRecipient : .sent,
          answer: number < 2 ? "550 5.1.1 no such user" : "250 ok", subject: "Hello")
      })
    func page(_ role: Role = .owner) throws -> String {
      try words(
        in: door().respond(to: Request(.get, "/campaigns/\(campaign)"), as: someone(role)).text)
    }

    let told = "2 of 20 emails bounced hard"
    #expect(try page().contains(told))
    #expect(try page().contains("list before you resume"))
    #expect(try page().contains("Resume"))
    #expect(try page(.viewer).contains("list before you resume"))
    // It stands until a person resumes.
    try queue.recoverMailboxes()
    #expect(try page().contains(told))
    let resumed = try door().respond(
      to: Request(
        .post, "/campaigns/\(campaign)/status", form: ["csrf": "token", "status": "running"]),
      as: someone())
    #expect(resumed.status == .seeOther)
    #expect(try !page().contains(told))
  }

  @Test func anotherWorkspacesCampaignIsNotThere() throws {
    let campaign = try otherWorkspace.makeCampaign("Theirs")

    let page = try door().respond(to: Request(.get, "/campaigns/\(campaign)"), as: someone())

    #expect(page.status == .notFound)
  }
}
