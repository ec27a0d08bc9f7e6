import Outreach
import Postgres

/// Brings long lists into campaigns. Each batch is a transaction of its own, with the progress in it: no
/// campaign is locked for long, a cancel takes hold between two batches, and after a kill the work goes on
/// where the last commit left it.
package struct Attacher: Worker {
  private let database: Database
  private let queue: Database
  private let name: String
  private let batch: Int

  /// `queue` is the database as `overture_worker`, to claim; the work is done in its workspace.
  package init(database: Database, queue: Database, name: String, batch: Int = 5_000) {
    self.database = database
    self.queue = queue
    self.name = name
    self.batch = batch
  }

  package func work() throws -> Int {
    guard let claimed = try queue.claimAttachment(for: name, lease: .seconds(60)) else { return 0 }
    do {
      _ = try inWorkspace(claimed) { try $0.attachBatch(claimed.id, atMost: batch) }
    } catch let error as PostgresError where error.isOfTheServer {
      // It will be back, and the attachment is as it was.
      throw error
    } catch Refusal.conflict(let why) {
      try inWorkspace(claimed) { try $0.fail(claimed.id, because: why) }
    } catch {
      try inWorkspace(claimed) {
        try $0.fail(claimed.id, because: "The database refused a contact: \(error)")
      }
      throw error
    }
    return 1
  }

  /// For whoever attached the list: it is their act.
  private func inWorkspace<Value>(
    _ claimed: ClaimedAttachment, _ body: (Connection) throws -> Value
  ) throws -> Value {
    try database.inWorkspace(
      claimed.workspace, as: claimed.person, from: claimed.address, body)
  }
}
