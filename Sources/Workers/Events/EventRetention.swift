import Outreach
import Postgres

/// Deletes old entries of webhook logs and old events, as the settings of each workspace say.
package struct EventRetention: Worker {
  private let queue: Database
  private let batch: Int

  /// `queue` comes as `overture_worker`. At most `batch` rows of each kind go in one transaction of a
  /// workspace, so that nothing waits long for it.
  package init(queue: Database, batch: Int = 5_000) {
    self.queue = queue
    self.batch = batch
  }

  /// How many rows were deleted.
  package func work() throws -> Int {
    try queue.pruneEvents(atMost: batch)
  }
}
