import Postgres

/// The five seconds of the sender: how long it rests when nothing is due, and how often it looks after
/// what others left behind. Somebody who launches a campaign wakes it.
final class Poller {
  private let listener: Listener
  private let pause: Duration
  private var lastAt: ContinuousClock.Instant?

  init(_ settings: ConnectionSettings, pause: Duration) {
    listener = Listener(settings, channels: ["overture_sending"])
    self.pause = pause
  }

  /// True once in a pause.
  var maintenanceDue: Bool {
    let now = ContinuousClock.now
    if let lastAt, lastAt.duration(to: now) < pause { return false }
    lastAt = now
    return true
  }

  /// Rests until somebody calls, the time is over, or `goesOn` says no.
  func wait(atMost limit: Duration? = nil, while goesOn: () -> Bool) {
    let end = ContinuousClock.now + (limit ?? pause)
    while goesOn(), ContinuousClock.now < end {
      let slice = min(end - .now, .milliseconds(200))
      if !listener.wait(atMost: max(slice, .milliseconds(1))).isEmpty { return }
    }
  }
}
