import Outreach
import Postgres
import TestKit
import Testing

/// A fit score belongs to product, goal and account: every campaign of the product has it.
@Suite(.database) struct ScoreReuseTests {
  @Test("S3-051 S3-056 a score is used again by another campaign of the product, and made once")
  func anotherCampaignHasTheScore() throws {
    let (first, second) = try campaignsOfOneProduct()
    let accounts = try workspace.makeAccounts(3)
    _ = try workspace.addAccounts(accounts, to: first)
    try workspace.score(Array(accounts[0..<2]), 8.2, for: first)
    let before = try scores()

    _ = try workspace.addAccounts(accounts, to: second)

    let statistics = try workspace.statistics(of: second)
    #expect(statistics.total == 3)
    #expect(statistics.scored == 2)
    #expect(statistics.scores == [0, 0, 0, 0, 0, 0, 0, 0, 2, 0])
    #expect(try scores() == before)
    #expect(try workspace.value("SELECT bool_and(scoring_status = 'idle') FROM campaigns"))
    #expect(try workspace.value("SELECT count(*) FROM api_costs") == 0)
  }

  @Test("S3-055 the score stays with the product when the account leaves every campaign")
  func theScoreOutlivesTheCampaigns() throws {
    let (first, second) = try campaignsOfOneProduct()
    let accounts = try workspace.makeAccounts(1)
    _ = try workspace.addAccounts(accounts, to: first)
    try workspace.score(accounts, 8.2, for: first)
    // A person's own score is the campaign account's, and goes with it.
    try workspace.override(score: 3, because: "closed", of: accounts[0], in: first)

    try workspace.remove(account: accounts[0], from: first)
    _ = try workspace.addAccounts(accounts, to: second)

    #expect(try workspace.lead(accounts[0], in: second).overrideScore == nil)
    #expect(try workspace.statistics(of: second).scores[8] == 1)
  }

  @Test("S3-055 S3-051 a campaign of another product has no score of this one")
  func anotherProductHasScoresOfItsOwn() throws {
    let campaign = try workspace.makeCampaign("Spring")
    let other = try workspace.makeCampaign("Autumn")
    let accounts = try workspace.makeAccounts(1)
    for each in [campaign, other] { _ = try workspace.addAccounts(accounts, to: each) }

    try workspace.score(accounts, 8.2, for: campaign)

    #expect(try workspace.statistics(of: campaign).scored == 1)
    #expect(try workspace.statistics(of: other).scored == 0)
  }

  private func campaignsOfOneProduct() throws -> (Campaign.ID, Campaign.ID) {
    let first = try workspace.makeCampaign("Spring")
    let second: Campaign.ID = try workspace.value(
      """
      INSERT INTO campaigns (product_id, name, slug, status)
      SELECT product_id, 'Autumn', 'autumn', 'draft' FROM campaigns WHERE id = \(first)
      RETURNING id
      """)
    return (first, second)
  }

  private func scores() throws -> [String] {
    try workspace.rows("SELECT s::text AS line FROM fit_scores s ORDER BY 1").map {
      try $0["line"]
    }
  }
}
