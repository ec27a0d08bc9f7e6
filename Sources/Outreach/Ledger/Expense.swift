import Foundation
import Postgres

package enum ExpenseCategory: String, SQLValue, Sendable, CaseIterable {
  case adsGoogle = "ads_google"
  case adsMeta = "ads_meta"
  case adsLinkedIn = "ads_linkedin"
  case adsOther = "ads_other"
  case agency, labour, software, content, event, other
}

/// One line of a campaign's ledger.
package struct Expense: Sendable, Equatable, RowDecodable {
  package typealias ID = Outreach.ID<Expense>

  package let id: ID
  package let campaign: Campaign.ID
  package let campaignName: String
  package let spentOn: Day
  package let category: ExpenseCategory
  package let amount: Decimal
  package let currency: String
  package let hours: Decimal?
  package let hourlyRate: Decimal?
  package let vendor: String
  package let description: String
  package let reference: String
}

/// An expense as somebody enters it. Of labour the amount is hours by rate.
package struct NewExpense: Sendable {
  package var spentOn: Day
  package var category: ExpenseCategory
  package var amount: Decimal?
  package var currency: String
  package var hours: Decimal?
  package var hourlyRate: Decimal?
  package var vendor: String
  package var description: String
  package var reference: String
  /// Of the form: the same form is one line, however often it comes.
  package var token: UUID

  package init(
    spentOn: Day, category: ExpenseCategory, amount: Decimal?, currency: String,
    hours: Decimal? = nil, hourlyRate: Decimal? = nil, vendor: String = "",
    description: String = "", reference: String = "", token: UUID = UUID()
  ) {
    self.spentOn = spentOn
    self.category = category
    self.amount = amount
    self.currency = currency
    self.hours = hours
    self.hourlyRate = hourlyRate
    self.vendor = vendor
    self.description = description
    self.reference = reference
    self.token = token
  }
}

/// Which expenses a ledger shows; nil and empty words ask for nothing.
package struct ExpenseFilter: Sendable, Equatable {
  package var campaign: Campaign.ID?
  package var search = ""
  package var category: ExpenseCategory?
  package var currency = ""

  package init() {}
}

extension Queryable {
  @discardableResult
  package func post(_ expense: NewExpense, to campaign: Campaign.ID) throws -> Expense.ID {
    try refusing {
      try value(
        """
        SELECT fn.post_expense(\(campaign), \(expense.spentOn), \(expense.category),
          \(expense.amount), \(expense.currency), \(expense.hours), \(expense.hourlyRate),
          \(expense.vendor), \(expense.description), \(expense.reference), \(expense.token))
        """)
    }
  }

  package func change(_ expense: Expense.ID, to new: NewExpense) throws {
    let changed = try refusing {
      try rows(
        """
        UPDATE expenses
        SET spent_on = \(new.spentOn), category = \(new.category),
          amount = coalesce(round(\(new.hours)::numeric * \(new.hourlyRate)::numeric, 2),
            \(new.amount)::numeric),
          currency = \(new.currency), hours = \(new.hours), hourly_rate = \(new.hourlyRate),
          vendor = \(new.vendor), description = \(new.description), reference = \(new.reference)
        WHERE id = \(expense)
        RETURNING id
        """)
    }
    guard changed.count == 1 else { throw Refusal.notFound("expense") }
  }

  /// Takes a line out of the ledger; the audit trail keeps what it said.
  package func remove(_ expense: Expense.ID) throws {
    guard try rows("DELETE FROM expenses WHERE id = \(expense) RETURNING id").count == 1 else {
      throw Refusal.notFound("expense")
    }
  }

  package func expense(_ id: Expense.ID) throws -> Expense {
    guard
      let expense: Expense = try first(
        """
        SELECT e.id, e.campaign_id, c.name AS campaign_name, e.spent_on, e.category, e.amount,
          e.currency, e.hours, e.hourly_rate, e.vendor, e.description, e.reference
        FROM expenses e
          JOIN campaigns c ON (c.workspace_id, c.id) = (e.workspace_id, e.campaign_id)
        WHERE e.id = \(id)
        """)
    else { throw Refusal.notFound("expense") }
    return expense
  }

  /// The currency of the last entry of this campaign, else of the workspace.
  package func lastCurrency(of campaign: Campaign.ID?) throws -> String? {
    try rows(
      """
      SELECT currency
      FROM expenses
      ORDER BY campaign_id IS NOT DISTINCT FROM \(campaign) DESC, posted_at DESC, id DESC
      LIMIT 1
      """
    ).first?["currency"]
  }
}
