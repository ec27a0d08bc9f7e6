import Synchronization

/// Ends every wait for a mail server, at whatever step it is: the program has to end, and servers may
/// take ten minutes for one answer.
package final class Cancellation: Sendable {
  private let requested = Atomic(false)

  package init() {}

  package var isRequested: Bool { requested.load(ordering: .acquiring) }

  package func request() { requested.store(true, ordering: .releasing) }
}
