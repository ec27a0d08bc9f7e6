import Postgres

/// The fields of a contact as a form submits them.
package struct ContactFields: Sendable, Equatable {
  package var email = ""
  package var firstName = ""
  package var lastName = ""
  package var title = ""
  package var phone = ""
  package var linkedin = ""
  package var language = ""

  package init() {}
}

extension Queryable {
  package func contact(_ id: Contact.ID) throws -> ContactLine {
    guard let found = try contactLines([id]).first else {
      throw Refusal.notFound("contact \(id)")
    }
    return found
  }

  package func contactFields(_ id: Contact.ID) throws -> ContactFields {
    guard
      let row = try rows(
        """
        SELECT email, first_name, last_name, title, phone, linkedin, language
        FROM contacts WHERE id = \(id)
        """
      ).first
    else {
      throw Refusal.notFound("contact \(id)")
    }
    var fields = ContactFields()
    fields.email = try row[optional: "email"] ?? ""
    fields.firstName = try row["first_name"]
    fields.lastName = try row["last_name"]
    fields.title = try row["title"]
    fields.phone = try row[optional: "phone"] ?? ""
    fields.linkedin = try row[optional: "linkedin"] ?? ""
    fields.language = try row[optional: "language"] ?? ""
    return fields
  }

  /// The other contact that has this address.
  package func owner(of email: String, besides id: Contact.ID?) throws -> ContactLine? {
    let found = try rows(
      """
      SELECT id FROM contacts
      WHERE email_key = \(email.lowercased()) AND id <> \(id?.rawValue ?? 0)
      """)
    return try contactLines(found.map { try $0["id"] }).first
  }

  package func addContact(_ fields: ContactFields, to account: Account.ID) throws -> Contact.ID {
    let id: Contact.ID = try refusingTwice {
      try value(
        """
        INSERT INTO contacts (
          account_id, email, first_name, last_name, title, phone, linkedin, language)
        VALUES (
          \(account), nullif(\(fields.email), ''), \(fields.firstName), \(fields.lastName),
          \(fields.title), nullif(\(fields.phone), ''), nullif(\(fields.linkedin), ''),
          nullif(\(fields.language), ''))
        RETURNING id
        """)
    }
    try audit(
      "made", .contact, id: id.rawValue, name: fields.email.isEmpty ? fields.phone : fields.email)
    return id
  }

  /// A new address is a fresh start: what counted against the old one is cleared.
  package func change(_ id: Contact.ID, to fields: ContactFields) throws {
    try refusingTwice {
      try run(
        """
        UPDATE contacts SET
          email_invalid_reason = CASE
            WHEN email_key = lower(\(fields.email)) THEN email_invalid_reason END,
          email_invalid_at = CASE WHEN email_key = lower(\(fields.email)) THEN email_invalid_at END,
          email = nullif(\(fields.email), ''), first_name = \(fields.firstName),
          last_name = \(fields.lastName), title = \(fields.title),
          phone = nullif(\(fields.phone), ''), linkedin = nullif(\(fields.linkedin), ''),
          language = nullif(\(fields.language), '')
        WHERE id = \(id)
        """)
    }
  }

  /// The address may have gone to another contact since it was checked.
  private func refusingTwice<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try refusing(body)
    } catch let error as PostgresError where error.constraint == "one_contact_per_email" {
      throw Refusal.invalid("one_contact_per_email")
    }
  }
}
