import Postgres

/// An email that is about to leave, and the targets of its counted links.
package struct Departure: Sendable {
  package let workspace: Workspace.ID
  package let delivery: Delivery.ID
  package let claim: Int
  package let links: [String]
  /// The recipient's domain, if a slot of its rate is to be taken with the beginning.
  fileprivate let domain: String?
  fileprivate let spacing: Duration

  /// `takesSlot`: it only begins if its recipient's domain is free at that moment, and takes the
  /// slot. Otherwise it has one, or needs none.
  package init(of delivery: ClaimedDelivery, links: [String], takesSlot: Bool = false) {
    workspace = delivery.workspace
    self.delivery = delivery.id
    claim = delivery.claim
    self.links = links
    domain = takesSlot ? delivery.domain : nil
    spacing = delivery.spacing
  }
}

/// An email that may leave, and the slot that was taken with it.
package struct BegunDelivery: Sendable {
  /// As of `DomainSlot.moment`.
  package let slot: Int?
  /// How long after the question the slot is, at least.
  package let after: Duration
}

/// A campaign that made a claim for all campaigns fail, and so was paused.
package struct FailingCampaign: Error, RowDecodable, CustomStringConvertible {
  package let workspace: Workspace.ID
  package let campaign: Campaign.ID
  let error: String

  package init(_ campaign: Campaign.ID, of workspace: Workspace.ID, _ error: String) {
    self.campaign = campaign
    self.workspace = workspace
    self.error = error
  }

  package init(row: Row) throws {
    workspace = try row["workspace_id"]
    campaign = try row["campaign_id"]
    error = try row["error"]
  }

  package var description: String {
    "campaign \(campaign) of workspace \(workspace) was paused, its emails fail: \(error)"
  }
}

/// Something happened to an email that never should; an administrator has to know immediately.
package protocol SendingAlarm: Error {}

/// A settlement that did not match the state of its delivery: its claim was lost, or this database
/// does not know it. The sender's guarantee still holds, but it is recorded.
package struct UnmatchedSettlement: SendingAlarm, RowDecodable, CustomStringConvertible {
  package let workspace: Workspace.ID
  package let delivery: Delivery.ID
  package let claim: Int
  package let outcome: Settlement.Outcome
  package let answer: String
  /// The state of the delivery; nil: there is no such delivery.
  package let foundState: Delivery.State?
  package let foundClaim: Int?

  package init(row: Row) throws {
    workspace = try row["workspace_id"]
    delivery = try row["delivery_id"]
    claim = try row["claim"]
    outcome = try row["outcome"]
    answer = try row["answer"]
    foundState = try row[optional: "found_state"]
    foundClaim = try row[optional: "found_claim"]
  }

  package var description: String {
    let found = foundState.map { "it is \($0.rawValue) under claim \(foundClaim ?? 0)" }
    return "delivery \(delivery) of workspace \(workspace) was settled as \(outcome.rawValue) "
      + "under claim \(claim), but \(found ?? "there is no such delivery"): \(answer)"
  }
}

/// The sender's verbs belong to the pool, not to a connection: each is a transaction of its own,
/// committed when it returns. Inside another transaction `beginTransmission` would guarantee
/// nothing. All of them work on every workspace, as `overture_worker`.
extension Database {
  /// Leases due deliveries to this worker until `lease` has passed; three minutes at most, because
  /// otherwise the daily limits of the mailboxes would be counted too short.
  package func claimDeliveries(
    for worker: String, atMost count: Int, lease: Duration = .seconds(120)
  ) throws -> [ClaimedDelivery] {
    try all("SELECT * FROM fn.claim_deliveries(\(worker), \(count), \(lease))")
  }

  /// Records that these emails may leave from now on: after the servers' 354 replies, before the
  /// first bytes of the messages. An email that is not returned must not be sent, and none may be
  /// sent if this throws: repeated under the same claim, it returns no email.
  ///
  /// One that takes its slot is not returned either if its domain is not free; then it has not
  /// begun, and may be named again.
  package func beginTransmission(
    of departures: [Departure], by worker: String
  ) throws -> [Delivery.ID: BegunDelivery] {
    let links = departures.flatMap { departure in
      departure.links.enumerated().map { (departure, $0.offset + 1, $0.element) }
    }
    let begun = try twice(
      """
      SELECT * FROM fn.begin_departures(\(departures.map(\.workspace)), \(departures.map(\.delivery)),
        \(departures.map(\.claim)), \(worker), \(links.map(\.0.workspace)), \(links.map(\.0.delivery)), \(links.map(\.1)),
        \(links.map(\.2)), \(departures.map { $0.domain ?? "" }),
        \(departures.map { Int($0.spacing / .microseconds(1)) }))
      """)
    return try Dictionary(
      begun.map { row in
        let after: Int? = try row[optional: "after"]
        return (
          try row["delivery_id"],
          BegunDelivery(slot: try row[optional: "slot"], after: .microseconds(after ?? 0))
        )
      },
      uniquingKeysWith: { first, _ in first })
  }

  /// Records the outcomes and all consequences. May be repeated if it is not known whether it
  /// succeeded. Returns the settlements that an administrator has to know about.
  @discardableResult
  package func settle(_ settled: [Settlement]) throws -> [UnmatchedSettlement] {
    let unmatched = try twice(
      """
      SELECT * FROM fn.settle_deliveries(\(settled.map(\.workspace)), \(settled.map(\.delivery)),
        \(settled.map(\.claim)), \(settled.map(\.worker)), \(settled.map(\.outcome)),
        \(settled.map(\.meaning)), \(settled.map(\.answer)), \(settled.map(\.subject)),
        \(settled.map(\.text)))
      """)
    return try unmatched.map(UnmatchedSettlement.init)
  }

  /// How many settlements ever matched nothing: 0, unless a database was restored under a running
  /// sender.
  package func unmatchedSettlements() throws -> Int {
    try value("SELECT count(*) FROM unmatched_settlements")
  }

  /// Takes back the deliveries that dead workers held, and claims whose lease ended longer than
  /// `lapse` ago: a claim is planned again, a transmission becomes unconfirmed. The same holds for
  /// claims of `worker` after its claim `known`, the last one whose answer it received; it must not
  /// be claiming at the time.
  @discardableResult
  package func recoverDeliveries(
    lapse: Duration = .seconds(60), worker: String? = nil, knownClaim: Int? = nil
  ) throws -> Int {
    try value("SELECT fn.recover_deliveries(\(lapse), \(worker), \(knownClaim))")
  }

  /// Mailboxes in poor health recover by the hour.
  @discardableResult
  package func recoverMailboxes() throws -> Int {
    try value("SELECT fn.recover_mailboxes()")
  }

  /// Pauses the campaigns with too many hard bounces.
  package func watchBounces() throws {
    try run("SELECT fn.watch_bounces()")
  }

  /// Pauses the campaigns whose schedule never opens.
  package func watchSchedules() throws {
    try run("SELECT fn.watch_schedules()")
  }

  /// Called after a claim that failed: pauses the campaigns whose own claim fails, so that the
  /// others go on.
  package func pauseFailingCampaigns(atMost count: Int) throws -> [FailingCampaign] {
    try all("SELECT * FROM fn.pause_failing_campaigns(\(count))")
  }

  /// Pauses one campaign whose emails the database refuses. Throws if the failure is the server's.
  @discardableResult
  package func pauseFailingCampaign(
    _ campaign: Campaign.ID, of workspace: Workspace.ID, after error: PostgresError
  ) throws -> Bool {
    try value(
      "SELECT fn.pause_failing_campaign(\(workspace), \(campaign), \(error.sqlState), \(error.message))"
    )
  }

  /// The identity of this database, as far as its server knows.
  package func databaseIdentity() throws -> String {
    try value("SELECT fn.database_identity()")
  }

  /// The number of this look at the database. If it is lower than the remembered one, an older
  /// state was put in its place, and all running campaigns are paused.
  package func lookAtDatabase(remembering last: Int) throws -> Int {
    try value("SELECT fn.look_at_database(\(last))")
  }

  /// A slot for each delivery in the rate of its recipient's domain, at least `lead` from now; a
  /// delivery that missed its slot names it. Nil: the slot would be further off than a mail server
  /// waits, and none is taken.
  package func takeSlots(
    for deliveries: [ClaimedDelivery], missed: [Int?], lead: Duration
  ) throws -> [DomainSlot?] {
    try rows(
      """
      SELECT t.wait, t.slot
      FROM fn.take_slots(\(deliveries.map(\.workspace)), \(deliveries.map(\.domain)),
          \(deliveries.map { Int($0.spacing / .microseconds(1)) }),
          \(missed.map { $0 ?? 0 }), \(Int(lead / .microseconds(1)))) s
        CROSS JOIN LATERAL unnest(s.waits, s.slots) WITH ORDINALITY t (wait, slot, nth)
      ORDER BY t.nth
      """
    ).map { row in
      guard let wait: Int = try row[optional: "wait"] else { return nil }
      return DomainSlot(wait: .microseconds(wait), moment: try row["slot"])
    }
  }

  /// Pauses all running campaigns if this is not the database that the senders knew: it does not
  /// know the emails that were sent after its backup. Returns how many campaigns.
  @discardableResult
  package func noticeRestore() throws -> Int {
    try value("SELECT fn.notice_restore()")
  }

  /// Completes the campaigns whose leads have all finished.
  @discardableResult
  package func completeCampaigns() throws -> Int {
    try value("SELECT fn.complete_campaigns()")
  }
}

extension Database {
  /// Runs again after a deadlock or a serialization failure.
  private func twice(_ sql: SQL) throws -> [Row] {
    do {
      return try rows(sql)
    } catch let error as PostgresError where error.isSerializationFailure {
      return try rows(sql)
    }
  }
}

extension Connection {
  /// As long as this connection lives, it shows that the worker does. Called once per connection.
  package func holdLivenessLock(as worker: String) throws {
    try run(
      "SELECT pg_advisory_lock(hashtext('overture.sender'), hashtext(\(worker)))")
  }
}

/// When an email may leave, in the rate of its recipient's domain.
package struct DomainSlot: Sendable {
  /// Measured from the database's answer.
  package let wait: Duration
  /// By the database's clock, in microseconds since 1970.
  package let moment: Int
}
