import Foundation
import Outreach
import Postgres

/// The liveness of this worker: its own connection holds a lock on the worker's name. When the
/// connection ends, the claims under that name belong to no worker, and a new name is taken.
final class WorkerIdentity {
  private let queue: Database
  private let memory: DatabaseMemory
  private var held: (connection: Connection, worker: String)?

  init(_ queue: Database, memory: DatabaseMemory) {
    self.queue = queue
    self.memory = memory
  }

  /// The name to claim under. Each call checks the database: a new connection may lead to another one,
  /// or to an older state of the same. The claim itself detects a restore.
  func worker() throws -> String {
    if let held, held.connection.isReady {
      try memory.look(at: queue, isNew: false)
      return held.worker
    }
    held = nil
    let worker = "sender \(UUID().uuidString.lowercased())"
    try memory.look(at: queue, isNew: true)
    let connection = try Connection(queue.settings)
    try connection.holdLivenessLock(as: worker)
    held = (connection, worker)
    return worker
  }
}
