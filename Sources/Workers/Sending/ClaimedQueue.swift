import Dispatch
import Outreach
import Synchronization

/// Claimed deliveries on their way to a connection, each once. The number of simultaneous
/// deliveries of one mailbox, one workspace and one server is limited, so that a slow server never
/// holds the others up.
///
/// - A mailbox begins with one connection and gets one more for each answer of its server; after a
///   delivery without an answer it has one again. So a silent server costs one connection for each
///   of its mailboxes.
/// - A workspace or a server may hold all connections but the reserve, which is kept for others.
///   When only the reserve is left, each may hold a third of its connections plus the free ones,
///   and one in any case: so each one that falls silent leaves two thirds to the next.
/// - A connection that has waited for its server for some seconds is slow. Each slow one is replaced
///   by a relief thread, so that any number of silent servers, up to a limit, costs the others
///   nothing. Surplus threads end when servers answer again.
final class ClaimedQueue: Sendable {
  /// A reference: a delivery has many texts, whose references would be counted each time it is
  /// handed on.
  final class Item: Sendable {
    let delivery: ClaimedDelivery
    /// The worker's name under which it was claimed.
    let worker: String
    let readyAt: ContinuousClock.Instant
    /// When our claim ends, by this machine's clock and counted from before the claim was
    /// requested: so earlier than the database thinks. On Linux that clock runs on while the
    /// machine is suspended.
    let leaseEnds: ContinuousClock.Instant
    /// Stored, because it is read several times under the lock that all connections wait for.
    let neighbors: [Neighbor]

    init(
      delivery: ClaimedDelivery, worker: String, readyAt: ContinuousClock.Instant,
      leaseEnds: ContinuousClock.Instant
    ) {
      self.delivery = delivery
      self.worker = worker
      self.readyAt = readyAt
      self.leaseEnds = leaseEnds
      neighbors = [
        .mailbox(delivery.mailbox), .workspace(delivery.workspace), .server(delivery.server),
      ]
    }

    var isOver: Bool { ContinuousClock.now >= leaseEnds }
  }

  private let state: Mutex<State>
  private let wake = DispatchSemaphore(value: 0)

  init(perMailbox: Int, perNeighbor: Int, reserve: Int) {
    state = Mutex(
      State(limits: Limits(perMailbox: perMailbox, perNeighbor: perNeighbor, reserve: reserve)))
  }

  var count: Int { state.withLock { $0.count } }

  /// Whether nothing is waiting and nothing is at work.
  var isIdle: Bool { state.withLock { $0.count == 0 && $0.working == 0 } }

  /// If a delivery is already waiting here, the older copy is dropped: its claim was lost, because
  /// otherwise it could not have been claimed again.
  ///
  /// Returns the stuck ones: all connections that they may have wait for silent servers, and
  /// keeping them here would take room from others until they lapse.
  func add(_ items: [Item]) -> [Item] {
    let now = ContinuousClock.now
    let (crowded, woken) = state.withLock { state in
      let stuck = state.stuck(at: now)
      let crowded = stuck.isEmpty ? [] : items.filter { $0.isAmong(stuck) }
      let items = stuck.isEmpty ? items : items.filter { !$0.isAmong(stuck) }
      state.forget(state.held.intersection(items.map(\.delivery.id)))
      state.held.formUnion(items.map(\.delivery.id))
      // Reversed: the first to go is last, where removing it is cheap.
      for item in items.reversed() where item.readyAt <= now {
        state.ready[item.delivery.mailbox, default: []].append(item)
      }
      state.early += items.filter { $0.readyAt > now }
      state.early.sort { $0.readyAt > $1.readyAt }
      return (crowded, state.wake(upTo: items.count))
    }
    for _ in 0..<woken { wake.signal() }
    return crowded
  }

  /// How many waiting deliveries connections will get to: not the stuck ones.
  var moving: Int {
    state.withLock { state in
      let stuck = state.stuck(at: .now)
      guard !stuck.isEmpty else { return state.count }
      let waiting = state.ready.values.filter { $0.last?.isAmong(stuck) == true }
      return state.count - waiting.reduce(0) { $0 + $1.count }
    }
  }

  /// Removes those whose lease is over.
  func dropOver() -> [Item] {
    state.withLock { state in
      let over = (state.ready.values.flatMap { $0 } + state.early).filter(\.isOver)
      state.forget(Set(over.map(\.delivery.id)))
      return over
    }
  }

  /// How many threads to start: for the reserve once a delivery of another server or workspace finds
  /// no thread, and in place of slow connections. To be called every second or so.
  func relief(at now: ContinuousClock.Instant = .now) -> Int {
    state.withLock { state in
      let missing = state.missingThreads(at: now)
      state.threads += missing
      return missing
    }
  }

  /// A delivery that a thread is done with.
  struct Done {
    let item: Item
    /// Whether the mailbox's server answered; nil: it was not asked.
    let hasAnswer: Bool?
  }

  /// Gives back the thread's last delivery and takes the next, of the same mailbox if there is one,
  /// because its connection is open; blocks while there is none. Nil: the thread ends, because there
  /// will be no more, or because the slow connection that it replaced is back.
  ///
  /// Both happen at once, so that no waiting thread, whose connection is open for another mailbox,
  /// takes the place in between. `whenEmpty` is called before the thread waits while nothing is
  /// claimed.
  func next(
    after done: Done?, preferring mailbox: Mailbox.ID?, whenEmpty: () -> Void = {}
  ) -> Item? {
    var done = done
    while true {
      let (step, woken) = state.withLock { state in
        let woken = done.map { state.finish($0) } ?? 0
        return (state.step(preferring: mailbox), woken)
      }
      done = nil
      for _ in 0..<woken { wake.signal() }
      switch step {
      case .item(let item): return item
      case .end: return nil
      case .wait(let isEmpty):
        if isEmpty { whenEmpty() }
        // An early delivery becomes ready without a signal.
        if wake.wait(timeout: .now() + .milliseconds(50)) == .timedOut {
          state.withLock { $0.waiting = max(0, $0.waiting - 1) }
        }
      }
    }
  }

  /// Ends the queue; returns the deliveries that were not taken.
  func close() -> [Item] {
    let (rest, woken) = state.withLock { state in
      let rest = state.ready.values.flatMap { $0 } + state.early
      state.ready = [:]
      state.early = []
      state.held = []
      state.isClosed = true
      return (rest, state.wake(upTo: state.waiting))
    }
    for _ in 0..<woken { wake.signal() }
    return rest
  }
}
