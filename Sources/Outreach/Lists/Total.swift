import Postgres

/// How many there are: exactly, or up to as many as it is worth to count.
package struct Total: Sendable, Equatable {
  package let figure: Int
  /// There are more than the figure.
  package let isMore: Bool

  package init(_ figure: Int, isMore: Bool = false) {
    self.figure = figure
    self.isMore = isMore
  }

  /// What is not kept in a figure is counted so far: within the time in which a page is read anyway.
  package static let most = 1_000
}

extension Queryable {
  /// Counts rows of a query that has no LIMIT of its own.
  func total(_ rows: SQL, most: Int = Total.most) throws -> Total {
    let counted: Int = try value("SELECT count(*) FROM (\(rows) LIMIT \(most + 1)) counted")
    return Total(min(counted, most), isMore: counted > most)
  }

  /// Of all accounts, or of one status.
  package func totalAccounts(status: AccountStatus? = nil) throws -> Total {
    status == nil
      ? try total("SELECT FROM accounts WHERE name_key >= ''", most: 10_000)
      : try total("SELECT FROM accounts WHERE status_key = \(status)")
  }

  package func totalLists(archived: Bool) throws -> Total {
    try total("SELECT FROM lists WHERE (archived_at IS NOT NULL) = \(archived)")
  }

  package func totalMessages(in campaign: Campaign.ID, inboundOnly: Bool) throws -> Total {
    inboundOnly
      ? try total(
        "SELECT FROM messages WHERE campaign_id = \(campaign) AND direction = 'inbound'")
      : try total("SELECT FROM messages WHERE campaign_id = \(campaign)")
  }

  package func totalSuppressions(beginning search: String = "") throws -> Total {
    let start = search.lowercased()
    return try total(
      "SELECT FROM suppressions WHERE email >= \(start) AND email < \(start + "\u{10FFFF}")")
  }
}
