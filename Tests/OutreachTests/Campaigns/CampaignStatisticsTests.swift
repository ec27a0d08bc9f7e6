import Foundation
import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct CampaignStatisticsTests {
  @Test("S3-018 the cached figures of a campaign are those of a recount, at every step of its life")
  func figuresFollowALife() throws {
    let campaign = try workspace.makeCampaign()
    let accounts = try workspace.makeAccounts(10)
    _ = try workspace.addAccounts(accounts, to: campaign)
    try workspace.score(Array(accounts[0..<4]), 2.5, for: campaign)
    try workspace.score([accounts[4]], 10, for: campaign)
    try decide("approved", accounts[0..<3], in: campaign)
    try decide("rejected", accounts[3..<5], in: campaign)
    try reach(accounts[0..<2], in: campaign)

    let statistics = try workspace.statistics(of: campaign)

    #expect(statistics.total == 10)
    #expect(statistics.scored == 5)
    #expect(statistics.approved == 3)
    #expect(statistics.rejected == 2)
    #expect(statistics.outreached == 2)
    #expect(statistics.scores == [0, 0, 4, 0, 0, 0, 0, 0, 0, 1])
    #expect(try workspace.statisticsDrift() == [])
  }

  @Test("approval, first outreach and first reply each move their own figure")
  func eachColumnMovesItsFigure() throws {
    let campaign = try workspace.makeCampaign()
    let accounts = try workspace.makeAccounts(2)
    _ = try workspace.addAccounts(accounts, to: campaign)

    try decide("approved", accounts[0..<1], in: campaign)
    try reach(accounts[0..<1], in: campaign)
    try answer(accounts[0..<1], in: campaign)

    let statistics = try workspace.statistics(of: campaign)
    #expect(statistics.approved == 1)
    #expect(statistics.outreached == 1)
    #expect(statistics.responded == 1)
  }

  @Test("S3-124 an account counts once, however often its row is written")
  func anAccountCountsOnce() throws {
    let campaign = try workspace.makeCampaign()
    let accounts = try workspace.makeAccounts(1)
    _ = try workspace.addAccounts(accounts, to: campaign)

    for _ in 0..<3 {
      try reach(accounts[...], in: campaign)
      try answer(accounts[...], in: campaign)
    }

    let statistics = try workspace.statistics(of: campaign)
    #expect(statistics.outreached == 1)
    #expect(statistics.responded == 1)
  }

  @Test("S3-123 the response rate is responded by outreached, and none before anybody is reached")
  func theResponseRate() throws {
    let campaign = try workspace.makeCampaign()
    let accounts = try workspace.makeAccounts(4)
    _ = try workspace.addAccounts(accounts, to: campaign)
    let before = try workspace.statistics(of: campaign).responseRate
    try reach(accounts[...], in: campaign)
    try answer(accounts[0..<1], in: campaign)

    #expect(before == nil)
    #expect(try workspace.statistics(of: campaign).responseRate == 0.25)
  }

  @Test("folding changes no figure for a reader")
  func foldingChangesNothing() throws {
    let campaign = try workspace.makeCampaign()
    let accounts = try workspace.makeAccounts(5)
    _ = try workspace.addAccounts(accounts, to: campaign)
    try workspace.score(accounts, 8.2, for: campaign)
    let before = try workspace.statistics(of: campaign)

    try queue.foldStatistics()

    #expect(try workspace.statistics(of: campaign) == before)
    #expect(try queue.value("SELECT count(*) FROM campaign_deltas") == 0)
  }

  @Test func anotherGoalLooksAtOtherScoresAndLeavesTheOldOnes() throws {
    let campaign = try workspace.makeCampaign()
    let accounts = try workspace.makeAccounts(4)
    _ = try workspace.addAccounts(accounts, to: campaign)
    try workspace.score(accounts, 8.2, for: campaign)
    try workspace.score([accounts[0]], 3, for: campaign, goal: "event")

    try workspace.switchGoal(of: campaign, to: .event)

    let statistics = try workspace.statistics(of: campaign)
    #expect(statistics.scored == 1)
    #expect(statistics.scores[3] == 1)
    #expect(try workspace.value("SELECT count(*) FROM fit_scores") == 5)
    #expect(try workspace.statisticsDrift() == [])
  }

  @Test("S3-060 S3-061 the outreach status goes from not started to responded, and forward only")
  func outreachGoesForward() throws {
    let campaign = try workspace.makeCampaign()
    let accounts = try workspace.makeAccounts(1)
    _ = try workspace.addAccounts(accounts, to: campaign)
    func set(_ status: String) throws {
      try workspace.run(
        """
        UPDATE campaign_accounts SET outreach_status = \(status)::outreach_status
        WHERE campaign_id = \(campaign)
        """)
    }

    for status in ["draft", "scheduled", "sent", "bounced", "responded"] { try set(status) }

    for status in ["sent", "not_started"] {
      #expect(throws: PostgresError.self) { try set(status) }
    }
  }

  private func decide(
    _ verdict: String, _ accounts: ArraySlice<Account.ID>, in campaign: Campaign.ID
  ) throws {
    try workspace.run(
      """
      UPDATE campaign_accounts
      SET review_status = \(verdict)::review_status, reviewed_by = 1, reviewed_at = now()
      WHERE campaign_id = \(campaign) AND account_id = ANY (\(Array(accounts)))
      """)
  }

  private func reach(_ accounts: ArraySlice<Account.ID>, in campaign: Campaign.ID) throws {
    try workspace.run(
      """
      UPDATE campaign_accounts
      SET first_outreached_at = coalesce(first_outreached_at, now()), last_touch_at = now(),
        outreach_status = greatest(outreach_status, 'sent')
      WHERE campaign_id = \(campaign) AND account_id = ANY (\(Array(accounts)))
      """)
  }

  private func answer(_ accounts: ArraySlice<Account.ID>, in campaign: Campaign.ID) throws {
    try workspace.run(
      """
      UPDATE campaign_accounts
      SET first_replied_at = coalesce(first_replied_at, now()), last_touch_at = now(),
        outreach_status = 'responded'
      WHERE campaign_id = \(campaign) AND account_id = ANY (\(Array(accounts)))
      """)
  }
}
