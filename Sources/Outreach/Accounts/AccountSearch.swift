import Postgres

/// An account on a page of a search, with the key from which the search continues after it.
package struct FoundAccount: Sendable {
  package let account: Account
  package let key: AlphabetKey
}

/// A page of a search: the accounts found, and where it stopped if it ran out of time.
package struct AccountsFound: Sendable {
  package var accounts: [FoundAccount]
  package var stop: ScanCursor<AlphabetKey>?

  package init(_ accounts: [Account]) {
    self.accounts = accounts.map(FoundAccount.init)
  }

  fileprivate init(accounts: [FoundAccount], stop: ScanCursor<AlphabetKey>? = nil) {
    self.accounts = accounts
    self.stop = stop
  }
}

extension Queryable {
  /// Accounts whose name or domain begins with the text, then those whose name contains it
  /// anywhere, each by name; for an email address, the part after its @ is searched.
  ///
  /// A prefix is a range of an index. Text inside a name is searched in that index, too, from its
  /// first name to its last: 100,000 names take 35 ms, and none of their rows is read.
  package func accounts(
    holding text: String, status: AccountStatus? = nil, at place: Place<AlphabetKey> = .first,
    limit: Int = 51, _ budget: SearchBudget = SearchBudget(chunk: 100_000)
  ) throws -> AccountsFound {
    let search = (text.split(separator: "@").last.map(String.init) ?? text).lowercased()
    if case .before(let key) = place {
      var found = AccountsFound(accounts: [])
      if key.isInside {
        found = try inside(search, status, key, isBackwards: true, limit, budget)
      }
      if found.accounts.count < limit, found.stop == nil {
        let end = key.isInside ? AlphabetKey(name: search + "\u{10FFFF}", id: firstAccount) : key
        found.accounts += try accounts(
          search: search, status: status, at: .before(end), limit: limit - found.accounts.count
        ).map(FoundAccount.init)
      }
      return found
    }
    var (begins, start) = ([Account](), AlphabetKey(name: "", id: firstAccount, isInside: true))
    if case .after(let key) = place, key.isInside {
      start = key
    } else {
      begins = try accounts(search: search, status: status, at: place, limit: limit)
    }
    var found = AccountsFound(
      accounts: begins.map {
        // Matches by domain fill one page at most: the following pages match inside names.
        $0.nameKey.hasPrefix(search)
          ? FoundAccount($0)
          : FoundAccount(account: $0, key: AlphabetKey(name: "", id: firstAccount, isInside: true))
      })
    guard found.accounts.count < limit else { return found }
    let rest = try inside(
      search, status, start, isBackwards: false, limit - found.accounts.count, budget)
    found.stop = rest.stop
    found.accounts += rest.accounts.filter { other in
      !begins.contains { $0.id == other.account.id }
    }
    return found
  }

  private func inside(
    _ search: String, _ status: AccountStatus?, _ key: AlphabetKey, isBackwards: Bool, _ limit: Int,
    _ budget: SearchBudget
  ) throws -> AccountsFound {
    var found: [FoundAccount] = []
    let stop = try scan(from: key, limit: limit, budget) { key, atMost in
      try namesHolding(search, status, key, isBackwards: isBackwards, atMost, budget.chunk)
    } keep: { keys in
      guard !keys.isEmpty else { return 0 }
      let accounts: [Account] = try all(
        """
        SELECT \(Account.columns)
        FROM unnest(\(keys.map(\.id))::bigint[]) WITH ORDINALITY w (account_id, place)
          JOIN accounts ON id = w.account_id
        ORDER BY w.place
        """)
      found += accounts.map {
        FoundAccount(
          account: $0, key: AlphabetKey(name: $0.nameKey, id: $0.id, isInside: true))
      }
      return accounts.count
    }
    return AccountsFound(accounts: Array(found.prefix(limit)), stop: stop)
  }

  /// Reads only the index of names: first where the chunk ends, then the matches in it. That is
  /// twice as fast as numbering its rows. With a status it is the index of statuses, which omits
  /// prospects, so their rows are read.
  private func namesHolding(
    _ search: String, _ status: AccountStatus?, _ key: AlphabetKey, isBackwards: Bool,
    _ atMost: Int,
    _ chunk: Int
  ) throws -> [ScanHit<AlphabetKey>] {
    let order: SQL = isBackwards ? "name_key DESC, id DESC" : "name_key, id"
    let behind: SQL =
      isBackwards
      ? "(name_key, id) < (\(key.name), \(key.id))" : "(name_key, id) > (\(key.name), \(key.id))"
    let wanted: SQL = status.map { "status_key = \($0)" } ?? "true"
    let edge: AlphabetKey? = try rows(
      """
      SELECT name_key, id FROM accounts WHERE \(wanted) AND \(behind) ORDER BY \(order)
      LIMIT 1 OFFSET \(chunk - 1)
      """
    ).first.map { try AlphabetKey(inside: $0) }
    let within: SQL =
      switch edge {
      case nil: "true"
      case let edge? where isBackwards: "(name_key, id) >= (\(edge.name), \(edge.id))"
      case let edge?: "(name_key, id) <= (\(edge.name), \(edge.id))"
      }
    let found: [ScanHit<AlphabetKey>] = try rows(
      """
      SELECT name_key, id FROM accounts
      WHERE \(wanted) AND \(behind) AND \(within) AND strpos(name_key, \(search)) > 1
      ORDER BY \(order)
      LIMIT \(atMost)
      """
    ).map { ScanHit(key: try AlphabetKey(inside: $0), isFound: true, place: 0) }
    guard let edge, found.count < atMost else { return found }
    return found + [ScanHit(key: edge, isFound: false, place: chunk)]
  }
}

extension AlphabetKey {
  fileprivate init(inside row: Row) throws {
    self.init(name: try row["name_key"], id: try row["id"], isInside: true)
  }
}

extension FoundAccount {
  init(_ account: Account) {
    self.account = account
    key = AlphabetKey(name: account.nameKey, id: account.id)
  }
}

/// The key before every account.
private let firstAccount = Account.ID(rawValue: 0)
