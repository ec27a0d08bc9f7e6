import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct ScoreBandsTests {
  @Test func aScoreOfAPersonsOwnMovesTheAccountToItsBand() throws {
    let campaign = try workspace.makeCampaign()
    let accounts = try workspace.makeAccounts(6)
    _ = try workspace.addAccounts(accounts, to: campaign)
    for (account, score) in zip(accounts, [4.9, 5, 7.9, 8, 10]) {
      try workspace.score([account], score, for: campaign)
    }
    let before = try bands(of: campaign)

    // One from band to band, one within its own, and one that has no AI score.
    try workspace.override(score: 8, because: "", of: accounts[0], in: campaign)
    try workspace.override(score: 9, because: "", of: accounts[4], in: campaign)
    try workspace.override(score: 5, because: "", of: accounts[5], in: campaign)
    let moved = try bands(of: campaign)
    try queue.foldStatistics()
    let folded = try bands(of: campaign)
    for account in accounts {
      try workspace.override(score: nil, because: "", of: account, in: campaign)
    }

    #expect(before == [2, 2, 1])
    #expect(moved == [3, 3, 0])
    #expect(folded == moved)
    #expect(try bands(of: campaign) == before)
  }

  private func bands(of campaign: Campaign.ID) throws -> [Int] {
    let found: ScoreBands? = try database.inWorkspace(workspace.id) { connection in
      try connection.together(ScoreBands.question(of: campaign))
    }
    let bands = try #require(found)
    return [bands.excellent, bands.moderate, bands.mismatch]
  }
}
