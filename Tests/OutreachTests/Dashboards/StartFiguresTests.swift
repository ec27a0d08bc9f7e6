import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct StartFiguresTests {
  @Test func theFunnelIsTheSumOfTheCampaigns() throws {
    let demo = try queue.loadDemo(through: database, passwordHash: "none")

    let (funnel, written, replied) = try database.inWorkspace(demo.workspace) { connection in
      (
        try connection.funnel(),
        try connection.value(
          """
          SELECT count(first_outreached_at) FROM campaign_accounts
            JOIN campaigns c ON c.id = campaign_id WHERE c.archived_at IS NULL
          """, as: Int.self),
        try connection.value(
          """
          SELECT count(first_replied_at) FROM campaign_accounts
            JOIN campaigns c ON c.id = campaign_id WHERE c.archived_at IS NULL
          """, as: Int.self)
      )
    }

    #expect(funnel.written == written)
    #expect(funnel.replied == replied)
    #expect(funnel.positive > funnel.meetings)
  }

  @Test func theDemoLeavesNoFigureWrong() throws {
    let demo = try queue.loadDemo(through: database, passwordHash: "none")

    let drift = try database.inWorkspace(demo.workspace) {
      try $0.rows("SELECT * FROM fn.statistics_drift()").count
        + $0.rows("SELECT * FROM fn.step_statistics_drift()").count
        + $0.costStatisticsDrift()
    }

    #expect(drift == 0)
  }
}
