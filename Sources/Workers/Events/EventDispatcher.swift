import Outreach
import Postgres

/// Copies the events of all workspaces to those who subscribe to them, and wakes those who deliver. Any
/// number of them may run: each subscriber is served by one at a time.
package final class EventDispatcher {
  private let queue: Database
  private let poller: Poller
  private let wakeup: Wakeup
  private let batch: Int

  /// `queue` comes as `overture_worker`. It looks for events after each `pause`, and sooner when a person
  /// asked for something.
  package init(
    queue: Database, settings: ConnectionSettings, wakeup: Wakeup, batch: Int = 1_000,
    pause: Duration = .milliseconds(500)
  ) {
    self.queue = queue
    self.wakeup = wakeup
    self.batch = batch
    poller = Poller(settings, channel: "overture_events", pause: pause)
  }

  package func run(until stop: Stop, report: (any Error) -> Void) {
    var rebaseAt = ContinuousClock.now
    while !stop.isRequested {
      do {
        if ContinuousClock.now >= rebaseAt {
          rebaseAt = .now + .seconds(60)
          try queue.rebaseEvents()
        }
        if try work() > 0 { continue }
      } catch {
        report(error)
      }
      poller.wait(while: { !stop.isRequested })
      // A person's test or redelivery is waiting, or a retry is due.
      wakeup.wake()
    }
  }

  /// One batch for each subscriber that has events to read; returns how many were read.
  package func work() throws -> Int {
    var read = 0
    for subscriber in try queue.waitingSubscribers() {
      read += try queue.dispatchEvents(to: subscriber, atMost: batch)
    }
    if read > 0 { wakeup.wake() }
    return read
  }
}
