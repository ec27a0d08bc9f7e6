import Foundation
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

  /// The header `webhook-id`: the event's number, and its time in milliseconds since 1970. Numbers alone
  /// would come again after a restore of the database.
  package static func messageID(_ id: ID, at time: Date) -> String {
    "evt_\(id)_\(Int((time.timeIntervalSince1970 * 1_000).rounded(.down)))"
  }
}

/// A delivery that this worker has leased.
package struct ClaimedEventDelivery: Sendable, RowDecodable {
  package let workspace: Workspace.ID
  package let delivery: EventDelivery.ID
  package let subscriber: Subscriber.ID
  package let claim: Int
  package let event: Event.ID
  package let eventAt: Date
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
    eventAt = try row["event_at"]
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

  /// Leases the next due delivery to a subscriber of this kind; nil: none is due, or as many as may be are
  /// being sent. A delivery that is not settled within `lease` is leased again by someone else.
  package func claimEventDelivery(
    for consumer: EventConsumer, lease: Duration
  ) throws -> ClaimedEventDelivery? {
    try first("SELECT * FROM fn.claim_event_delivery(\(consumer), \(lease))")
  }

  /// False: the claim was lost or the subscriber got another address in the meantime, and the answer
  /// changed nothing.
  @discardableResult
  package func settle(_ delivery: ClaimedEventDelivery, _ answer: EventAnswer) throws -> Bool {
    // No text of PostgreSQL holds NUL.
    let text = answer.text.replacing("\0", with: "\u{FFFD}")
    return try value(
      """
      SELECT fn.settle_event_delivery(\(delivery.workspace), \(delivery.delivery), \(delivery.claim),
        \(delivery.address), \(answer.outcome), \(answer.status), \(text), \(answer.milliseconds))
      """)
  }

  /// Gives back a delivery whose try was broken off. It is due again now, and the try does not count.
  package func giveBack(_ delivery: ClaimedEventDelivery) throws {
    try run(
      """
      SELECT fn.return_event_delivery(\(delivery.workspace), \(delivery.delivery), \(delivery.claim))
      """)
  }

  /// How far reading is behind; nil: no active subscriber has an unread event.
  package func eventBacklog() throws -> EventBacklog? {
    try first(
      """
      SELECT b.since, h.pid, h.database, h.application, h.began_at, h.prepared
      FROM (
        SELECT min(unread.at) AS since
        FROM subscribers s
          CROSS JOIN LATERAL (
            SELECT e.at FROM events e
            WHERE e.workspace_id = s.workspace_id AND (e.txid, e.id) > (s.cursor_txid, s.cursor_id)
            ORDER BY e.txid, e.id
            LIMIT 1) unread
        WHERE s.state = 'active'
      ) b
        LEFT JOIN (
          SELECT a.pid, a.datname::text AS database, a.application_name AS application,
            a.xact_start AS began_at, NULL AS prepared, age(a.backend_xid) AS age
          FROM pg_stat_activity a
          WHERE a.backend_xid IS NOT NULL
          UNION ALL
          SELECT NULL, p.database::text, NULL, p.prepared, p.gid, age(p.transaction)
          FROM pg_prepared_xacts p
          ORDER BY age DESC
          LIMIT 1
        ) h ON true
      WHERE b.since IS NOT NULL
      """)
  }
}
