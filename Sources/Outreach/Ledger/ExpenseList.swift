import Postgres

extension ExpenseFilter {
  /// A filter's words as one pattern of LIKE; '%' where nothing is searched.
  fileprivate var pattern: String {
    "%"
      + search.replacing("\\", with: "\\\\").replacing("%", with: "\\%")
      .replacing("_", with: "\\_") + "%"
  }
}

/// What the entries that a filter shows amount to in one currency.
package struct LedgerTotal: Sendable, Equatable, RowDecodable {
  package let currency: String
  package let amount: String
  package let entries: Int
}

extension Queryable {
  /// The latest day first; from below a key on, or upwards from above it, nearest first.
  package func expenses(
    _ filter: ExpenseFilter, after: (day: Day, id: Expense.ID)? = nil,
    before: (day: Day, id: Expense.ID)? = nil, limit: Int = 50
  ) throws -> [Expense] {
    let isUpwards = before != nil
    return try all(
      """
      SELECT e.id, e.campaign_id, c.name AS campaign_name, e.spent_on, e.category, e.amount,
        e.currency, e.hours, e.hourly_rate, e.vendor, e.description, e.reference
      FROM expenses e
        JOIN campaigns c ON (c.workspace_id, c.id) = (e.workspace_id, e.campaign_id)
      WHERE (\(filter.campaign)::bigint IS NULL OR e.campaign_id = \(filter.campaign))
        AND (\(filter.category)::text IS NULL OR e.category::text = \(filter.category))
        AND (\(filter.currency) = '' OR e.currency = \(filter.currency))
        AND (\(filter.search) = ''
          OR concat_ws(' ', e.vendor, e.description, e.reference) ILIKE \(filter.pattern))
        AND (\(after?.day)::date IS NULL
          OR (e.spent_on, e.id) < (\(after?.day)::date, \(after?.id)::bigint))
        AND (\(before?.day)::date IS NULL
          OR (e.spent_on, e.id) > (\(before?.day)::date, \(before?.id)::bigint))
      ORDER BY CASE WHEN \(isUpwards) THEN e.spent_on END, CASE WHEN \(isUpwards) THEN e.id END,
        e.spent_on DESC, e.id DESC
      LIMIT \(limit)
      """)
  }

  /// By currency; amounts are never converted. Only where words are searched is every line looked at.
  package func ledgerTotals(_ filter: ExpenseFilter) throws -> [LedgerTotal] {
    guard !filter.search.isEmpty else { return try cachedTotals(filter) }
    return try all(
      """
      SELECT e.currency, sum(e.amount) AS amount, count(*) AS entries
      FROM expenses e
      WHERE (\(filter.campaign)::bigint IS NULL OR e.campaign_id = \(filter.campaign))
        AND (\(filter.category)::text IS NULL OR e.category::text = \(filter.category))
        AND (\(filter.currency) = '' OR e.currency = \(filter.currency))
        AND concat_ws(' ', e.vendor, e.description, e.reference) ILIKE \(filter.pattern)
      GROUP BY e.currency
      ORDER BY e.currency
      """)
  }

  private func cachedTotals(_ filter: ExpenseFilter) throws -> [LedgerTotal] {
    try all(
      """
      SELECT s.currency, sum(s.amount) AS amount, sum(s.entries)::bigint AS entries
      FROM fn.expense_statistics s
      WHERE (\(filter.campaign)::bigint IS NULL OR s.campaign_id = \(filter.campaign))
        AND (\(filter.category)::text IS NULL OR s.category::text = \(filter.category))
        AND (\(filter.currency) = '' OR s.currency = \(filter.currency))
      GROUP BY s.currency
      ORDER BY s.currency
      """)
  }

  /// Whose ledger an expense may go into: current campaigns, the newest first.
  package func campaignChoices() throws -> [CampaignChoice] {
    try all(
      "SELECT id, name FROM campaigns WHERE archived_at IS NULL ORDER BY id DESC LIMIT 500")
  }
}
