import Outreach
import Postgres
import TestKit
import Testing
import Workers

@Suite(.database) struct StatisticsFolderTests {
  @Test func aRoundFoldsEveryWorkspaceAndChangesNoNumber() throws {
    for home in [workspace, otherWorkspace] {
      let campaign = try home.makeCampaign()
      _ = try home.addAccounts(try home.makeAccounts(3), to: campaign)
    }
    let pending = try queue.value("SELECT count(*) FROM campaign_deltas", as: Int.self)

    _ = try StatisticsFolder(queue: queue).work()

    #expect(pending == 2)
    #expect(try queue.value("SELECT count(*) FROM campaign_deltas") == 0)
    #expect(try queue.value("SELECT sum(total_accounts)::int FROM fn.campaign_statistics") == 6)
  }
}
