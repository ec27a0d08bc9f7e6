import Dispatch
import Foundation
import Outreach
import Postgres
import Synchronization

/// Sends what is due. No mail leaves before the database knows that it may have left, and what may
/// have left is never sent again.
///
/// One thread claims, several carry mails to servers, one commits departures and one the results.
/// Nothing is kept between them but what is on its way: all state is the database's.
package final class Sender: Sendable {
  /// As `overture_worker`, which sees all workspaces.
  private let queue: Database
  private let settings: SenderSettings
  private let report: @Sendable (any Error) -> Void
  private let tray: Tray
  private let departures: Departures
  private let pace: Pace
  private let records: Records

  package init(
    queue: Database, settings: SenderSettings, report: @escaping @Sendable (any Error) -> Void
  ) {
    self.queue = queue
    self.settings = settings
    self.report = report
    tray = Tray(perMailbox: settings.connectionsPerMailbox)
    departures = Departures(queue: queue, gathering: settings.gathering)
    pace = Pace(queue: queue)
    records = Records(queue: queue, gathering: settings.gathering, report: report)
  }

  /// Sends until told to stop; then finishes what is on its way, and gives the rest back.
  package func run(until stop: Stop) {
    run(until: { stop.isRequested })
  }

  /// Sends what is due now, and what becomes due meanwhile, and returns when nothing is left.
  package func runUntilIdle() {
    let isDone = Atomic(false)
    run(
      whenIdle: { isDone.store(true, ordering: .releasing) },
      until: { isDone.load(ordering: .acquiring) })
  }

  private func run(whenIdle: () -> Void = {}, until isStopped: () -> Bool) {
    let group = DispatchGroup()
    let (helpers, lanes) = (DispatchGroup(), makeLanes())
    start(departures.run, in: helpers)
    start(pace.run, in: helpers)
    start(records.run, in: helpers)
    for lane in lanes { start(lane, in: group) }
    claim(whenIdle: whenIdle, until: isStopped)
    pace.stop()
    group.wait()
    departures.close()
    pace.close()
    records.close()
    helpers.wait()
  }

  private func makeLanes() -> [@Sendable () -> Void] {
    let keys = MailboxKeys(queue: queue, settings: settings)
    let composer = Composer(publicURL: settings.publicURL)
    return (0..<settings.connections).map { _ in
      { [self] in
        Lane(
          tray: tray, keys: keys, composer: composer, pace: pace, departures: departures,
          records: records, settings: settings
        ).run()
      }
    }
  }

  private func start(_ body: @escaping @Sendable () -> Void, in group: DispatchGroup) {
    group.enter()
    let thread = Thread {
      body()
      group.leave()
    }
    thread.stackSize = 512 * 1024
    thread.start()
  }
}

extension Sender {
  /// The thread that claims. When it ends, what no connection has taken goes back.
  private func claim(whenIdle: () -> Void, until isStopped: () -> Bool) {
    let presence = Presence(queue, memory: DatabaseMemory(settings.memory, report: report))
    let clock = Pulse(queue.settings, pause: settings.pause)
    var batch = settings.connections * 2
    while !isStopped() {
      do {
        let worker = try presence.worker()
        if clock.isDue {
          try queue.recoverDeliveries()
          try queue.watchBounces()
          try queue.completeCampaigns()
        }
        // Asked before the claim: what is settled after it may have planned something new.
        let wasIdle = tray.isIdle && records.isIdle
        let claimed = try queue.claimDeliveries(for: worker, atMost: batch)
        let now = ContinuousClock.now
        tray.add(
          claimed.map { Tray.Item(delivery: $0, worker: worker, readyAt: now + $0.wait) })
        if claimed.isEmpty {
          if wasIdle { whenIdle() }
          clock.rest(atMost: wasIdle ? nil : .milliseconds(250), while: { !isStopped() })
        } else {
          batch = waitForRoom(batch, since: now, until: isStopped)
        }
      } catch {
        report(error)
        clock.rest(atMost: .seconds(1), while: { !isStopped() })
      }
    }
    for item in tray.close() { records.keep(Settlement(returning: item)) }
  }

  /// Waits until the connections have nearly used up what was claimed. So much is claimed at once as
  /// they take in a second or two: what lies here would lapse.
  private func waitForRoom(
    _ batch: Int, since start: ContinuousClock.Instant, until isStopped: () -> Bool
  ) -> Int {
    while tray.count > batch / 2, !isStopped() { Thread.sleep(forTimeInterval: 0.002) }
    let took = start.duration(to: .now)
    if took < .seconds(1) { return min(batch * 2, settings.batch) }
    return took > .seconds(5) ? max(batch / 2, settings.connections) : batch
  }
}

extension Settlement {
  /// Claimed, and not even looked at.
  fileprivate init(returning item: Tray.Item) {
    self.init(
      of: item.delivery, by: item.worker, .planned, meaning: "returned",
      answer: "the sender stopped before its turn came")
  }
}
