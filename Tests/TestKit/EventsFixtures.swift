import Outreach
import Postgres

extension Database {
  /// Reads events for all active subscribers until none is unread; returns how many were read. A transaction
  /// of another test's database on the same server holds events back for as long as it runs.
  @discardableResult
  package func readEvents(atMost batch: Int = 1_000) throws -> Int {
    var read = 0
    while try hasUnreadEvents {
      for subscriber in try waitingSubscribers() {
        read += try dispatchEvents(to: subscriber, atMost: batch)
      }
    }
    return read
  }

  private var hasUnreadEvents: Bool {
    get throws {
      try value(
        """
        SELECT EXISTS (
          SELECT FROM subscribers s
            JOIN events e ON e.workspace_id = s.workspace_id
              AND (e.txid, e.id) > (s.cursor_txid, s.cursor_id)
          WHERE s.state = 'active')
        """)
    }
  }
}

/// All deliveries that can be claimed now, in the order of the claims.
package func claimAll() throws -> [ClaimedEventDelivery] {
  var claimed: [ClaimedEventDelivery] = []
  while let next = try queue.claimEventDelivery(for: .webhook, lease: .seconds(60)) {
    claimed.append(next)
  }
  return claimed
}
