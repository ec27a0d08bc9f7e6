import Postgres

/// How a worker waits when nothing is due: until a notification on its channel, or the end of a pause.
final class Poller {
  private let listener: Listener
  private let pause: Duration

  init(
    _ settings: ConnectionSettings, channel: String = "overture_sending", pause: Duration
  ) {
    listener = Listener(settings, channels: [channel])
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
