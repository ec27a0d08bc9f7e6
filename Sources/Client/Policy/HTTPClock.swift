import Foundation

/// Time and chance, so that tests of waits do not wait.
package struct HTTPClock: Sendable {
  package var now: @Sendable () -> ContinuousClock.Instant
  /// For a `Retry-After` that is a date.
  package var date: @Sendable () -> Date
  /// Returns earlier where the second argument says that the program is ending.
  package var sleep: @Sendable (Duration, _ isStopping: () -> Bool) -> Void
  /// From 0 to below 1.
  package var random: @Sendable () -> Double

  package init(
    now: @escaping @Sendable () -> ContinuousClock.Instant,
    date: @escaping @Sendable () -> Date,
    sleep: @escaping @Sendable (Duration, _ isStopping: () -> Bool) -> Void,
    random: @escaping @Sendable () -> Double
  ) {
    self.now = now
    self.date = date
    self.sleep = sleep
    self.random = random
  }

  package static let real = HTTPClock(
    now: { ContinuousClock.now },
    date: { Date() },
    sleep: { duration, isStopping in
      let end = ContinuousClock.now + duration
      while !isStopping() {
        let left = end - ContinuousClock.now
        guard left > .zero else { return }
        usleep(UInt32(min(left, .milliseconds(200)) / .microseconds(1)))
      }
    },
    random: { Double.random(in: 0..<1) })
}
