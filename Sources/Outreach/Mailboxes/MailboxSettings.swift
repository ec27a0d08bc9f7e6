import Foundation
import Synchronization

/// What an operator says of mailboxes as a whole.
package struct MailboxSettings: Sendable, Equatable {
  /// Where the practice mailbox's own server listens, on this machine.
  package var practicePort: Int
  /// Real mailboxes may be on private addresses: a relay of one's own.
  package var allowsPrivate: Bool
  /// How long a server is waited for when a mailbox is tried.
  package var patience: Duration

  package init(
    practicePort: Int = 2_526, allowsPrivate: Bool = false, patience: Duration = .seconds(15)
  ) {
    self.practicePort = practicePort
    self.allowsPrivate = allowsPrivate
    self.patience = patience
  }

  package static let practiceHost = "127.0.0.1"
  private static let chosen = Mutex<MailboxSettings?>(nil)

  /// The program says at its start what is in force; without a word the environment does.
  package static var inForce: MailboxSettings {
    get {
      chosen.withLock { $0 } ?? MailboxSettings(environment: ProcessInfo.processInfo.environment)
    }
    set { chosen.withLock { $0 = newValue } }
  }

  init(environment: [String: String]) {
    let allowed = environment["OVERTURE_ALLOW_PRIVATE"]?.lowercased() ?? ""
    self.init(
      practicePort: environment["OVERTURE_PRACTICE_PORT"].flatMap { Int($0) } ?? 2_526,
      allowsPrivate: ["1", "on", "true", "yes"].contains(allowed))
  }
}
