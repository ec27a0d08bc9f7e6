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
      try home.run(
        """
        INSERT INTO expenses (campaign_id, spent_on, category, amount, currency, form_token)
        VALUES (\(campaign), '2026-03-01', 'event', 12, 'EUR', gen_random_uuid())
        """)
    }
    let pending = try queue.value("SELECT count(*) FROM campaign_deltas", as: Int.self)

    _ = try StatisticsFolder(queue: queue).work()

    #expect(pending == 2)
    #expect(try queue.value("SELECT count(*) FROM campaign_deltas") == 0)
    #expect(try queue.value("SELECT sum(total_accounts)::int FROM fn.campaign_statistics") == 6)
    #expect(try queue.value("SELECT count(*) FROM expense_deltas") == 0)
    #expect(try queue.value("SELECT sum(amount)::int FROM fn.expense_statistics") == 24)
  }

  @Test(arguments: ["campaign_counts", "step_counts", "expense_counts"])
  func figuresThatCannotBeFoldedKeepNobodyElsesBack(table: String) throws {
    for home in [workspace, otherWorkspace] {
      let campaign = try home.makeSendingCampaign()
      try home.makeSendingStep(of: campaign)
      try home.makeSendingLead("ada@e.example", in: campaign)
      try home.run(
        """
        INSERT INTO expenses (campaign_id, spent_on, category, amount, currency, form_token)
        VALUES (\(campaign), '2026-03-01', 'event', 12, 'EUR', gen_random_uuid())
        """)
    }
    let deltas = SQL(stringLiteral: table.replacing("counts", with: "deltas"))
    try owner.run(
      SQL(
        stringLiteral:
          "ALTER TABLE \(table) ADD CONSTRAINT poison CHECK (workspace_id <> 1) NOT VALID"))
    defer { try? owner.run(SQL(stringLiteral: "ALTER TABLE \(table) DROP CONSTRAINT poison")) }

    let failure = #expect(throws: UnfoldedCampaign.self) {
      try StatisticsFolder(queue: queue).work()
    }

    #expect(failure?.description.contains("campaign 1 of workspace 1") == true)
    #expect(
      try queue.value("SELECT array_agg(DISTINCT workspace_id) FROM \(deltas)", as: [Int].self)
        == [1])
    #expect(
      try queue.value(
        "SELECT array_agg(DISTINCT workspace_id) FROM \(SQL(stringLiteral: table))",
        as: [Int].self) == [2])
  }
}
