import Foundation
import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct CostSummaryTests {
  @Test("S3-112 cost per outreached account is the spend by the accounts reached out to")
  func costPerContacted() throws {
    let summary = try summary(
      of: [("100.00", "EUR"), ("50.01", "EUR")], outreached: 4, responded: 0)

    #expect(summary.perContacted == .amount(Decimal(string: "37.50") ?? 0, currency: "EUR"))
  }

  @Test("S3-113 cost per responded account is the spend by the accounts that replied")
  func costPerResponded() throws {
    let summary = try summary(of: [("100.00", "EUR")], outreached: 9, responded: 3)

    #expect(summary.perResponded == .amount(Decimal(string: "33.33") ?? 0, currency: "EUR"))
  }

  @Test("S3-115 several currencies are summed each for itself; S3-116 and there is no ratio")
  func severalCurrencies() throws {
    let summary = try summary(
      of: [("100.00", "GBP"), ("50.01", "EUR"), ("1.00", "EUR")], outreached: 4, responded: 1)

    #expect(
      summary.totals == [
        .init(currency: "EUR", amount: Decimal(string: "51.01") ?? 0),
        .init(currency: "GBP", amount: 100),
      ])
    #expect(summary.perContacted == .mixedCurrencies(["EUR", "GBP"]))
    #expect(summary.perResponded == .mixedCurrencies(["EUR", "GBP"]))
  }

  @Test func nobodyToDivideBy() throws {
    let summary = try summary(of: [("100.00", "EUR")], outreached: 0, responded: 0)

    #expect(summary.perContacted == .noAccounts)
  }

  @Test("S3-110 labour is hours by rate, to the cent")
  func labourIsHoursByRate() throws {
    let campaign = try workspace.makeCampaign()

    let posted = try workspace.post(
      NewExpense(
        spentOn: today, category: .labour, amount: nil, currency: "EUR",
        hours: Decimal(string: "42.5"), hourlyRate: Decimal(string: "55.35")), to: campaign)

    #expect(try workspace.expense(posted).amount == Decimal(string: "2352.38"))
  }

  @Test func theSameFormIsOneLine() throws {
    let campaign = try workspace.makeCampaign()
    let expense = NewExpense(spentOn: today, category: .event, amount: 10, currency: "EUR")

    let first = try workspace.post(expense, to: campaign)
    let second = try workspace.post(expense, to: campaign)

    #expect(first == second)
    #expect(try workspace.value("SELECT count(*) FROM expenses") == 1)
  }

  private let today = Day(year: 2026, month: 3, day: 1)

  private func summary(
    of amounts: [(String, String)], outreached: Int, responded: Int
  ) throws -> CostSummary {
    let campaign = try workspace.makeCampaign()
    for (amount, currency) in amounts {
      try workspace.post(
        NewExpense(
          spentOn: today, category: .agency, amount: Decimal(string: amount), currency: currency),
        to: campaign)
    }
    let lines = try database.inWorkspace(workspace.id) { connection in
      try connection.together(SpendLine.all(of: campaign), Ask.value("SELECT 1", as: Int.self)).0
    }
    return CostSummary(lines, outreached: outreached, responded: responded)
  }
}
