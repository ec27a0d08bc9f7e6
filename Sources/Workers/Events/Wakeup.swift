import Foundation

/// Wakes threads that wait for work, in one program.
package final class Wakeup: Sendable {
  private let condition = NSCondition()
  private nonisolated(unsafe) var calls = 0

  package init() {}

  /// All that wait go on.
  package func wake() {
    condition.withLock {
      calls += 1
      condition.broadcast()
    }
  }

  /// How often it was called so far: see `wait`.
  package var count: Int { condition.withLock { calls } }

  /// Returns when there were more calls than `known`, or after `pause`.
  package func wait(beyond known: Int, atMost pause: Duration) {
    let end = Date(timeIntervalSinceNow: pause / .seconds(1))
    condition.withLock {
      while calls == known, condition.wait(until: end) {}
    }
  }
}
