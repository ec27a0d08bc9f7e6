import Outreach
import Postgres

/// Attaches long lists to campaigns, and detaches them. Each batch is a transaction of its own, together with the
/// progress: no campaign is locked for long, a cancellation takes effect between two batches, and
/// after a kill the work continues from the last commit.
package struct Attacher: Worker {
  private let database: Database
  private let queue: Database
  private let name: String
  private let batch: Int
  private let analyze: @Sendable () throws -> Void

  /// `queue` is the database as `overture_worker`, for claiming; the work is done in the
  /// attachment's workspace. `analyze` is called when the tables have grown to several times their
  /// size: without statistics PostgreSQL chooses the wrong one of two indexes with the same first
  /// columns, and each lookup reads the whole campaign.
  package init(
    database: Database, queue: Database, name: String, batch: Int = 5_000,
    analyze: @escaping @Sendable () throws -> Void = {}
  ) {
    self.database = database
    self.queue = queue
    self.name = name
    self.batch = batch
    self.analyze = analyze
  }

  package func work() throws -> Int {
    guard let claimed = try queue.claimAttachment(for: name, lease: .seconds(60)) else { return 0 }
    do {
      let size = claimed.contactsDone == 0 ? max(batch / 10, 1) : batch
      try inWorkspace(claimed) {
        if claimed.detaches {
          _ = try $0.detachBatch(claimed.id, atMost: size)
        } else if try $0.attachBatch(claimed.id, atMost: size) != .working {
          try $0.launchIfAwaited(after: claimed.id)
        }
      }
      if !claimed.detaches, hasGrown(from: claimed.contactsDone, by: size) { try analyze() }
    } catch let error as PostgresError where error.isTransient {
      // The attachment is unchanged, and is claimed again later.
      throw error
    } catch Refusal.conflict(let why), Refusal.invalid(let why), Refusal.notFound(let why) {
      try fail(claimed, because: why)
    } catch {
      try fail(
        claimed,
        because: (claimed.detaches
          ? "A lead could not be removed, so the rest stayed."
          : "A contact could not be taken in, so the rest was left out.")
          + " An administrator finds the cause in the log.")
      throw error
    }
    return 1
  }

  private func fail(_ claimed: ClaimedAttachment, because why: String) throws {
    try inWorkspace(claimed) {
      try $0.fail(claimed.id, because: why)
      if !claimed.detaches { try $0.launchIfAwaited(after: claimed.id) }
    }
  }

  /// After the first batch, and whenever there is four times as much.
  private func hasGrown(from done: Int, by size: Int) -> Bool {
    func magnitude(_ contacts: Int) -> Int {
      contacts == 0 ? -1 : (Int.bitWidth - contacts.leadingZeroBitCount) / 2
    }
    return magnitude(done + size) > magnitude(done)
  }

  /// In the name of the person who attached the list: it is their act.
  private func inWorkspace<Value>(
    _ claimed: ClaimedAttachment, _ body: (Connection) throws -> Value
  ) throws -> Value {
    try database.inWorkspace(
      claimed.workspace, as: claimed.person, from: claimed.address, body)
  }
}
