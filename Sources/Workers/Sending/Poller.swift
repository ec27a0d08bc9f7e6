import Postgres

/// How the sender waits when nothing is due: until a notification, a launch, or the end of a pause.
final class Poller {
  private let listener: Listener
  private let pause: Duration

  init(_ settings: ConnectionSettings, pause: Duration) {
    listener = Listener(settings, channels: ["overture_sending"])
    self.pause = pause
  }

  /// Waits until a notification comes, the time is over, or `goesOn` returns false.
  func wait(atMost limit: Duration? = nil, while goesOn: () -> Bool) {
    let end = ContinuousClock.now + (limit ?? pause)
    while goesOn(), ContinuousClock.now < end {
      let slice = min(end - .now, .milliseconds(200))
      if !listener.wait(atMost: max(slice, .milliseconds(1))).isEmpty { return }
    }
  }
}
