import Foundation
import Synchronization

/// What an operator allows calls out to addresses of this installation's own network.
package struct OutboundSettings: Sendable, Equatable {
  /// Networks (`10.0.0.0/8`), addresses and host names, each with an optional port, that may be called
  /// although they are private, and by plain http.
  package var exceptions: [String]

  package init(exceptions: [String] = []) {
    self.exceptions = exceptions
  }

  /// From a list with commas.
  package init(list: String) {
    exceptions = list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
  }

  private static let chosen = Mutex<OutboundSettings?>(nil)

  /// The program says at its start what is in force; without a word the environment does.
  package static var inForce: OutboundSettings {
    get {
      chosen.withLock { $0 }
        ?? OutboundSettings(
          list: ProcessInfo.processInfo.environment["OVERTURE_OUTBOUND_EXCEPTIONS"] ?? "")
    }
    set { chosen.withLock { $0 = newValue } }
  }
}
