import Outreach
import Postgres

/// Imports the rows of confirmed imports into accounts, contacts and lists, and checks rows again
/// after their columns were mapped again.
///
/// Each batch is a transaction of its own, together with the import's progress. So nothing is
/// locked for long, the progress bar shows committed rows, a cancellation takes effect between two
/// batches, and everything imported until then is complete. One transaction for a million rows
/// would hold all of it back for a minute and lose it to a restart.
package struct Importer: Worker {
  private let database: Database
  private let queue: Database
  private let name: String
  private let batch: Int

  /// `queue` is the database as `overture_worker`, for claiming; the work is done in the import's
  /// workspace.
  package init(database: Database, queue: Database, name: String, batch: Int = 20_000) {
    self.database = database
    self.queue = queue
    self.name = name
    self.batch = batch
  }

  package func work() throws -> Int {
    let lease = Duration.seconds(60)
    guard let claimed = try queue.claimImport(for: name, lease: lease) else { return 0 }
    do {
      switch claimed.state {
      case .reading:
        try database.inWorkspace(claimed.workspace) {
          try $0.failImport(claimed.id, because: ImportReading.Stopped.words)
        }
      case .checking:
        try ImportRecheck(claimed, in: database).run(pieceOf: batch) {
          try queue.renew(claimed, of: name, lease: lease)
        }
      case .importing:
        _ = try database.inWorkspace(claimed.workspace) {
          try $0.importBatch(claimed.id, atMost: batch)
        }
      case .mapping, .ready, .done, .canceled, .failed:
        _ = try database.inWorkspace(claimed.workspace) {
          try $0.clearImport(claimed.id, atMost: batch)
        }
      }
    } catch let error as PostgresError where error.isTransient {
      // The import is unchanged, and is claimed again later.
      throw error
    } catch {
      try database.inWorkspace(claimed.workspace) {
        try $0.failImport(claimed.id, because: Self.words(error))
      }
      throw error
    }
    return 1
  }

  private static func words(_ error: any Error) -> String {
    switch error {
    case Refusal.conflict(let why), Refusal.invalid(let why): why
    default:
      "A row could not be imported, so the import stopped. Ask your administrator to check the log."
    }
  }
}
