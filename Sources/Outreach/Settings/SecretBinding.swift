import Postgres

extension Database {
  /// Binds secrets of mailboxes to their places that were sealed before that was done, and says how many those
  /// were. Called with the pool of `overture_worker` by each program that opens secrets, when it starts:
  /// afterwards none opens an unbound one. What this key does not open stays as it is; `overture doctor` names
  /// it.
  package func bindSecrets(with secrets: Secrets) throws -> Int {
    try transaction { connection in
      let unbound: [UnboundSecret] = try connection.all(
        """
        SELECT m.workspace_id, m.id, s.name, s.value
        FROM mailboxes m,
          LATERAL (VALUES ('smtp_password', m.smtp_password), ('imap_password', m.imap_password),
            ('dkim_private_key', m.dkim_private_key)) s (name, value)
        WHERE s.value IS NOT NULL AND substr(s.value, 1, 4) <> '\\x4f563200'
        ORDER BY m.workspace_id, m.id
        FOR UPDATE OF m
        """)
      return try unbound.count { try connection.bind($0, with: secrets) }
    }
  }
}

private struct UnboundSecret: RowDecodable {
  let place: Secrets.Place
  let sealed: [UInt8]

  init(row: Row) throws {
    let column = Secrets.Place.Column(rawValue: try row["name"]) ?? .smtpPassword
    place = Secrets.Place(workspace: try row["workspace_id"], mailbox: try row["id"], column)
    sealed = try (row["value"] as Bytes).bytes
  }
}

extension Connection {
  fileprivate func bind(_ secret: UnboundSecret, with secrets: Secrets) throws -> Bool {
    let bound: Bytes
    do {
      bound = Bytes(try secrets.bind(secret.sealed, to: secret.place))
    } catch Secrets.Fault.cannotOpen {
      return false
    }
    try keep(bound, in: secret.place)
    return true
  }
}

extension Queryable {
  /// Writes a sealed secret into its place.
  package func keep(_ sealed: Bytes, in place: Secrets.Place) throws {
    switch place.column {
    case .smtpPassword:
      try run(
        """
        UPDATE mailboxes SET smtp_password = \(sealed)
        WHERE workspace_id = \(place.workspace) AND id = \(place.record)
        """)
    case .imapPassword:
      try run(
        """
        UPDATE mailboxes SET imap_password = \(sealed)
        WHERE workspace_id = \(place.workspace) AND id = \(place.record)
        """)
    case .signingKey:
      try run(
        """
        UPDATE mailboxes SET dkim_private_key = \(sealed)
        WHERE workspace_id = \(place.workspace) AND id = \(place.record)
        """)
    case .webhookSecret:
      try run(
        """
        UPDATE subscribers SET secret = \(sealed)
        WHERE workspace_id = \(place.workspace) AND id = \(place.record)
        """)
    case .apiToken:
      try run(
        """
        UPDATE api_tokens SET handed = \(sealed)
        WHERE workspace_id = \(place.workspace) AND id = \(place.record)
        """)
    }
  }
}
