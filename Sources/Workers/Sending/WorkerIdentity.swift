import Foundation
import Outreach
import Postgres

/// That this worker lives, as the others see it: a connection of its own that holds a lock on the
/// worker's name. When the connection is gone, so is the name: what was claimed under it belongs to
/// no one, and a new one is taken.
final class WorkerIdentity {
  private let queue: Database
  private let memory: DatabaseMemory
  private var held: (connection: Connection, worker: String)?

  init(_ queue: Database, memory: DatabaseMemory) {
    self.queue = queue
    self.memory = memory
  }

  /// The name to claim under. Each time the database is looked at: with a new connection it may be
  /// another, or an older state of the same. The claim itself asks whether it was restored.
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
