import Postgres

/// A contact with all its fields, as the API gives it.
package struct ContactRecord: Sendable, Equatable, RowDecodable {
  package let id: Contact.ID
  package let accountId: Account.ID
  package let accountName: String
  package let email: String?
  package let firstName: String
  package let lastName: String
  package let title: String
  package let phone: String?
  package let linkedin: String?
  package let language: String?
  /// Why this contact must not be emailed; nil: they may be.
  package let refusal: ContactRefusal?

  package init(row: Row) throws {
    id = try row["id"]
    accountId = try row["account_id"]
    accountName = try row["account_name"]
    email = try row[optional: "email"]
    firstName = try row["first_name"]
    lastName = try row["last_name"]
    title = try row["title"]
    phone = try row[optional: "phone"]
    linkedin = try row[optional: "linkedin"]
    language = try row[optional: "language"]
    refusal = try row[optional: "refusal"]
  }
}

extension Queryable {
  /// In the order of their numbers, after `key`; of one account, or with one email address.
  package func contactRecords(
    after key: Contact.ID? = nil, account: Account.ID? = nil, email: String? = nil, limit: Int
  ) throws -> [ContactRecord] {
    let isOfAccount: SQL = account.map { "account_id = \($0)" } ?? "true"
    let hasEmail: SQL = email.map { "email_key = \($0.lowercased())" } ?? "true"
    return try contactRecords(
      of: """
        SELECT id FROM contacts
        WHERE id > \(key?.rawValue ?? 0) AND \(isOfAccount) AND \(hasEmail)
        ORDER BY id LIMIT \(limit)
        """)
  }

  package func contactRecord(_ id: Contact.ID) throws -> ContactRecord {
    let found = try contactRecords(of: "SELECT id FROM contacts WHERE id = \(id)")
    guard let contact = found.first else { throw Refusal.notFound("contact \(id)") }
    return contact
  }

  /// The contacts of one list, by id.
  package func contactRecords(
    onList list: LeadList.ID, after key: Contact.ID?, limit: Int
  ) throws -> [ContactRecord] {
    try contactRecords(
      of: """
        SELECT contact_id AS id FROM list_contacts
        WHERE list_id = \(list) AND contact_id > \(key?.rawValue ?? 0)
        ORDER BY contact_id LIMIT \(limit)
        """)
  }

  private func contactRecords(of chosen: SQL) throws -> [ContactRecord] {
    try all(
      """
      SELECT c.id, c.account_id, a.name AS account_name, c.email, c.first_name, c.last_name, c.title,
        c.phone, c.linkedin, c.language, r.refusal
      FROM (\(chosen)) k
        JOIN contacts c ON c.id = k.id
        JOIN accounts a ON (a.workspace_id, a.id) = (c.workspace_id, c.account_id)
        CROSS JOIN LATERAL fn.contact_refusals(c.workspace_id, c.id, 'email') r
      ORDER BY c.id
      """)
  }
}
