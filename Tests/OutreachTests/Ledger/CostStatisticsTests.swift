import Foundation
import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct CostStatisticsTests {
  @Test func theLedgersFiguresFollowEachChange() throws {
    let campaign = try workspace.makeCampaign()
    let first = try workspace.post(expense("10.50", "EUR"), to: campaign)
    let labour = try workspace.post(
      NewExpense(
        spentOn: day, category: .labour, amount: nil, currency: "EUR", hours: 2, hourlyRate: 50),
      to: campaign)
    let before = try lines(of: campaign)

    try workspace.change(first, to: expense("20", "CHF"))
    let changed = try lines(of: campaign)
    try workspace.remove(labour)
    let removed = try lines(of: campaign)
    try queue.foldCostStatistics()

    #expect(before == ["EUR labour 100 2 1", "EUR event 10.5 - 1"])
    #expect(changed == ["CHF event 20 - 1", "EUR labour 100 2 1"])
    #expect(removed == ["CHF event 20 - 1"])
    #expect(try lines(of: campaign) == removed)
    #expect(try queue.value("SELECT count(*) FROM expense_deltas") == 0)
    #expect(try workspace.costStatisticsDrift() == 0)
  }

  @Test func theLedgersTotalsAreThoseOfItsLines() throws {
    let campaign = try workspace.makeCampaign()
    let other = try workspace.makeCampaign("Other")
    for (target, amount) in [(campaign, "1"), (campaign, "2.25"), (other, "4")] {
      try workspace.post(expense(amount, "EUR"), to: target)
    }
    try queue.foldCostStatistics()
    try workspace.post(expense("8", "CHF"), to: campaign)
    var filter = ExpenseFilter()

    #expect(try totals(filter) == ["CHF 8 1", "EUR 7.25 3"])
    filter.campaign = campaign
    #expect(try totals(filter) == ["CHF 8 1", "EUR 3.25 2"])
    filter.currency = "EUR"
    #expect(try totals(filter) == ["EUR 3.25 2"])
    filter.search = "stand"
    #expect(try totals(filter) == ["EUR 3.25 2"])
    filter.category = .agency
    #expect(try totals(filter) == [])
    filter.search = ""
    #expect(try totals(filter) == [])
  }

  @Test func costsStayExactWhileEightWriteAndOneFolds() throws {
    let campaign = try workspace.makeCampaign()

    try atOnce(9) { number in
      for round in 0..<12 {
        if number == 8 {
          try queue.foldCostStatistics()
          continue
        }
        let line = try workspace.post(
          expense("\(round + 1).10", round % 2 == 0 ? "EUR" : "CHF"), to: campaign)
        if round % 3 == 0 { try workspace.remove(line) }
        try workspace.run(
          """
          INSERT INTO api_costs (campaign_id, provider, model, purpose, quantity, usd)
          VALUES (\(campaign), 'maps', 'places', 'enrich', 1, 0.017),
            (NULL, 'maps', 'places', 'enrich', 1, 1)
          """)
      }
    }

    #expect(try workspace.costStatisticsDrift() == 0)
    try queue.foldCostStatistics()
    #expect(try workspace.costStatisticsDrift() == 0)
    #expect(
      try workspace.value("SELECT calls = 96 AND usd = 1.632 FROM fn.api_cost_statistics") == true)
  }

  @Test func theCostsOfADeletedCampaignAreGoneAndItsCallsAreKept() throws {
    let campaign = try workspace.makeDraft()
    try workspace.post(expense("10", "EUR"), to: campaign)
    try queue.foldCostStatistics()
    try workspace.post(expense("5", "EUR"), to: campaign)
    try workspace.run(
      """
      INSERT INTO api_costs (campaign_id, provider, model, purpose, quantity, usd)
      VALUES (\(campaign), 'maps', 'places', 'enrich', 1, 0.5)
      """)

    try workspace.delete(campaign, named: "Draft")

    #expect(try queue.value("SELECT count(*) FROM expense_counts") == 0)
    #expect(try queue.value("SELECT count(*) FROM expense_deltas") == 0)
    #expect(try workspace.value("SELECT sum(usd)::text FROM fn.api_cost_statistics") == "0.500000")
    #expect(try workspace.costStatisticsDrift() == 0)
  }

  private let day = Day(year: 2026, month: 3, day: 1)

  private func expense(_ amount: String, _ currency: String) -> NewExpense {
    NewExpense(
      spentOn: day, category: .event, amount: Decimal(string: amount), currency: currency,
      description: "Stand")
  }

  private func lines(of campaign: Campaign.ID) throws -> [String] {
    let lines = try database.inWorkspace(workspace.id) { connection in
      try connection.together(SpendLine.all(of: campaign))
    }
    return lines.map { line in
      let hours = line.hours.map { "\($0)" } ?? "-"
      return "\(line.currency) \(line.category.rawValue) \(line.amount) \(hours) \(line.entries)"
    }
  }

  private func totals(_ filter: ExpenseFilter) throws -> [String] {
    try workspace.ledgerTotals(filter).map { total in
      "\(total.currency) \(Decimal(string: total.amount) ?? 0) \(total.entries)"
    }
  }
}
