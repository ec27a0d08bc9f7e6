import Postgres

/// A mail that is about to leave, and where its counted links lead.
package struct Departure: Sendable {
  package let workspace: Workspace.ID
  package let delivery: Delivery.ID
  package let links: [String]

  package init(workspace: Workspace.ID, delivery: Delivery.ID, links: [String]) {
    self.workspace = workspace
    self.delivery = delivery
    self.links = links
  }
}

/// What became of a delivery.
package struct Settlement: Sendable {
  package enum Outcome: String, SQLValue, Sendable {
    /// Not a byte of the message left, for a reason that is not its own: it waits again.
    case planned
    /// A temporary refusal: it is tried again in its time.
    case deferred
    case sent, failed
    case inDoubt = "in_doubt"
  }

  package let workspace: Workspace.ID
  package let delivery: Delivery.ID
  /// Under which name it was claimed.
  package let worker: String
  package let outcome: Outcome
  /// What the answer says of address and mailbox: `Mail.AnswerClass`, or `unreachable`, `returned`,
  /// `text`.
  package let meaning: String
  package let answer: String
  package let subject: String
  package let text: String

  package init(
    of delivery: ClaimedDelivery, by worker: String, _ outcome: Outcome, meaning: String,
    answer: String, subject: String = "", text: String = ""
  ) {
    workspace = delivery.workspace
    self.delivery = delivery.id
    self.worker = worker
    self.outcome = outcome
    self.meaning = meaning
    self.answer = answer
    self.subject = subject
    self.text = text
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
  /// the messages. What is not returned must not be sent.
  package func beginTransmission(
    of departures: [Departure], by worker: String
  ) throws -> Set<Delivery.ID> {
    let links = departures.flatMap { departure in
      departure.links.enumerated().map { (departure, $0.offset + 1, $0.element) }
    }
    let begun = try twice(
      """
      SELECT fn.begin_transmission(\(departures.map(\.workspace)), \(departures.map(\.delivery)),
        \(worker), \(links.map(\.0.workspace)), \(links.map(\.0.delivery)), \(links.map(\.1)),
        \(links.map(\.2))) AS id
      """)
    return Set(try begun.map { try $0["id"] })
  }

  /// Writes down what became of them, and all that follows. May be said again when it is not known
  /// whether it was heard.
  package func settle(_ settled: [Settlement]) throws {
    _ = try twice(
      """
      SELECT fn.settle_deliveries(\(settled.map(\.workspace)), \(settled.map(\.delivery)),
        \(settled.map(\.worker)), \(settled.map(\.outcome)), \(settled.map(\.meaning)),
        \(settled.map(\.answer)), \(settled.map(\.subject)), \(settled.map(\.text)))
      """)
  }

  /// Takes back what dead workers held: a claim is planned again, a transmission is in doubt.
  @discardableResult
  package func recoverDeliveries() throws -> Int {
    try value("SELECT fn.recover_deliveries()")
  }

  /// Pauses the campaigns of which too many e-mails bounced hard.
  package func watchBounces() throws {
    try run("SELECT fn.watch_bounces()")
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

  /// For each delivery, how long from now its slot in the rate of its recipient's domain is; `lead` at
  /// least. Nil: further off than a mail server waits, and none is taken.
  package func takeSlots(
    for deliveries: [ClaimedDelivery], lead: Duration
  ) throws -> [Duration?] {
    try rows(
      """
      SELECT wait
      FROM unnest(fn.take_slots(\(deliveries.map(\.workspace)), \(deliveries.map(\.domain)),
        \(deliveries.map { Int($0.spacing / .microseconds(1)) }),
        \(Int(lead / .microseconds(1))))) WITH ORDINALITY t (wait, nth)
      ORDER BY nth
      """
    ).map { row in
      let wait: Int? = try row[optional: "wait"]
      return wait.map { .microseconds($0) }
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
  package func liveAs(worker: String) throws {
    try run(
      "SELECT pg_advisory_lock(hashtext('overture.sender'), hashtext(\(worker)))")
  }
}
