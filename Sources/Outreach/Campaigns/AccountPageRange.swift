import Postgres

/// The orders of a campaign's accounts.
package enum AccountColumn: String, Sendable {
  case score, touch, name
}

/// One page of a campaign's accounts.
package struct AccountPageRange: Sendable {
  package let column: AccountColumn
  /// The direction of reading: against the page's order when paging back.
  package let isDescending: Bool
  /// The row after which it begins.
  package let from: (key: String, account: Account.ID)?
  let search: AccountPrefix

  package init(
    by column: AccountColumn, isDescending: Bool, from: (key: String, account: Account.ID)? = nil,
    search: String = ""
  ) {
    self.column = column
    self.isDescending = isDescending
    self.from = from
    self.search = AccountPrefix(search)
  }

  /// The part that the server plans again on each call if the number is a parameter, see
  /// `page(_:of:)`.
  private var isPlannedEachTime: Bool { column == .name || !search.isEmpty }

  fileprivate var limit: SQL { isPlannedEachTime ? "\(51)" : "51" }

  private var key: SQL {
    switch column {
    case .score: "sort_score"
    case .touch: "touch_key"
    case .name: "name_key"
    }
  }

  fileprivate var order: SQL {
    isDescending ? "\(key) DESC, account_id DESC" : "\(key), account_id"
  }

  /// The first page of a campaign has no row to start after.
  fileprivate var after: SQL {
    if from == nil, column == .touch, isDescending, search.isEmpty { return "" }
    let comparison: SQL = isDescending ? "<" : ">"
    let account = from?.account.rawValue ?? (isDescending ? Int.max : 0)
    return "AND (\(key), account_id) \(comparison) (\(edge), \(account)::bigint)"
  }

  private var edge: SQL {
    switch column {
    case .score: "\(from?.key ?? (isDescending ? "99" : "-99"))::numeric"
    case .touch: "\(from?.key ?? (isDescending ? "infinity" : "-infinity"))::timestamptz"
    case .name: "\(from?.key ?? (isDescending ? "\u{10FFFF}" : ""))"
    }
  }
}

/// The beginning of an account's name or of its domain, however it was typed.
struct AccountPrefix: Sendable {
  /// In lower case, as the columns are.
  private let text: String

  init(_ typed: String) { text = typed.lowercased() }

  var isEmpty: Bool { text.isEmpty }

  /// What is found is from the first of these on, and below the second.
  var range: (String, String) { (text, text + "\u{10FFFF}") }

  /// A further condition on `fn.campaign_account_lines`; without a search there is none.
  var condition: SQL {
    guard !isEmpty else { return "" }
    let (low, high) = range
    return """
      AND (name_key >= \(low) AND name_key < \(high) OR domain >= \(low) AND domain < \(high))
      """
  }
}

extension CampaignAccount {
  /// Each order is an index read from a key on, in either direction; by name, it is the index of
  /// the accounts, or the campaign's rows sorted, whichever is shorter. Unscored accounts come
  /// below all scores. Reads fifty rows, and one that shows whether there are more.
  ///
  /// The server plans a statement again on each call if it hopes to gain by knowing the parameters.
  /// By name, and with a search, it does gain: the size of the campaign decides the index.
  /// Otherwise planning takes longer than running, so 51 is a literal, and the first page of a
  /// campaign has a text of its own.
  package static func page(
    _ range: AccountPageRange, of campaign: Campaign.ID
  ) -> Question<[CampaignAccount]> {
    Ask.all(
      """
      SELECT * FROM fn.campaign_account_lines
      WHERE campaign_id = \(campaign)
        \(range.search.condition)
        \(range.after)
      ORDER BY \(range.order)
      LIMIT \(range.limit)
      """)
  }
}
