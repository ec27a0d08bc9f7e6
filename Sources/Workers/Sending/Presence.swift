import Foundation
import Outreach
import Postgres

/// That this worker lives, as the others see it: a connection of its own that holds a lock on the
/// worker's name. When the connection is gone, so is the name: what was claimed under it belongs to
/// nobody, and a new one is taken.
final class Presence {
  private let queue: Database
  private var held: (connection: Connection, worker: String)?

  init(_ queue: Database) {
    self.queue = queue
  }

  /// The name to claim under. With a new connection it may be another database: then nothing is sent
  /// until a person has looked.
  func worker() throws -> String {
    if let held, held.connection.isReady { return held.worker }
    held = nil
    let worker = "sender \(UUID().uuidString.lowercased())"
    try queue.noticeRestore()
    let connection = try Connection(queue.settings)
    try connection.liveAs(worker: worker)
    held = (connection, worker)
    return worker
  }
}
