import Foundation
import Outreach
import Postgres

/// That this worker lives, as the others see it: a connection of its own that holds a lock on the
/// worker's name. When the connection is gone, so is the name: what was claimed under it belongs to
/// nobody, and a new one is taken.
final class Presence {
  private let settings: ConnectionSettings
  private var held: (connection: Connection, worker: String)?

  init(_ settings: ConnectionSettings) {
    self.settings = settings
  }

  /// The name to claim under.
  func worker() throws -> String {
    if let held, held.connection.isReady { return held.worker }
    held = nil
    let worker = "sender \(UUID().uuidString.lowercased())"
    let connection = try Connection(settings)
    try connection.liveAs(worker: worker)
    held = (connection, worker)
    return worker
  }
}
