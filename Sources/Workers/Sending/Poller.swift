import Postgres

/// How long the sender waits when nothing is due, and how often it does maintenance for workers that are
/// gone. A launch wakes it by NOTIFY.
final class Poller {
  private let listener: Listener
  private let pause: Duration
  private var lastAt: ContinuousClock.Instant?

  init(_ settings: ConnectionSettings, pause: Duration) {
    listener = Listener(settings, channels: ["overture_sending"])
    self.pause = pause
  }

  /// True once per pause.
  var maintenanceDue: Bool {
    let now = ContinuousClock.now
    if let lastAt, lastAt.duration(to: now) < pause { return false }
    lastAt = now
    return true
  }

  /// Waits until a notification arrives, the time is over, or `goesOn` is false.
  func wait(atMost limit: Duration? = nil, while goesOn: () -> Bool) {
    let end = ContinuousClock.now + (limit ?? pause)
    while goesOn(), ContinuousClock.now < end {
      let slice = min(end - .now, .milliseconds(200))
      if !listener.wait(atMost: max(slice, .milliseconds(1))).isEmpty { return }
    }
  }
}
