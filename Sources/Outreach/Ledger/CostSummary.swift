import Foundation
import Postgres

/// The amount spent in one category and currency.
package struct SpendLine: Sendable, Equatable, RowDecodable {
  package let category: ExpenseCategory
  package let currency: String
  package let amount: Decimal
  package let hours: Decimal?
  package let entries: Int

  /// By currency, then by the amount.
  package static func all(of campaign: Campaign.ID) -> Question<[SpendLine]> {
    Ask.all(
      """
      SELECT category, currency, amount, nullif(hours, 0) AS hours, entries
      FROM fn.expense_statistics
      WHERE campaign_id = \(campaign)
      ORDER BY currency, amount DESC, category
      """)
  }
}

/// A campaign's cost per contacted account: an amount, or why there is none.
package enum CostRatio: Sendable, Equatable {
  case amount(Decimal, currency: String)
  /// Nothing has been spent yet.
  case noSpend
  /// There is nothing to divide by: the missing divisor.
  case noAccounts
  /// Spent in several currencies, which are not converted.
  case mixedCurrencies([String])
}

/// A campaign's spend, by currency, and its ratios.
package struct CostSummary: Sendable, Equatable {
  package let lines: [SpendLine]
  /// By currency, in the order of their codes.
  package let totals: [Total]
  package let perContacted: CostRatio
  package let perResponded: CostRatio

  package struct Total: Sendable, Equatable {
    package let currency: String
    package let amount: Decimal

    package init(currency: String, amount: Decimal) {
      self.currency = currency
      self.amount = amount
    }
  }

  package init(_ lines: [SpendLine], outreached: Int, responded: Int) {
    self.lines = lines
    let totals = Set(lines.map(\.currency)).sorted().map { currency in
      Total(
        currency: currency,
        amount: lines.filter { $0.currency == currency }.reduce(0) { $0 + $1.amount })
    }
    self.totals = totals
    perContacted = Self.ratio(of: totals, to: outreached)
    perResponded = Self.ratio(of: totals, to: responded)
  }

  package var entries: Int { lines.reduce(0) { $0 + $1.entries } }

  private static func ratio(of totals: [Total], to accounts: Int) -> CostRatio {
    guard let total = totals.first else { return .noSpend }
    guard totals.count == 1 else { return .mixedCurrencies(totals.map(\.currency)) }
    guard accounts > 0 else { return .noAccounts }
    return .amount(total.amount.divided(by: accounts), currency: total.currency)
  }
}

extension Decimal {
  /// To the cent, half away from zero.
  fileprivate func divided(by divisor: Int) -> Decimal {
    var exact = self / Decimal(divisor)
    var cents = Decimal()
    NSDecimalRound(&cents, &exact, 2, .plain)
    return cents
  }
}
