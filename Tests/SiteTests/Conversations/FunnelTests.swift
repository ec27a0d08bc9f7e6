import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

/// What a campaign counts of messages that people log and accounts that they review.
@Suite(.database) struct FunnelTests {
  @Test("S3-021 logging what was sent counts the account as outreached, and nothing else")
  func outboundCounts() throws {
    let (campaign, accounts) = try prepared()

    try log("sent", to: accounts[0], in: campaign)

    #expect(try figures(of: campaign) == Figures(approved: 0, outreached: 1, responded: 0))
  }

  @Test("S3-022 pasting an inbound message counts the account as responded")
  func inboundCounts() throws {
    let (campaign, accounts) = try prepared()
    for account in accounts { try log("sent", to: account, in: campaign) }

    try log("inbound", to: accounts[1], in: campaign)

    #expect(try figures(of: campaign) == Figures(approved: 0, outreached: 3, responded: 1))
  }

  @Test("S3-023 a review counts the account as approved, and counts it no longer when it is undone")
  func reviewsCount() throws {
    let (campaign, accounts) = try prepared()

    for (account, verdict) in [(0, "approved"), (1, "approved"), (2, "rejected")] {
      try decide(verdict, accounts[account], in: campaign)
    }
    #expect(try figures(of: campaign) == Figures(approved: 2, outreached: 0, responded: 0))
    try decide("pending", accounts[0], in: campaign)

    #expect(try figures(of: campaign) == Figures(approved: 1, outreached: 0, responded: 0))
  }

  @Test("S3-025 an account counts once, however many messages it gets and writes")
  func anAccountCountsOnce() throws {
    let (campaign, accounts) = try prepared()

    for _ in 0..<3 {
      try log("sent", to: accounts[0], in: campaign)
      try log("inbound", to: accounts[0], in: campaign)
    }

    #expect(try workspace.value("SELECT count(*) FROM messages") == 6)
    #expect(try figures(of: campaign) == Figures(approved: 0, outreached: 1, responded: 1))
    #expect(try workspace.statisticsDrift() == [])
  }

  @Test("S3-024 the list and the campaign's head show the cached figures, and count nothing")
  func pagesShowTheCache() throws {
    let (campaign, _) = try prepared()
    try queue.foldStatistics()
    // Figures that no recount would give.
    try workspace.run(
      """
      UPDATE campaign_counts SET total_accounts = 3001, scored_accounts = 2002,
        approved_accounts = 1003, outreached_accounts = 504, responded_accounts = 255
      WHERE campaign_id = \(campaign)
      """)

    let list = try rows(of: page("/campaigns")).first { $0.contains { $0.contains("Autumn") } }
    let head = try words(in: page("/campaigns/\(campaign)"))

    for figure in ["3,001", "2,002", "1,003", "504", "255"] {
      #expect(try #require(list).contains(figure), "\(figure)")
      #expect(head.contains(figure), "\(figure)")
    }
  }

  @Test(
    "S3-108 messages are logged also with accounts that a bulk-add would not let in any more",
    arguments: ["competitor", "customer", "press", "personal_network"])
  func guardrailsAreOfTheBulkAdd(status: String) throws {
    let (campaign, accounts) = try prepared()
    try workspace.run("UPDATE accounts SET status = \(status)::account_status")
    let late = try workspace.makeAccounts(1, named: "Late", status: status)

    let refused = try workspace.addAccounts(late, to: campaign)
    try log("sent", to: accounts[0], in: campaign)
    try log("inbound", to: accounts[0], in: campaign)

    #expect(refused.added == 0)
    #expect(try workspace.statistics(of: campaign).total == 3)
    #expect(try figures(of: campaign) == Figures(approved: 0, outreached: 1, responded: 1))
  }

  private struct Figures: Equatable {
    var approved: Int
    var outreached: Int
    var responded: Int
  }

  private func figures(of campaign: Campaign.ID) throws -> Figures {
    let statistics = try workspace.statistics(of: campaign)
    return Figures(
      approved: statistics.approved, outreached: statistics.outreached,
      responded: statistics.responded)
  }

  private func prepared() throws -> (Campaign.ID, [Account.ID]) {
    let campaign = try workspace.makeCampaign("Autumn")
    let accounts = try workspace.makeAccounts(3)
    _ = try workspace.addAccounts(accounts, to: campaign)
    for account in accounts {
      try workspace.run(
        """
        INSERT INTO contacts (account_id, email, phone, first_name, last_name)
        VALUES (\(account), \("petra@\(account).example"), '+4312345678', 'Petra', 'Acme')
        """)
    }
    return (campaign, accounts)
  }

  private func log(_ act: String, to account: Account.ID, in campaign: Campaign.ID) throws {
    let contact: Contact.ID = try workspace.value(
      "SELECT id FROM contacts WHERE account_id = \(account)")
    let answer = try door().respond(
      to: Request(
        .post, "/campaigns/\(campaign)/accounts/\(account)/\(act)",
        form: [
          "csrf": "token", "contact": "\(contact)", "channel": "phone", "text": "Hello",
          "act": "sent",
        ]), as: someone())
    #expect(answer.status == .seeOther)
  }

  private func decide(_ verdict: String, _ account: Account.ID, in campaign: Campaign.ID) throws {
    let answer = try door().respond(
      to: Request(
        .post, "/campaigns/\(campaign)/reviews/\(account)",
        form: [
          "csrf": "token", "verdict": verdict, "undoing": verdict == "pending" ? "1" : "",
        ]), as: someone())
    #expect(answer.status == .seeOther)
  }

  private func page(_ path: String) throws -> String {
    try door().respond(to: Request(.get, path), as: someone()).text
  }
}
