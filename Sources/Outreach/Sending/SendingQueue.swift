import Postgres

/// A mail that is about to leave, and where its counted links lead.
package struct Departure: Sendable {
  package let workspace: Workspace.ID
  package let delivery: Delivery.ID
  package let claim: Int
  package let links: [String]

  package init(of delivery: ClaimedDelivery, links: [String]) {
    workspace = delivery.workspace
    self.delivery = delivery.id
    claim = delivery.claim
    self.links = links
  }
}

/// What became of a delivery.
package struct Settlement: Sendable {
  package enum Outcome: String, SQLValue, Sendable, CaseIterable {
    /// Not a byte of the message left, for a reason that is not its own: it waits again.
    case planned
    /// A temporary refusal: it is tried again in its time.
    case deferred
    case sent, failed
    case unconfirmed = "unconfirmed"
  }

  /// The meaning of an answer, or of its absence, for the address and the mailbox: the classes that
  /// `fn.settle_deliveries` and `fn.judge_mailboxes` know.
  package enum Meaning: String, SQLValue, Sendable, CaseIterable {
    // The server answered: see `AnswerClass`.
    case sent
    case hardRecipient = "hard_recipient"
    case softRecipient = "soft_recipient"
    case `defer`
    case rateLimited = "rate_limited"
    case policySender = "policy_sender"
    case content
    case senderConfig = "sender_config"
    case unknownPermanent = "unknown_permanent"
    // There was no answer.
    case unreachable
    case hungUp = "hung_up"
    /// The server did not answer a message that it had got.
    case unanswered
    /// The sender had to end before the answer came: that says nothing of the server.
    case unconfirmed = "unconfirmed"
    // The message did not leave, and no server is to blame.
    case crowded, returned, withdrawn
    /// The text could not be written.
    case text
  }

  package let workspace: Workspace.ID
  package let delivery: Delivery.ID
  /// The claim that it settles: a later one of the same delivery is not touched by it.
  package let claim: Int
  /// Under which name it was claimed.
  package let worker: String
  package let outcome: Outcome
  package let meaning: Meaning
  package let answer: String
  package let subject: String
  package let text: String

  package init(
    of delivery: ClaimedDelivery, by worker: String, _ outcome: Outcome, meaning: Meaning,
    answer: String, subject: String = "", text: String = ""
  ) {
    workspace = delivery.workspace
    self.delivery = delivery.id
    claim = delivery.claim
    self.worker = worker
    self.outcome = outcome
    self.meaning = meaning
    self.answer = answer
    self.subject = subject
    self.text = text
  }
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

/// What an administrator has to know at once: something happened to an email that never should.
package protocol SendingAlarm: Error {}

/// A settlement that matched no delivery as it was: its claim was lost, or this database does not know
/// it. The promise of the sender holds, but something happened that never should; it is on record.
package struct UnmatchedSettlement: SendingAlarm, RowDecodable, CustomStringConvertible {
  package let workspace: Workspace.ID
  package let delivery: Delivery.ID
  package let claim: Int
  package let outcome: Settlement.Outcome
  package let answer: String
  /// As the delivery was; nil: there is none.
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

/// The sender's verbs are the pool's, not a connection's: each is a transaction of its own, and
/// committed when it returns. Inside another transaction `beginTransmission` would promise nothing.
/// All of them work on every workspace, as `overture_worker`.
extension Database {
  /// Lends due deliveries to this worker until `lease` has passed; three minutes at most, or the
  /// day's limits of the mailboxes would count too short.
  package func claimDeliveries(
    for worker: String, atMost count: Int, lease: Duration = .seconds(120)
  ) throws -> [ClaimedDelivery] {
    try all("SELECT * FROM fn.claim_deliveries(\(worker), \(count), \(lease))")
  }

  /// Says that these mails may leave from now on: after the servers' 354s, before the first bytes of
  /// the messages. What is not returned must not be sent; nor must any, when this throws: asked again
  /// under the same claim it says no.
  package func beginTransmission(
    of departures: [Departure], by worker: String
  ) throws -> Set<Delivery.ID> {
    let links = departures.flatMap { departure in
      departure.links.enumerated().map { (departure, $0.offset + 1, $0.element) }
    }
    let begun = try twice(
      """
      SELECT fn.begin_transmission(\(departures.map(\.workspace)), \(departures.map(\.delivery)),
        \(departures.map(\.claim)), \(worker), \(links.map(\.0.workspace)), \(links.map(\.0.delivery)), \(links.map(\.1)),
        \(links.map(\.2))) AS id
      """)
    return Set(try begun.map { try $0["id"] })
  }

  /// Writes down what became of them, and all that follows. May be said again when it is not known
  /// whether it was heard. Answers those that an administrator has to know of.
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

  /// How many settlements ever matched nothing: 0, unless a database was restored under a running sender.
  package func unmatchedSettlements() throws -> Int {
    try value("SELECT count(*) FROM unmatched_settlements")
  }

  /// Takes back what dead workers held, and claims whose lease ended longer than `lapse` ago: a claim is
  /// planned again, a transmission is unconfirmed. So is what was claimed for `worker` after its claim
  /// `known`, the last whose answer it has heard; it must not be claiming at the time.
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

  /// Pauses the campaigns of which too many emails bounced hard.
  package func watchBounces() throws {
    try run("SELECT fn.watch_bounces()")
  }

  /// Pauses the campaigns whose schedule never opens.
  package func watchSchedules() throws {
    try run("SELECT fn.watch_schedules()")
  }

  /// After a claim that failed: pauses the campaigns whose own claim fails, so that the others go on.
  package func pauseFailingCampaigns(atMost count: Int) throws -> [FailingCampaign] {
    try all("SELECT * FROM fn.pause_failing_campaigns(\(count))")
  }

  /// Pauses one campaign whose emails the database refuses. Throws where the failure is the server's.
  @discardableResult
  package func pauseFailingCampaign(
    _ campaign: Campaign.ID, of workspace: Workspace.ID, after error: PostgresError
  ) throws -> Bool {
    try value(
      "SELECT fn.pause_failing_campaign(\(workspace), \(campaign), \(error.sqlState), \(error.message))"
    )
  }

  /// Which database this is, as far as its server knows.
  package func databaseIdentity() throws -> String {
    try value("SELECT fn.database_identity()")
  }

  /// The number of this look at the database. When it has gone back behind the one that is remembered,
  /// an older state was put in its place, and all that runs is paused.
  package func lookAtDatabase(remembering last: Int) throws -> Int {
    try value("SELECT fn.look_at_database(\(last))")
  }

  /// For each delivery, its slot in the rate of its recipient's domain, `lead` from now at least; where
  /// the delivery missed one, it says which. Nil: further off than a mail server waits, and none is taken.
  package func takeSlots(
    for deliveries: [ClaimedDelivery], missed: [DomainSlot?], lead: Duration
  ) throws -> [DomainSlot?] {
    try rows(
      """
      SELECT t.wait, t.slot
      FROM fn.take_slots(\(deliveries.map(\.workspace)), \(deliveries.map(\.domain)),
          \(deliveries.map { Int($0.spacing / .microseconds(1)) }),
          \(missed.map { $0?.moment ?? 0 }), \(Int(lead / .microseconds(1)))) s
        CROSS JOIN LATERAL unnest(s.waits, s.slots) WITH ORDINALITY t (wait, slot, nth)
      ORDER BY t.nth
      """
    ).map { row in
      guard let wait: Int = try row[optional: "wait"] else { return nil }
      return DomainSlot(wait: .microseconds(wait), moment: try row["slot"])
    }
  }

  /// Pauses all that runs when this is not the database that the senders knew: what was sent after the
  /// backup that it came from is not known in it. Says how many campaigns.
  @discardableResult
  package func noticeRestore() throws -> Int {
    try value("SELECT fn.notice_restore()")
  }

  /// Completes the campaigns in which nothing is left to do.
  @discardableResult
  package func completeCampaigns() throws -> Int {
    try value("SELECT fn.complete_campaigns()")
  }
}

extension Database {
  /// Two transactions in each other's way: the one that lost runs once more.
  private func twice(_ sql: SQL) throws -> [Row] {
    do {
      return try rows(sql)
    } catch let error as PostgresError where error.isSerializationFailure {
      return try rows(sql)
    }
  }
}

extension Connection {
  /// For as long as this connection lives, everybody knows that the worker does. Asked once for a
  /// connection.
  package func holdLivenessLock(as worker: String) throws {
    try run(
      "SELECT pg_advisory_lock(hashtext('overture.sender'), hashtext(\(worker)))")
  }
}

/// When an email may leave, in the rate of its recipient's domain.
package struct DomainSlot: Sendable {
  /// From when the database answered.
  package let wait: Duration
  /// By the database's clock, in microseconds since 1970.
  package let moment: Int
}
