import Outreach
import Postgres

extension Queryable {
  /// A running campaign on mailboxes of a server on this machine, without any pace.
  package func makeSendingCampaign(
    _ name: String = "Spring", port: Int = 9, mailboxes: Int = 1, kind: String = "smtp"
  ) throws -> Campaign.ID {
    let campaign = try makeCampaign(name)
    for number in 0..<mailboxes {
      try run(
        """
        WITH box AS (
          INSERT INTO mailboxes (kind, email, display_name, smtp_host, smtp_port, smtp_security,
            daily_limit)
          VALUES (\(kind)::mailbox_kind, \("ines\(number)@\(name.lowercased()).example"), 'Ines',
            '127.0.0.1', \(port), 'none', 1000000)
          RETURNING id
        )
        INSERT INTO campaign_mailboxes (campaign_id, mailbox_id) SELECT \(campaign), id FROM box
        """)
    }
    try run(
      """
      INSERT INTO domain_rates (family, per_second) SELECT family, 1000000 FROM domain_families
      ON CONFLICT DO NOTHING
      """)
    return campaign
  }

  package func makeSendingStep(
    _ position: Int = 0, of campaign: Campaign.ID, subjects: [String] = ["Hello {{FIRST_NAME}}"],
    body: String = "<p>Hi {{FIRST_NAME}}</p>", days: Int = 0, condition: String = "always"
  ) throws {
    try run(
      """
      INSERT INTO steps (campaign_id, position, subjects, body, wait_days, condition)
      VALUES (\(campaign), \(position), \(subjects), \(body), \(days),
        \(condition)::step_condition)
      """)
  }

  /// A lead at an account of its own, whose first email is due. Says the enrollment.
  @discardableResult
  package func makeSendingLead(
    _ email: String, in campaign: Campaign.ID, custom: String = "{}"
  ) throws -> Enrollment.ID {
    let contact = try makeLead(email, first: "Ada", company: "Firm of \(email)", custom: custom)
    return try value(
      """
      WITH account AS (
        INSERT INTO campaign_accounts (campaign_id, account_id)
        SELECT \(campaign), account_id FROM contacts WHERE id = \(contact)
        RETURNING account_id
      ), enrolled AS (
        INSERT INTO enrollments (campaign_id, account_id, contact_id, rotation)
        SELECT \(campaign), account_id, \(contact),
          (SELECT count(*) FROM enrollments WHERE campaign_id = \(campaign))
        FROM account
        RETURNING id
      ), planned AS (
        INSERT INTO deliveries (campaign_id, enrollment_id, position, due_at)
        SELECT \(campaign), id, 0, now() FROM enrolled
      )
      SELECT id FROM enrolled
      """)
  }

  /// How many deliveries are in which state.
  package func deliveryStates() throws -> [String: Int] {
    let rows = try rows("SELECT state, count(*)::int AS count FROM deliveries GROUP BY state")
    return Dictionary(
      uniqueKeysWithValues: try rows.map { (try $0["state"], try $0["count"]) })
  }

  package func stateOfDelivery(_ id: Delivery.ID = Delivery.ID(rawValue: 1)) throws -> String {
    try value("SELECT state::text FROM deliveries WHERE id = \(id)")
  }

  package func expireWaits() throws {
    try run(
      "UPDATE deliveries SET due_at = now(), look_at = NULL WHERE state IN ('planned', 'deferred')")
  }
}

/// Begins as a worker that lives while it asks, and is gone when this returns.
package func beginTransmission(
  of departures: [Departure], by worker: String
) throws -> Set<Delivery.ID> {
  try queue.borrow { presence in
    try presence.holdLivenessLock(as: worker)
    let begun = Set(try queue.beginTransmission(of: departures, by: worker).keys)
    try presence.run("SELECT pg_advisory_unlock_all()")
    return begun
  }
}
