import Foundation
import Postgres

/// An organisation.
package struct Account: Sendable, Equatable {
  package typealias ID = Outreach.ID<Account>

  package let id: ID
  package let name: String
  package let nameKey: String
  package let domain: String?
  package let status: AccountStatus
  package let relationshipTypes: [AccountStatus]
  package let industry: String?
  package let employees: Int?
  package let country: String?
  package let city: String?
  package let website: String?
  package let phone: String?
  package let language: String?
  package let description: String?
  package let createdAt: Date
}

extension Account {
  /// None of its people must be contacted. A test holds it together with `fn.is_do_not_contact`.
  package var isDoNotContact: Bool {
    status == .doNotContact || relationshipTypes.contains(.doNotContact)
  }

  /// Its status, or what stands above every status.
  package var shownStatus: AccountStatus { isDoNotContact ? .doNotContact : status }
}

/// A person at an account.
package enum Contact {
  package typealias ID = Outreach.ID<Contact>
}

extension Account: RowDecodable {
  /// The columns that are read.
  static let columns: SQL = """
    id, name, name_key, domain, status, relationship_types, industry, employees, country, city, website,
    phone, language, description, created_at
    """
}

/// What account lists are ordered by.
package struct AlphabetKey: Sendable, Equatable {
  package let name: String
  package let id: Account.ID
  /// Of a search: among those that hold its words inside of their names.
  package let isInside: Bool

  package init(name: String, id: Account.ID, isInside: Bool = false) {
    self.name = name
    self.id = id
    self.isInside = isInside
  }
}

extension Queryable {
  package func account(_ id: Account.ID) throws -> Account {
    guard let found: Account = try first("SELECT \(Account.columns) FROM accounts WHERE id = \(id)")
    else {
      throw Refusal.notFound("account \(id)")
    }
    return found
  }

  /// By name, a page at a time. `search` is the beginning of a name or of a domain.
  ///
  /// Each condition is a range of an index that starts with the workspace: behind its wall only
  /// leakproof comparisons reach an index, so there is no LIKE here, and no comparison of enums.
  package func accounts(
    search: String = "", status: AccountStatus? = nil, at place: Place<AlphabetKey> = .first,
    limit: Int = 51
  ) throws -> [Account] {
    let search = search.lowercased()
    let found =
      search.isEmpty
      ? try page(from: "", to: "\u{10FFFF}", status: status, place, limit)
      : try page(from: search, to: search + "\u{10FFFF}", status: status, place, limit)
    guard !search.isEmpty, case .first = place, found.count < limit else { return found }
    let others = try accountsByDomain(search, status: status, limit: limit - found.count)
      .filter { other in !found.contains { $0.id == other.id } }
    return found + others
  }

  private func page(
    from low: String, to high: String, status: AccountStatus?, _ place: Place<AlphabetKey>,
    _ limit: Int
  ) throws -> [Account] {
    if case .before(let key) = place {
      return try all(
        """
        SELECT \(Account.columns) FROM accounts
        WHERE name_key >= \(low) AND name_key < \(high)
          AND (name_key, id) < (\(key.name), \(key.id))
          AND (\(status)::text IS NULL OR status_key = \(status))
        ORDER BY name_key DESC, id DESC
        LIMIT \(limit)
        """)
    }
    return try all(
      """
      SELECT \(Account.columns) FROM accounts
      WHERE name_key >= \(low) AND name_key < \(high)
        AND (name_key, id) > (\(place.key.name), \(place.key.id))
        AND (\(status)::text IS NULL OR status_key = \(status))
      ORDER BY name_key, id
      LIMIT \(limit)
      """)
  }

  private func accountsByDomain(
    _ search: String, status: AccountStatus?, limit: Int
  ) throws -> [Account] {
    try all(
      """
      SELECT \(Account.columns) FROM accounts
      WHERE domain >= \(search) AND domain < \(search + "\u{10FFFF}")
        AND (\(status)::text IS NULL OR status_key = \(status))
      ORDER BY domain, id
      LIMIT \(limit)
      """)
  }
}

extension Place where Key == AlphabetKey {
  var key: AlphabetKey {
    if case .after(let key) = self { key } else { AlphabetKey(name: "", id: .init(rawValue: 0)) }
  }
}
