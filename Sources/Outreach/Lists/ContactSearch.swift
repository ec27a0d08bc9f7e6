import Postgres

/// A page of a search of a list: the contacts found, and where it stopped if it ran out of time.
package struct ContactsFound: Sendable {
  package var contacts: [ContactLine]
  package var stop: ScanCursor<Contact.ID>?

  package init(_ contacts: [ContactLine], stop: ScanCursor<Contact.ID>? = nil) {
    self.contacts = contacts
    self.stop = stop
  }
}

extension Queryable {
  /// Contacts whose address, name or account contains this, in the order in which they came;
  /// backwards, nearest first. If a list is too long to scan within one page, matches of an index
  /// come first: by the beginning of their address, or of their account's domain or name.
  package func contacts(
    of list: LeadList.ID, holding text: String, at place: Place<Contact.ID> = .first,
    limit: Int = 51, _ budget: SearchBudget = SearchBudget(chunk: 5_000)
  ) throws -> ContactsFound {
    let search = text.lowercased()
    var found: [Contact.ID] = []
    var (start, isBackwards) = (place.contact, false)
    if case .before(let contact) = place { (start, isBackwards) = (contact, true) }
    let stop = try scan(from: start, limit: limit, budget) { key, atMost in
      try members(of: list, holding: search, key, isBackwards: isBackwards, atMost, budget.chunk)
    } keep: {
      found += $0
      return $0.count
    }
    found = Array(found.prefix(limit))
    var first: [Contact.ID] = []
    if case .first = place, stop != nil {
      let beginning = try members(of: list, beginning: search, limit: limit)
      first = Array(beginning.filter { !found.contains($0) }.prefix(limit - 1 - found.count))
    }
    let lines = try contactLines(first) + contactLines(found)
    return ContactsFound(isBackwards ? lines.reversed() : lines, stop: stop)
  }

  private func members(
    of list: LeadList.ID, holding search: String, _ key: Contact.ID, isBackwards: Bool,
    _ atMost: Int, _ chunk: Int
  ) throws -> [ScanHit<Contact.ID>] {
    let order: SQL = isBackwards ? "contact_id DESC" : "contact_id"
    let comparison: SQL = isBackwards ? "<" : ">"
    return try rows(
      """
      SELECT contact_id, is_found, place
      FROM (
        SELECT l.contact_id, l.place, \(contactHolds(search)) AS is_found
        FROM (
          SELECT workspace_id, contact_id, row_number() OVER (ORDER BY \(order)) AS place
          FROM list_contacts
          WHERE list_id = \(list) AND contact_id \(comparison) \(key)
          ORDER BY \(order)
          LIMIT \(chunk)
        ) l
          JOIN contacts k ON (k.workspace_id, k.id) = (l.workspace_id, l.contact_id)
          JOIN accounts a ON (a.workspace_id, a.id) = (k.workspace_id, k.account_id)
      ) looked
      WHERE is_found OR place = \(chunk)
      ORDER BY place
      LIMIT \(atMost)
      """
    ).map { try ScanHit($0, key: $0["contact_id"]) }
  }

  private func members(
    of list: LeadList.ID, beginning search: String, limit: Int
  ) throws -> [Contact.ID] {
    try contacts(beginning: search, limit: limit) { contacts in
      try rows(
        """
        SELECT contact_id AS id FROM list_contacts
        WHERE list_id = \(list) AND contact_id = ANY (\(contacts))
        """)
    }
  }

  /// The contacts that an index finds: by their address, or by their account's domain or name.
  /// `some` returns the rows of at most 2,000 contacts with such a beginning.
  func contacts<Record>(
    beginning search: String, limit: Int, among some: ([Contact.ID]) throws -> [Row]
  ) throws -> [ID<Record>] {
    let end = search + "\u{10FFFF}"
    let behind = search.split(separator: "@").last.map(String.init) ?? search
    let found: [SQL] = [
      """
      SELECT id FROM contacts WHERE email_key >= \(search) AND email_key < \(end)
      ORDER BY email_key LIMIT 2000
      """,
      """
      SELECT c.id FROM contacts c WHERE c.account_id = ANY (ARRAY(
        SELECT id FROM accounts WHERE domain >= \(behind) AND domain < \(behind + "\u{10FFFF}")
        ORDER BY domain LIMIT 500))
      LIMIT 2000
      """,
      """
      SELECT c.id FROM contacts c WHERE c.account_id = ANY (ARRAY(
        SELECT id FROM accounts WHERE name_key >= \(search) AND name_key < \(end)
        ORDER BY name_key LIMIT 500))
      LIMIT 2000
      """,
    ]
    var kept: [ID<Record>] = []
    for sql in found where kept.count < limit {
      let ids: [ID<Record>] = try some(rows(sql).map { try $0["id"] }).map { try $0["id"] }
      kept += ids.filter { !kept.contains($0) }
    }
    return Array(kept.prefix(limit))
  }
}

/// Whether the text, in small letters, is in the address or the names of the contact `k`, or in the
/// name of its account `a`.
func contactHolds(_ search: String) -> SQL {
  """
  (strpos(concat_ws(' ', k.email_key, lower(k.first_name), lower(k.last_name)), \(search)) > 0
    OR strpos(a.name_key, \(search)) > 0)
  """
}
