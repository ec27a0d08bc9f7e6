import Foundation
import Outreach

/// The costs of a campaign: spend by category, and the ratios or why there are none.
struct CostPanel {
  let entries: String
  let href: String
  let isEmpty: Bool
  let mayEnter: Bool
  let lines: [Line]
  let totals: [Line]
  let ratios: [Ratio]
  let why: String
  let api: APICard?

  /// In a group of its own: the two kinds of cost never mix.
  struct APICard {
    let total: String
    let lines: [Line]
  }

  struct Line {
    let label: String
    let amount: String
  }

  struct Ratio {
    let label: String
    let amount: String
    let isDash: Bool
    let why: String
  }

  init(
    _ summary: CostSummary, api calls: [APICostLine], of campaign: Campaign.ID, mayEnter: Bool
  ) {
    let isMixed = summary.totals.count > 1
    entries = Words.count(summary.entries, "entry", "entries")
    href = "/campaigns/\(campaign)/costs"
    isEmpty = summary.entries == 0
    self.mayEnter = mayEnter
    lines = summary.lines.map { line in
      let hours = line.hours.map { ", \($0) h" } ?? ""
      return Line(
        label: line.category.words + hours + (isMixed ? ", \(line.currency)" : ""),
        amount: Words.amount("\(line.amount)", line.currency))
    }
    totals = summary.totals.map {
      Line(label: "Spend, \($0.currency)", amount: Words.amount("\($0.amount)", $0.currency))
    }
    ratios = [
      Ratio("Per contacted account", summary.perContacted, unless: "was contacted"),
      Ratio("Per responded account", summary.perResponded, unless: "has replied"),
    ]
    why = ratios.first { $0.isDash }?.why ?? ""
    api = calls.isEmpty ? nil : APICard(calls)
  }
}

extension CostPanel.APICard {
  init(_ calls: [APICostLine]) {
    total = "\(Self.cents(calls.reduce(0) { $0 + $1.usd })) USD"
    lines = calls.map { line in
      CostPanel.Line(
        label: "\(line.provider), \(line.model): \(Words.count(line.calls, "call"))",
        amount: Self.cents(line.usd))
    }
  }

  /// Calls cost fractions of a cent; a sum is shown in cents.
  private static func cents(_ usd: Decimal) -> String {
    var (exact, rounded) = (usd, Decimal())
    NSDecimalRound(&rounded, &exact, 2, .plain)
    return Words.amount("\(rounded)")
  }
}

extension CostPanel.Ratio {
  init(_ label: String, _ ratio: CostRatio, unless condition: String) {
    self.label = label
    switch ratio {
    case .amount(let amount, let currency):
      self.amount = "\(Words.amount("\(amount)", currency)) \(currency)"
      why = ""
    case .noSpend:
      amount = "–"
      why = "No expenses yet."
    case .noAccounts:
      amount = "–"
      why = "No account \(condition) yet."
    case .mixedCurrencies(let currencies):
      amount = "–"
      why = """
        Spent in \(currencies.dropLast().joined(separator: ", ")) and \(currencies.last ?? ""). \
        Amounts are not converted, so there is no ratio while expenses use several currencies.
        """
    }
    isDash = !why.isEmpty
  }
}
