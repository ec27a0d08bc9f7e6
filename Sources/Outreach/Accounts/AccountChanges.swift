import Postgres
import Text

/// The fields of an account as a form submits them. Empty fields are not set.
package struct AccountFields: Sendable, Equatable {
  package var name: String
  package var domain = ""
  package var website = ""
  package var industry = ""
  package var employees: Int?
  package var country = ""
  package var city = ""
  package var phone = ""
  package var language = ""
  package var description = ""

  package init(name: String) {
    self.name = name
  }
}

extension Account {
  package var fields: AccountFields {
    var fields = AccountFields(name: name)
    fields.domain = domain ?? ""
    fields.website = website ?? ""
    fields.industry = industry ?? ""
    fields.employees = employees
    fields.country = country ?? ""
    fields.city = city ?? ""
    fields.phone = phone ?? ""
    fields.language = language ?? ""
    fields.description = description ?? ""
    return fields
  }
}

/// The key by which a file finds the account: see `accounts.match_key`. A name of signs alone is
/// used unchanged.
private func matchKey(of fields: AccountFields) -> String {
  let folded = foldedName(fields.name)
  return "n:" + (folded.isEmpty ? fields.name.lowercased() : folded)
}

extension Queryable {
  /// An account created by hand. Another with the same name is a conflict.
  package func makeAccount(_ fields: AccountFields) throws -> Account.ID {
    let made: [Row] = try refusing {
      try rows(
        """
        INSERT INTO accounts (
          name, match_key, domain, website, industry, employees, country, city, phone, language,
          description)
        VALUES (
          \(fields.name), \(matchKey(of: fields)), nullif(\(fields.domain), ''),
          nullif(\(fields.website), ''), nullif(\(fields.industry), ''), \(fields.employees),
          nullif(\(fields.country), ''), nullif(\(fields.city), ''), nullif(\(fields.phone), ''),
          nullif(\(fields.language), ''), nullif(\(fields.description), ''))
        ON CONFLICT (workspace_id, match_key) DO NOTHING
        RETURNING id
        """)
    }
    guard let id: Account.ID = try made.first?["id"] else {
      throw Refusal.conflict("An account with this name already exists.")
    }
    try audit("made", .account, id: id.rawValue, name: fields.name)
    return id
  }

  /// The account that already has this domain, or else the one with the same folded name. If
  /// several have the domain, one that must not be contacted comes first, because its mark is the
  /// one to see. An account that is changed has no twin in `saved`, what it has already.
  ///
  /// Whoever asks for the same domain or name waits for the end of this transaction: of two who add or
  /// change accounts at once, the second sees the first's.
  package func twin(
    of fields: AccountFields, besides id: Account.ID? = nil, saved: AccountFields? = nil
  ) throws -> Account? {
    let isNewDomain = fields.domain.lowercased() != saved?.domain.lowercased()
    let isNewName = fields.name != saved?.name
    var domains: [String] = []
    if isNewDomain {
      domains = [fields.domain, registrableDomain(of: fields.domain) ?? ""].filter { !$0.isEmpty }
    }
    let matchKeys: [String] = isNewName ? [matchKey(of: fields)] : []
    // In one order, so that no two wait for each other. Read by the next statement, which sees what
    // the other one has committed.
    for key in (domains.map { "d:\($0)" } + matchKeys).sorted() {
      try run(
        """
        SELECT pg_advisory_xact_lock(
          hashtext('overture.account'), hashtext(rule.workspace() || \(key)::text))
        """)
    }
    let own = id?.rawValue ?? 0
    return try first(
      """
      SELECT \(Account.columns) FROM (
        (SELECT \(Account.columns) FROM accounts
          WHERE domain = ANY (\(domains)) AND id <> \(own)
          ORDER BY fn.is_do_not_contact(status, relationship_types) DESC, id LIMIT 1)
        UNION ALL
        (SELECT \(Account.columns) FROM accounts
          WHERE match_key = ANY (\(matchKeys)) AND id <> \(own))
        UNION ALL
        (SELECT \(Account.columns) FROM accounts
          WHERE \(isNewName) AND name_key = lower(\(fields.name)) AND id <> \(own)
          ORDER BY id LIMIT 1)
      ) a
      LIMIT 1
      """)
  }

  /// The account of an address's domain that must not be contacted, if there is one: a new contact
  /// there must not be contacted either.
  package func accountNotToContact(at email: String) throws -> Account? {
    guard let address = EmailAddress(email), let domain = registrableDomain(of: address.domain)
    else { return nil }
    return try first(
      """
      SELECT \(Account.columns) FROM accounts
      WHERE domain = \(domain) AND fn.is_do_not_contact(status, relationship_types)
        AND NOT EXISTS (SELECT FROM free_mail_domains f WHERE f.domain IN (\(domain), \(address.domain)))
      ORDER BY id LIMIT 1
      """)
  }

  /// Keeps the match key, so that the next file that names the account as before finds it again.
  package func change(_ id: Account.ID, to fields: AccountFields) throws {
    try refusing {
      try run(
        """
        UPDATE accounts SET
          name = \(fields.name), domain = nullif(\(fields.domain), ''),
          website = nullif(\(fields.website), ''), industry = nullif(\(fields.industry), ''),
          employees = \(fields.employees), country = nullif(\(fields.country), ''),
          city = nullif(\(fields.city), ''), phone = nullif(\(fields.phone), ''),
          language = nullif(\(fields.language), ''),
          description = nullif(\(fields.description), '')
        WHERE id = \(id)
        """)
    }
  }

  /// Any status may be set by hand, even away from `do_not_contact`: no guardrail flag does that.
  package func setStatus(
    _ id: Account.ID, to status: AccountStatus, relationships: [AccountStatus]
  ) throws {
    try refusing {
      try run(
        """
        UPDATE accounts
        SET status = \(status)::account_status,
          relationship_types = \(relationships)::account_status[]
        WHERE id = \(id)
        """)
    }
  }

  package func contacts(of account: Account.ID, limit: Int = 200) throws -> [ContactLine] {
    try contactLines(
      rows(
        """
        SELECT id FROM contacts WHERE account_id = \(account) ORDER BY id LIMIT \(limit)
        """
      ).map { try $0["id"] })
  }
}
