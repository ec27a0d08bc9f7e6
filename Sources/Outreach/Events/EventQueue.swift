import Postgres

/// A reader of events with a durable cursor.
package struct Subscriber: Sendable, Hashable, RowDecodable {
  package typealias ID = Outreach.ID<Subscriber>

  package let workspaceId: Workspace.ID
  package let id: ID

  package init(workspace: Workspace.ID, id: ID) {
    workspaceId = workspace
    self.id = id
  }
}

/// An event on its way to one subscriber.
package enum EventDelivery {
  package typealias ID = Outreach.ID<EventDelivery>
}

/// An event of a workspace, whoever subscribes to it.
package enum Event {
  package typealias ID = Outreach.ID<Event>
}

/// A delivery that this worker has leased.
package struct ClaimedEventDelivery: Sendable, RowDecodable {
  package let workspace: Workspace.ID
  package let delivery: EventDelivery.ID
  package let subscriber: Subscriber.ID
  package let claim: Int
  package let event: Event.ID
  /// JSON with type, timestamp and data. Empty: the event is gone.
  package let body: String
  package let address: String
  /// Sealed.
  package let secret: [UInt8]

  package init(row: Row) throws {
    workspace = try row["workspace_id"]
    delivery = try row["delivery_id"]
    subscriber = try row["subscriber_id"]
    claim = try row["claim"]
    event = try row["event_id"]
    body = try row[optional: "body"] ?? ""
    address = try row["address"]
    let sealed: Bytes? = try row[optional: "secret"]
    secret = sealed?.bytes ?? []
  }
}

/// The result of a delivery.
package struct EventAnswer: Sendable, Equatable {
  package enum Outcome: String, SQLValue, Sendable, CaseIterable {
    case done
    /// It is retried, and dead after the last time.
    case failed
    /// The receiver wants no more events at all.
    case gone
  }

  package let outcome: Outcome
  /// The HTTP status; nil: there was no answer.
  package let status: Int?
  /// The answer's beginning, or why there is none. At most 4,096 characters are kept.
  package let text: String
  package let milliseconds: Int

  package init(_ outcome: Outcome, status: Int?, text: String, milliseconds: Int) {
    self.outcome = outcome
    self.status = status
    self.text = text
    self.milliseconds = milliseconds
  }
}

/// The verbs of the queue of events, over all workspaces, as `overture_worker`. Each is a transaction
/// of its own.
extension Database {
  /// The active subscribers for whom there are events that they have not read.
  package func waitingSubscribers() throws -> [Subscriber] {
    try all("SELECT * FROM fn.waiting_subscribers()")
  }

  /// After a restore into another server: makes events and cursors match its transaction numbers.
  @discardableResult
  package func rebaseEvents() throws -> Int {
    try value("SELECT fn.rebase_events()")
  }

  /// Deletes what the settings of each workspace do not keep, at most so many rows of each kind for a
  /// workspace; returns how many.
  package func pruneEvents(atMost count: Int) throws -> Int {
    try value("SELECT fn.prune_events(\(count))")
  }

  /// Copies the next events that a subscriber wants into its deliveries, and moves its cursor. Returns
  /// how many events were read.
  package func dispatchEvents(to subscriber: Subscriber, atMost count: Int = 1_000) throws -> Int {
    try value(
      "SELECT fn.dispatch_events(\(subscriber.workspaceId), \(subscriber.id), \(count))")
  }

  /// Leases due deliveries of one subscriber of this kind. A delivery that is not settled within
  /// `lease` is leased again by someone else.
  package func claimEventDeliveries(
    for consumer: EventConsumer, atMost count: Int, lease: Duration
  ) throws -> [ClaimedEventDelivery] {
    try all("SELECT * FROM fn.claim_event_deliveries(\(consumer), \(count), \(lease))")
  }

  /// False: the claim was lost in the meantime, and nothing was changed.
  @discardableResult
  package func settle(_ delivery: ClaimedEventDelivery, _ answer: EventAnswer) throws -> Bool {
    // No text of PostgreSQL holds NUL.
    let text = answer.text.replacing("\0", with: "\u{FFFD}")
    return try value(
      """
      SELECT fn.settle_event_delivery(\(delivery.workspace), \(delivery.delivery), \(delivery.claim),
        \(answer.outcome), \(answer.status), \(text), \(answer.milliseconds))
      """)
  }

  /// Gives back deliveries that were leased and not tried.
  package func giveBack(_ deliveries: [ClaimedEventDelivery]) throws {
    guard !deliveries.isEmpty else { return }
    try run(
      """
      SELECT fn.return_event_deliveries(\(deliveries.map(\.workspace)),
        \(deliveries.map(\.delivery)), \(deliveries.map(\.claim)))
      """)
  }
}
