import Dispatch
import Foundation
import Mail
import Outreach
import Postgres
import Synchronization

/// Sends due deliveries. No email leaves before the database knows that it may have left, and an
/// email that may have left is never sent again.
///
/// One thread claims, several transmit emails to servers, one commits transmissions and one
/// settlements, one takes slots of domains, and one does the maintenance. Memory holds only the
/// deliveries in progress: all state is in the database.
package final class Sender: Sendable {
  /// As `overture_worker`, which sees all workspaces.
  private let queue: Database
  private let settings: SenderSettings
  private let report: @Sendable (any Error) -> Void
  private let claimed: ClaimedQueue
  private let committer: TransmissionCommitter
  private let pace: Pace
  private let settlements: SettlementWriter
  private let claims = OwnClaims()
  private let maintenance: Maintenance
  private let refused: RefusedCampaigns
  private let cancellation = Cancellation()

  package init(
    queue: Database, settings: SenderSettings, report: @escaping @Sendable (any Error) -> Void
  ) {
    self.queue = queue
    self.settings = settings
    self.report = report
    claimed = ClaimedQueue(
      perMailbox: settings.connectionsPerMailbox, perNeighbor: settings.connections,
      reserve: settings.reserve)
    committer = TransmissionCommitter(
      queue: queue, gathering: settings.gathering,
      gatheringWithSlots: settings.gatheringWithSlots)
    pace = Pace(queue: queue, gathering: settings.gathering)
    settlements = SettlementWriter(
      queue: queue, gathering: settings.gatheringSettlements, report: report)
    maintenance = Maintenance(
      queue: queue, claims: claims, lapse: settings.lapse, report: report)
    refused = RefusedCampaigns(queue: queue, report: report)
  }

  /// Sends until told to stop; then finishes the deliveries in progress, and returns the rest. A
  /// delivery without an answer by then is unconfirmed.
  package func run(until stop: Stop) {
    run(whenIdle: {}, until: stop)
  }

  /// Sends everything that is due, or becomes due in the meantime, and returns when nothing is
  /// left.
  package func runUntilIdle() {
    let done = Stop()
    run(whenIdle: { done.request() }, until: done)
  }

  private func run(whenIdle: @escaping @Sendable () -> Void, until stop: Stop) {
    let (helpers, senders, others) = (DispatchGroup(), DispatchGroup(), DispatchGroup())
    let ended = Stop()
    start(committer.run, in: helpers)
    start(pace.run, in: helpers)
    start(settlements.run, in: helpers)
    let worker = makeWorker()
    let startWorkers: @Sendable (Int) -> Void = { [self] count in
      for _ in 0..<count { start(worker, in: senders) }
    }
    startWorkers(settings.connections)
    start(
      { [self] in claim(whenIdle: whenIdle, startWorkers: startWorkers, until: stop) }, in: senders)
    start(
      { [self] in maintenance.run(until: ended, pause: settings.pause, report: report) }, in: others
    )
    while senders.wait(timeout: .now() + .milliseconds(100)) == .timedOut, !stop.isRequested {}
    ended.request()
    end(senders, helpers)
    _ = others.wait(timeout: .now() + 2)
  }

  /// Within `endPatience` and 5 s, whatever mail servers and the database do: a thread that does
  /// not return from a call to the database is abandoned.
  private func end(_ senders: DispatchGroup, _ helpers: DispatchGroup) {
    giveBack()
    pace.stop()
    if senders.wait(timeout: .now() + settings.endPatience / .seconds(1)) == .timedOut {
      cancellation.request()
      _ = senders.wait(timeout: .now() + 2)
    }
    committer.close()
    pace.close()
    settlements.close()
    if helpers.wait(timeout: .now() + 2) == .timedOut {
      settlements.giveUp()
      if helpers.wait(timeout: .now() + 1) == .timedOut { report(SenderProblem.databaseIsAway) }
    }
  }

  /// Deliveries that no connection has taken are returned.
  private func giveBack() {
    for item in claimed.close() { settlements.enqueue(Settlement(returning: item)) }
  }

  /// What each thread that transmits does.
  private func makeWorker() -> @Sendable () -> Void {
    let keys = MailboxKeys(queue: queue, settings: settings)
    let composer = Composer(publicURL: settings.publicURL)
    return { [self] in
      SMTPWorker(
        queue: claimed, keys: keys, composer: composer, pace: pace, committer: committer,
        settlements: settlements, refused: refused, settings: settings,
        cancellation: cancellation
      ).run()
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
  /// The thread that claims.
  private func claim(
    whenIdle: () -> Void, startWorkers: (Int) -> Void, until stop: Stop
  ) {
    let identity = WorkerIdentity(
      queue, memory: DatabaseMemory(settings.memory, report: report))
    let poller = Poller(queue.settings, pause: settings.pause)
    var batch = settings.connections * 2
    while !stop.isRequested {
      startWorkers(claimed.relief())
      do {
        let worker = try identity.worker()
        // Read before the claim: a later settlement may have planned something new.
        let wasIdle = claimed.isIdle && settlements.isIdle
        let asked = ContinuousClock.now
        let lent = try claims.claim(as: worker) {
          try queue.claimDeliveries(for: worker, atMost: batch, lease: settings.lease)
        }
        let now = ContinuousClock.now
        let crowded = claimed.add(
          lent.map {
            ClaimedQueue.Item(
              delivery: $0, worker: worker, readyAt: now + $0.wait,
              leaseEnds: asked + settings.lease)
          })
        for item in crowded { settlements.enqueue(Settlement(crowded: item)) }
        if lent.count == crowded.count {
          if wasIdle, crowded.isEmpty { whenIdle() }
          if !crowded.isEmpty { batch = settings.connections }
          dropOver()
          poller.wait(
            atMost: wasIdle ? nil : .milliseconds(crowded.isEmpty ? 250 : 1_000),
            while: { !stop.isRequested })
        } else {
          batch = waitForRoom(batch, since: now, startWorkers: startWorkers, until: stop)
        }
      } catch {
        report(error)
        pauseFailingCampaigns(after: error, atMost: batch)
        poller.wait(atMost: .seconds(1), while: { !stop.isRequested })
      }
    }
    giveBack()
  }

  /// One campaign's fault must not stop the others: the campaign that makes the claim fail is
  /// paused.
  private func pauseFailingCampaigns(after error: any Error, atMost batch: Int) {
    guard let error = error as? PostgresError, !error.isTransient else { return }
    do {
      for campaign in try queue.pauseFailingCampaigns(atMost: batch) { report(campaign) }
    } catch {
      report(error)
    }
  }

  /// Waits until the connections have nearly used up the claimed deliveries. A claim is only as
  /// large as they handle in a second or two, because claims that wait here would lapse.
  private func waitForRoom(
    _ batch: Int, since start: ContinuousClock.Instant, startWorkers: (Int) -> Void,
    until stop: Stop
  ) -> Int {
    var looks = 0
    while claimed.moving > batch / 2, !stop.isRequested {
      Thread.sleep(forTimeInterval: 0.002)
      looks += 1
      if looks % 500 == 0 {
        dropOver()
        startWorkers(claimed.relief())
      }
    }
    let took = start.duration(to: .now)
    if took < .seconds(1) { return min(batch * 2, settings.batch) }
    return took > .seconds(5) ? max(batch / 2, settings.connections) : batch
  }

  private func dropOver() {
    for item in claimed.dropOver() { settlements.enqueue(Settlement(lapsed: item)) }
  }
}

/// An error when the sender ends.
enum SenderProblem: Error, CustomStringConvertible {
  case databaseIsAway

  var description: String {
    "the database did not answer while the sender ended: what was on its way is unconfirmed"
  }
}
