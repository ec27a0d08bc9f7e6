import Postgres

/// A mailbox as a person enters it. The caller, which has the key, seals its secrets.
package struct MailboxDraft: Sendable, Equatable {
  package var email: String
  package var displayName: String
  package var replyTo: String?
  /// Plain text with line breaks; empty for none.
  package var signature: String
  package var host: String
  package var port: Int
  package var security: MailboxSecurity
  package var user: String?
  package var dailyLimit: Int?
  package var rampStart: Int?
  package var rampStep: Int?

  package init(
    email: String, displayName: String = "", replyTo: String? = nil, signature: String = "",
    host: String, port: Int, security: MailboxSecurity, user: String? = nil,
    dailyLimit: Int? = nil, rampStart: Int? = nil, rampStep: Int? = nil
  ) {
    self.email = email
    self.displayName = displayName
    self.replyTo = replyTo
    self.signature = signature
    self.host = host
    self.port = port
    self.security = security
    self.user = user
    self.dailyLimit = dailyLimit
    self.rampStart = rampStart
    self.rampStep = rampStep
  }
}

extension Queryable {
  /// Adds a mailbox that was tested, and seals its password for it.
  package func add(
    _ draft: MailboxDraft, password: String?, sealedBy secrets: @autoclosure () throws -> Secrets
  ) throws -> Mailbox.ID {
    let id = try add(draft)
    guard let password else { return id }
    let workspace: Workspace.ID = try value("SELECT rule.workspace()")
    let place = Secrets.Place(workspace: workspace, mailbox: id, .smtpPassword)
    // The entry for the mailbox is enough: a second one for its password would only look like a
    // change.
    try run("SELECT set_config('overture.audit', 'off', true)")
    try keep(Bytes(try secrets().seal(password, in: place)), in: place)
    try run("SELECT set_config('overture.audit', 'on', true)")
    return id
  }

  /// Adds a mailbox that was tested. `password` is sealed.
  package func add(
    _ draft: MailboxDraft, kind: MailboxKind = .smtp, password: [UInt8]? = nil
  ) throws -> Mailbox.ID {
    try refusingTwice(draft.email) {
      try value(
        """
        INSERT INTO mailboxes (kind, email, display_name, reply_to, signature, smtp_host, smtp_port,
          smtp_security, smtp_user, smtp_password, daily_limit, ramp_start, ramp_step, ramp_since,
          verified_at)
        SELECT \(kind), \(draft.email), \(draft.displayName), \(draft.replyTo),
          \(draft.signature), \(draft.host), \(draft.port), \(draft.security), \(draft.user),
          \(password.map(Bytes.init))::bytea, \(draft.dailyLimit), r.start, \(draft.rampStep),
          CASE WHEN r.start IS NOT NULL THEN (now() AT TIME ZONE 'UTC')::date END, now()
        FROM (SELECT \(draft.rampStart)::int AS start) r
        RETURNING id
        """)
    }
  }

  /// Changes a mailbox that was tested again. Without a password the old one stays; a ramp begins
  /// when one is first entered.
  package func change(
    mailbox: Mailbox.ID, to draft: MailboxDraft, password: [UInt8]? = nil
  ) throws {
    try refusingTwice(draft.email) {
      try run(
        """
        UPDATE mailboxes m
        SET email = \(draft.email), display_name = \(draft.displayName),
          reply_to = \(draft.replyTo), signature = \(draft.signature),
          smtp_host = \(draft.host), smtp_port = \(draft.port),
          smtp_security = \(draft.security), smtp_user = \(draft.user),
          smtp_password = CASE WHEN \(draft.user)::text IS NULL THEN NULL
            ELSE coalesce(\(password.map(Bytes.init))::bytea, m.smtp_password) END,
          daily_limit = \(draft.dailyLimit), ramp_start = r.start, ramp_step = \(draft.rampStep),
          ramp_since = CASE WHEN r.start IS NOT NULL
            THEN coalesce(m.ramp_since, (now() AT TIME ZONE 'UTC')::date) END,
          verified_at = now()
        FROM (SELECT \(draft.rampStart)::int AS start) r
        WHERE m.id = \(mailbox)
        """)
    }
  }

  /// Its server took what was sent to it. That is no change that the audit trail tells of.
  package func markTested(mailbox: Mailbox.ID) throws {
    try run("SELECT set_config('overture.audit', 'off', true)")
    try run("UPDATE mailboxes SET verified_at = now() WHERE id = \(mailbox)")
    try run("SELECT set_config('overture.audit', 'on', true)")
  }

  /// A paused mailbox sends nothing, and its planned emails wait.
  package func setPaused(_ isPaused: Bool, mailbox: Mailbox.ID) throws {
    let changed = try rows(
      """
      UPDATE mailboxes
      SET state = CASE WHEN \(isPaused) THEN 'paused' ELSE 'ready' END::mailbox_state,
        errors_in_a_row = CASE WHEN \(isPaused) THEN errors_in_a_row ELSE 0 END,
        cooling_until = CASE WHEN \(isPaused) THEN cooling_until END,
        -- Who is too ill to send has no success that would heal it: a person's word does.
        health = CASE WHEN \(isPaused) THEN health ELSE greatest(health, 50) END
      WHERE id = \(mailbox) AND archived_at IS NULL
      RETURNING id
      """)
    if changed.isEmpty { throw Refusal.notFound("mailbox \(mailbox)") }
  }

  /// The key that signs this mailbox's emails. `privateKey` is sealed.
  package func sign(
    mailbox: Mailbox.ID, domain: String, selector: String, privateKey: [UInt8], record: String
  ) throws {
    try run(
      """
      UPDATE mailboxes
      SET dkim_domain = \(domain), dkim_selector = \(selector),
        dkim_private_key = \(Bytes(privateKey)), dkim_record = \(record)
      WHERE id = \(mailbox)
      """)
  }

  /// It is left out of every list from now on; its sent emails stay on record. Refused while a
  /// campaign runs on it.
  package func archive(mailbox: Mailbox.ID) throws {
    let running: Int = try value(
      """
      SELECT count(*) FROM campaign_mailboxes cm JOIN campaigns c ON c.id = cm.campaign_id
      WHERE cm.mailbox_id = \(mailbox) AND c.status IN ('running', 'paused')
      """)
    if running > 0 {
      throw Refusal.conflict("Campaigns that are not completed send from this mailbox. Pause it.")
    }
    try run("UPDATE mailboxes SET archived_at = now() WHERE id = \(mailbox)")
    try run("DELETE FROM campaign_mailboxes WHERE mailbox_id = \(mailbox)")
  }

  private func refusingTwice<Value>(_ email: String, _ body: () throws -> Value) throws -> Value {
    do {
      return try refusing(body)
    } catch let error as PostgresError where error.constraint == "one_mailbox_per_address" {
      throw Refusal.invalid("one_mailbox_per_address")
    }
  }
}
