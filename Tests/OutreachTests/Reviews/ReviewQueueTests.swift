import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct ReviewQueueTests {
  @Test("S3-068 the queue stands by effective score, the unscored last")
  func theBestFitFirstAndTheUnscoredLast() throws {
    let campaign = try workspace.makeCampaign()
    let accounts = try workspace.makeAccounts(4)
    _ = try workspace.addAccounts(accounts, to: campaign)
    try workspace.score([accounts[0]], 4.2, for: campaign)
    try workspace.score([accounts[1]], 9.1, for: campaign)
    try workspace.score([accounts[2]], 7, for: campaign)
    try workspace.run(
      """
      UPDATE campaign_accounts SET override_score = 9.9
      WHERE campaign_id = \(campaign) AND account_id = \(accounts[0])
      """)

    #expect(
      try queue(of: campaign) == [accounts[0], accounts[1], accounts[2], accounts[3]])
  }

  @Test("S3-059 pending becomes approved or rejected, and leaves the queue")
  func aDecidedAccountLeavesTheQueue() throws {
    let campaign = try workspace.makeCampaign()
    let accounts = try workspace.makeAccounts(3)
    _ = try workspace.addAccounts(accounts, to: campaign)

    try decide(.approved, on: [accounts[0]], in: campaign)
    try decide(.rejected, on: [accounts[1]], in: campaign)

    #expect(try queue(of: campaign) == [accounts[2]])
    let statistics = try workspace.statistics(of: campaign)
    #expect(statistics.approved == 1)
    #expect(statistics.rejected == 1)
  }

  @Test("S3-124 taking back an approval lowers the approved accounts")
  func takingBackAnApprovalLowersTheFigure() throws {
    let campaign = try workspace.makeCampaign()
    let accounts = try workspace.makeAccounts(2)
    _ = try workspace.addAccounts(accounts, to: campaign)
    try decide(.approved, on: accounts, in: campaign)

    let undone = try decide(.rejected, on: [accounts[0]], in: campaign)

    #expect(undone.map(\.was) == [.approved])
    #expect(try workspace.statistics(of: campaign).approved == 1)
  }

  @Test("S3-124 who was written to can still be rejected, and gets nothing more")
  func aRejectionStopsWhatWasToCome() throws {
    let campaign = try workspace.makeSendingCampaign()
    let box: Mailbox.ID = try workspace.value("SELECT id FROM mailboxes")
    let lead = try workspace.makeWrittenTo("Kern", in: campaign, from: box)
    try workspace.run("UPDATE deliveries SET due_at = now() WHERE state = 'planned'")

    try decide(.rejected, on: [lead.account], in: campaign)

    #expect(try TestKit.queue.claimDeliveries(for: "dead", atMost: 10).isEmpty)
  }

  @Test func whatIsNotInTheCampaignIsNotDecided() throws {
    let campaign = try workspace.makeCampaign()
    let accounts = try workspace.makeAccounts(1)

    #expect(throws: Refusal.notFound("account \(accounts[0]) is not in the campaign")) {
      try decide(.approved, on: accounts, in: campaign)
    }
  }

  private func queue(of campaign: Campaign.ID) throws -> [Account.ID] {
    try database.inWorkspace(workspace.id) { connection in
      let (items, _) = try connection.together(
        ReviewItem.queue(of: campaign), Ask.value("SELECT 1", as: Int.self))
      return items.map(\.account)
    }
  }

  @discardableResult
  private func decide(
    _ verdict: ReviewStatus, on accounts: [Account.ID], in campaign: Campaign.ID
  ) throws -> [Decided] {
    try database.inWorkspace(workspace.id, as: Person.ID(rawValue: 1)) {
      try $0.decide(verdict, on: accounts, in: campaign)
    }
  }
}
