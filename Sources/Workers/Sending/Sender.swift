import Dispatch
import Foundation
import Mail
import Outreach
import Postgres
import Synchronization

/// Sends what is due. No mail leaves before the database knows that it may have left, and what may
/// have left is never sent again.
///
/// One thread claims, several talk to servers, one commits the starts of transmissions, and one commits
/// the results.
/// Nothing is kept between them but what is on its way: all state is the database's.
package final class Sender: Sendable {
  /// As `overture_worker`, which sees all workspaces.
  private let queue: Database
  private let settings: SenderSettings
  private let report: @Sendable (any Error) -> Void
  private let claimedQueue: ClaimedQueue
  private let transmissions: TransmissionCommitter
  private let pace: Pace
  private let settlements: SettlementWriter
  private let refused: RefusedCampaigns
  private let cancellation = Cancellation()

  package init(
    queue: Database, settings: SenderSettings, report: @escaping @Sendable (any Error) -> Void
  ) {
    self.queue = queue
    self.settings = settings
    self.report = report
    claimedQueue = ClaimedQueue(
      perMailbox: settings.connectionsPerMailbox, perNeighbor: settings.connections,
      reserve: settings.reserve)
    transmissions = TransmissionCommitter(
      queue: queue, gathering: settings.gathering,
      gatheringWithSlots: settings.gatheringWithSlots)
    pace = Pace(queue: queue, gathering: settings.gathering)
    settlements = SettlementWriter(queue: queue, gathering: settings.gathering, report: report)
    refused = RefusedCampaigns(queue: queue, report: report)
  }

  /// Sends until told to stop; then finishes what is on its way, and gives the rest back. What has no
  /// answer by then is unconfirmed.
  package func run(until stop: Stop) {
    run(whenIdle: {}, until: stop)
  }

  /// Sends what is due now, and what becomes due until then, and returns when nothing is left.
  package func runUntilIdle() {
    let done = Stop()
    run(whenIdle: { done.request() }, until: done)
  }

  private func run(whenIdle: @escaping @Sendable () -> Void, until stop: Stop) {
    let (helpers, senders) = (DispatchGroup(), DispatchGroup())
    start(transmissions.run, in: helpers)
    start(pace.run, in: helpers)
    start(settlements.run, in: helpers)
    for lane in makeSMTPWorkers() { start(lane, in: senders) }
    start({ [self] in claim(whenIdle: whenIdle, until: stop) }, in: senders)
    while senders.wait(timeout: .now() + .milliseconds(100)) == .timedOut, !stop.isRequested {}
    end(senders, helpers)
  }

  /// Within `endPatience` and 5 s, whatever mail servers and the database do: a thread that
  /// does not come back from a call to the database is left behind.
  private func end(_ senders: DispatchGroup, _ helpers: DispatchGroup) {
    giveBack()
    pace.stop()
    if senders.wait(timeout: .now() + settings.endPatience / .seconds(1)) == .timedOut {
      cancellation.request()
      _ = senders.wait(timeout: .now() + 2)
    }
    transmissions.close()
    pace.close()
    settlements.close()
    if helpers.wait(timeout: .now() + 2) == .timedOut {
      settlements.giveUp()
      if helpers.wait(timeout: .now() + 1) == .timedOut { report(SenderProblem.databaseIsAway) }
    }
  }

  /// What no connection has taken goes back.
  private func giveBack() {
    for item in claimedQueue.close() { settlements.enqueue(Settlement(returning: item)) }
  }

  private func makeSMTPWorkers() -> [@Sendable () -> Void] {
    let keys = MailboxKeys(queue: queue, settings: settings)
    let composer = Composer(publicURL: settings.publicURL)
    return (0..<settings.connections + settings.reserve).map { _ in
      { [self] in
        SMTPWorker(
          claimedQueue: claimedQueue, keys: keys, composer: composer, pace: pace,
          transmissions: transmissions,
          settlements: settlements, refused: refused, settings: settings, cancellation: cancellation
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
  /// The thread that claims.
  private func claim(whenIdle: () -> Void, until stop: Stop) {
    let identity = WorkerIdentity(queue, memory: DatabaseMemory(settings.memory, report: report))
    let poller = Poller(queue.settings, pause: settings.pause)
    var batch = settings.connections * 2
    // The number of the last claim whose answer came.
    var known = 0
    while !stop.isRequested {
      do {
        let worker = try identity.worker()
        if poller.maintenanceDue { lookAfterOthers(as: worker, knownClaim: known) }
        // Asked before the claim: what is settled after it may have planned something new.
        let wasIdle = claimedQueue.isIdle && settlements.isIdle
        let asked = ContinuousClock.now
        let claimed = try queue.claimDeliveries(for: worker, atMost: batch, lease: settings.lease)
        let now = ContinuousClock.now
        known = max(known, claimed.map(\.claim).max() ?? 0)
        let crowded = claimedQueue.add(
          claimed.map {
            ClaimedQueue.Item(
              delivery: $0, worker: worker, readyAt: now + $0.wait,
              leaseEnds: asked + settings.lease)
          })
        for item in crowded { settlements.enqueue(Settlement(crowded: item)) }
        if claimed.count == crowded.count {
          if wasIdle, crowded.isEmpty { whenIdle() }
          if !crowded.isEmpty { batch = settings.connections }
          dropOver()
          poller.wait(
            atMost: wasIdle ? nil : .milliseconds(crowded.isEmpty ? 250 : 1_000),
            while: { !stop.isRequested })
        } else {
          batch = waitForRoom(batch, since: now, until: stop)
        }
      } catch {
        report(error)
        pauseFailingCampaigns(after: error, atMost: batch)
        poller.wait(atMost: .seconds(1), while: { !stop.isRequested })
      }
    }
    giveBack()
  }

  /// What fails here is said, and stops neither the other duties nor the claim.
  private func lookAfterOthers(as worker: String, knownClaim known: Int) {
    let duties: [() throws -> Void] = [
      { [self] in
        try queue.recoverDeliveries(lapse: settings.lapse, worker: worker, knownClaim: known)
      },
      { [self] in try queue.recoverMailboxes() },
      { [self] in try queue.watchBounces() },
      { [self] in try queue.watchSchedules() },
      { [self] in try queue.completeCampaigns() },
    ]
    for duty in duties {
      do {
        try duty()
      } catch {
        report(error)
      }
    }
  }

  /// What one campaign holds must not stop the others: the one that makes the claim fail is taken out.
  private func pauseFailingCampaigns(after error: any Error, atMost batch: Int) {
    guard let error = error as? PostgresError, !error.isTransient else { return }
    do {
      for campaign in try queue.pauseFailingCampaigns(atMost: batch) { report(campaign) }
    } catch {
      report(error)
    }
  }

  /// Waits until the connections have nearly used up what was claimed. So much is claimed at once as
  /// they take in a second or two: what lies here would lapse.
  private func waitForRoom(
    _ batch: Int, since start: ContinuousClock.Instant, until stop: Stop
  ) -> Int {
    var looks = 0
    while claimedQueue.moving > batch / 2, !stop.isRequested {
      Thread.sleep(forTimeInterval: 0.002)
      looks += 1
      if looks % 500 == 0 { dropOver() }
    }
    let took = start.duration(to: .now)
    if took < .seconds(1) { return min(batch * 2, settings.batch) }
    return took > .seconds(5) ? max(batch / 2, settings.connections) : batch
  }

  private func dropOver() {
    for item in claimedQueue.dropOver() { settlements.enqueue(Settlement(lapsed: item)) }
  }
}

/// What goes wrong when the sender ends.
enum SenderProblem: Error, CustomStringConvertible {
  case databaseIsAway

  var description: String {
    "the database did not answer while the sender ended: what was on its way is unconfirmed"
  }
}
