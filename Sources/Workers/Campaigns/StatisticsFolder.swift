import Outreach
import Postgres

/// Folds what writers have appended to the statistics, and so announces the campaigns whose numbers
/// have changed. Run with a pause of a second it announces each at most once a second; a missed round
/// makes no number wrong.
package struct StatisticsFolder: Worker {
  private let queue: Database

  /// `queue` comes as `overture_worker`.
  package init(queue: Database) {
    self.queue = queue
  }

  package func work() throws -> Int {
    do {
      try queue.foldStatistics()
      try queue.foldStepStatistics()
      try queue.foldCostStatistics()
    } catch let error as PostgresError where !error.isTransient {
      let kept = try queue.foldStatisticsApart()
      // Which campaign it was says more than the statement that failed for all.
      throw kept.first ?? error as any Error
    }
    return 0
  }
}
