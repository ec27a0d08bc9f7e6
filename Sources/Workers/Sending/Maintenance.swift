import Outreach
import Postgres
import Synchronization

/// Duties of senders besides sending, every few seconds: taking back the deliveries of dead
/// senders, recovering mailboxes, pausing campaigns that bounce or never open, and completing
/// campaigns.
final class Maintenance: Worker {
  private let queue: Database
  private let claims: OwnClaims
  private let lapse: Duration
  private let report: @Sendable (any Error) -> Void

  /// `lapse`: how long after its lease a claim is planned again.
  init(
    queue: Database, claims: OwnClaims, lapse: Duration,
    report: @escaping @Sendable (any Error) -> Void
  ) {
    self.queue = queue
    self.claims = claims
    self.lapse = lapse
    self.report = report
  }

  /// A duty that fails is reported, and stops neither the others nor the sender.
  func work() -> Int {
    let duties: [() throws -> Void] = [
      { [self] in
        try claims.whileNoneIsMade { worker, known in
          try queue.recoverDeliveries(lapse: lapse, worker: worker, knownClaim: known)
        }
      },
      { [self] in try queue.recoverMailboxes() },
      { [self] in try queue.endMailboxFailures() },
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
    return 0
  }
}

/// The claims of this sender: its name, and the number of the last claim whose answer came. Claims
/// that the database holds for the name after that number were lost on the way and are planned
/// again; so this is used only while no claim is running.
final class OwnClaims: Sendable {
  private struct State {
    var worker: String?
    var known = 0
  }

  private let state = Mutex(State())

  /// Makes a claim.
  func claim(
    as worker: String, _ make: () throws -> [ClaimedDelivery]
  ) rethrows -> [ClaimedDelivery] {
    try state.withLock { state in
      state.worker = worker
      let claimed = try make()
      state.known = max(state.known, claimed.map(\.claim).max() ?? 0)
      return claimed
    }
  }

  func whileNoneIsMade(_ body: (_ worker: String?, _ known: Int) throws -> Int) rethrows {
    try state.withLock { state in _ = try body(state.worker, state.known) }
  }
}
