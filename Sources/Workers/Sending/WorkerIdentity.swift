import Foundation
import Outreach
import Postgres

/// The name that this worker claims under, and its sign of life: a connection of its own holds a
/// lock on the name. When the connection is gone, so is the name: claims under it are taken back,
/// and the worker takes a new name.
final class WorkerIdentity {
  private let queue: Database
  private let memory: DatabaseMemory
  private var held: (connection: Connection, worker: String)?

  init(_ queue: Database, memory: DatabaseMemory) {
    self.queue = queue
    self.memory = memory
  }

  /// The name to claim under. Each call checks the database: a new connection may lead to another
  /// one, or to an older state of the same. The claim itself detects a restore.
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
