import Foundation
import Postgres

/// One contact as tables of a list or an account show it.
package struct ContactLine: Sendable, Equatable {
  package let id: Contact.ID
  package let account: Account.ID
  package let accountName: String
  package let email: String?
  package let emailKey: String
  package let firstName: String
  package let lastName: String
  package let title: String
  package let phone: String?
  /// Why this contact must not be written to, as `fn.contact_refusals` says; nil: it may be.
  package let refusal: ContactRefusal?

  /// As people say it; of somebody without a name, the address.
  package var name: String {
    let name = [firstName, lastName].filter { !$0.isEmpty }.joined(separator: " ")
    return name.isEmpty ? email ?? phone ?? "" : name
  }
}

extension ContactLine: RowDecodable {
  package init(row: Row) throws {
    id = try row["id"]
    account = try row["account_id"]
    accountName = try row["account_name"]
    email = try row[optional: "email"]
    emailKey = try row[optional: "email_key"] ?? ""
    firstName = try row["first_name"]
    lastName = try row["last_name"]
    title = try row["title"]
    phone = try row[optional: "phone"]
    refusal = try row[optional: "refusal"]
  }
}

/// Where a page of a long table begins: after a key, or before it.
package enum Place<Key: Sendable>: Sendable {
  case first
  case after(Key)
  case before(Key)
}

extension Queryable {
  package func list(_ id: LeadList.ID) throws -> LeadList {
    guard
      let found: LeadList = try first(
        """
        SELECT id, name, contacts, created_at, archived_at IS NOT NULL AS is_archived
        FROM lists WHERE id = \(id)
        """)
    else { throw Refusal.notFound("list \(id)") }
    return found
  }

  /// The names of the lists that an import can add to, the newest first.
  package func listNames(limit: Int) throws -> [String] {
    try rows(
      "SELECT name FROM lists WHERE archived_at IS NULL ORDER BY id DESC LIMIT \(limit)"
    ).map { try $0["name"] }
  }

  /// The newest first.
  package func lists(
    archived: Bool = false, at place: Place<LeadList.ID> = .first, limit: Int = 51
  ) throws -> [LeadList] {
    switch place {
    case .before(let id):
      try all(
        """
        SELECT id, name, contacts, created_at, archived_at IS NOT NULL AS is_archived
        FROM lists
        WHERE (archived_at IS NOT NULL) = \(archived) AND id > \(id)
        ORDER BY id LIMIT \(limit)
        """)
    case .first, .after:
      try all(
        """
        SELECT id, name, contacts, created_at, archived_at IS NOT NULL AS is_archived
        FROM lists
        WHERE (archived_at IS NOT NULL) = \(archived) AND id < \(place.id)
        ORDER BY id DESC LIMIT \(limit)
        """)
    }
  }

  /// In the order in which they came; backwards nearest first.
  package func contacts(
    of list: LeadList.ID, at place: Place<Contact.ID> = .first, limit: Int = 51
  ) throws -> [ContactLine] {
    if case .before(let contact) = place {
      return try contactLines(
        rows(
          """
          SELECT contact_id FROM list_contacts
          WHERE list_id = \(list) AND contact_id < \(contact)
          ORDER BY contact_id DESC LIMIT \(limit)
          """
        ).map { try $0["contact_id"] }
      ).reversed()
    }
    return try contactLines(
      rows(
        """
        SELECT contact_id FROM list_contacts
        WHERE list_id = \(list) AND contact_id > \(place.contact)
        ORDER BY contact_id LIMIT \(limit)
        """
      ).map { try $0["contact_id"] })
  }

  /// These contacts, in the order of their numbers.
  package func contactLines(_ ids: [Contact.ID]) throws -> [ContactLine] {
    try all(
      """
      SELECT c.id, c.account_id, a.name AS account_name, c.email, c.email_key, c.first_name,
        c.last_name, c.title, c.phone,
        r.refusal
      FROM contacts c
        JOIN accounts a ON (a.workspace_id, a.id) = (c.workspace_id, c.account_id)
        CROSS JOIN LATERAL fn.contact_refusals(c.workspace_id, c.id, 'email') r
      WHERE c.id = ANY (\(ids))
      ORDER BY c.id
      """)
  }

  package func rename(_ list: LeadList.ID, to name: String) throws {
    try refusing { try run("UPDATE lists SET name = \(name) WHERE id = \(list)") }
  }

  package func archive(_ list: LeadList.ID, _ isArchived: Bool) throws {
    try run(
      """
      UPDATE lists SET archived_at = CASE WHEN \(isArchived) THEN coalesce(archived_at, now()) END
      WHERE id = \(list)
      """)
  }
}

extension Place where Key == LeadList.ID {
  fileprivate var id: LeadList.ID {
    if case .after(let key) = self { key } else { LeadList.ID(rawValue: .max) }
  }
}

extension Place where Key == Contact.ID {
  var contact: Contact.ID {
    if case .after(let key) = self { key } else { Contact.ID(rawValue: 0) }
  }
}
