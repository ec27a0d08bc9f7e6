import Foundation
import Outreach
import Postgres

/// Understands what came back. A reply that cannot be read steps back and lets the others pass.
package struct Classifier: Worker {
  /// `overture_worker`, which sees all workspaces: only to claim.
  private let queue: Database
  /// `overture_app`, for each reply in its own workspace.
  private let database: Database
  private let reader: any ReplyReader
  private let name: String

  package init(
    queue: Database, database: Database, reader: any ReplyReader,
    name: String = "classifier \(ProcessInfo.processInfo.processIdentifier)"
  ) {
    self.queue = queue
    self.database = database
    self.reader = reader
    self.name = name
  }

  package func work() throws -> Int {
    let replies = try queue.claimReplies(for: name, atMost: 50)
    for reply in replies {
      do {
        let verdict = try reader.read(reply)
        try database.inWorkspace(reply.workspace) { try $0.settle(reply.id, as: verdict) }
      } catch Refusal.conflict {
        // Another classifier, or a person, was quicker.
      } catch {
        try database.inWorkspace(reply.workspace) {
          try $0.postpone(reply.id, because: "\(error)")
        }
      }
    }
    try queue.announceReplies(in: Set(replies.map(\.workspace)))
    return replies.count
  }
}
