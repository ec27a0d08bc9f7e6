import Dispatch
import Outreach
import Synchronization

/// Claimed deliveries that wait for a connection. A mailbox, a workspace and a server each have a limit of
/// concurrent deliveries, so that a slow server never holds up the others.
///
/// - A mailbox starts with one connection and gets one more for each answer of its server; without an
///   answer it is back to one. So a silent server costs one connection for each of its mailboxes.
/// - A workspace or a server may hold all connections except the reserve, and half of the reserve: if it
///   falls silent later, the other half remains for others.
final class ClaimedQueue: Sendable {
  struct Item: Sendable {
    let delivery: ClaimedDelivery
    /// The name under which it was claimed.
    let worker: String
    let readyAt: ContinuousClock.Instant
    /// The end of the lease by this machine's clock, counted from before the claim: earlier than in the
    /// database. On Linux this clock keeps running while the machine is suspended.
    let leaseEnds: ContinuousClock.Instant
    /// Stored, because it is read several times under the lock that all connections share.
    fileprivate let neighbors: [Neighbor]

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

  /// What an item shares connections with.
  fileprivate enum Neighbor: Hashable {
    case mailbox(Mailbox.ID)
    case workspace(Workspace.ID)
    case server(String)
  }

  fileprivate struct Limits {
    let perMailbox: Int
    let perNeighbor: Int
    let reserve: Int
  }

  fileprivate struct State {
    let limits: Limits
    var ready: [Mailbox.ID: [Item]] = [:]
    var scheduled: [Item] = []
    /// The deliveries that wait.
    var held: Set<Delivery.ID> = []
    /// How many connections are at work, for whom, and when one was last taken for them.
    var working = 0
    var busy: [Neighbor: Int] = [:]
    var takenAt: [Neighbor: ContinuousClock.Instant] = [:]
    /// How many connections a mailbox may have; one where nothing is known.
    var widths: [Mailbox.ID: Int] = [:]
    var count: Int { held.count }
    /// Signal waiting threads only: a surplus signal would wake a thread for an empty queue later.
    var waiting = 0
    var isClosed = false
  }

  private let state: Mutex<State>
  private let semaphore = DispatchSemaphore(value: 0)

  init(perMailbox: Int, perNeighbor: Int, reserve: Int) {
    state = Mutex(
      State(limits: Limits(perMailbox: perMailbox, perNeighbor: perNeighbor, reserve: reserve)))
  }

  var count: Int { state.withLock { $0.count } }

  /// Whether nothing waits and nothing is at work.
  var isIdle: Bool { state.withLock { $0.count == 0 && $0.working == 0 } }

  /// A delivery that is in the queue replaces its older copy, whose claim was lost.
  ///
  /// Returns the items that are stuck: all their connections wait for silent servers, and in the queue
  /// they would take capacity from others and lapse.
  func add(_ items: [Item]) -> [Item] {
    let now = ContinuousClock.now
    let (crowded, woken) = state.withLock { state in
      let stuck = state.stuck(at: now)
      let crowded = stuck.isEmpty ? [] : items.filter { $0.isAmong(stuck) }
      let items = stuck.isEmpty ? items : items.filter { !$0.isAmong(stuck) }
      state.forget(state.held.intersection(items.map(\.delivery.id)))
      state.held.formUnion(items.map(\.delivery.id))
      // Reversed: the next item is the last of the array, where removal is cheap.
      for item in items.reversed() where item.readyAt <= now {
        state.ready[item.delivery.mailbox, default: []].append(item)
      }
      state.scheduled += items.filter { $0.readyAt > now }
      state.scheduled.sort { $0.readyAt > $1.readyAt }
      return (crowded, state.wake(upTo: items.count))
    }
    for _ in 0..<woken { semaphore.signal() }
    return crowded
  }

  /// The number of waiting deliveries that are not stuck.
  var moving: Int {
    state.withLock { state in
      let stuck = state.stuck(at: .now)
      guard !stuck.isEmpty else { return state.count }
      let waiting = state.ready.values.filter { $0.last?.isAmong(stuck) == true }
      return state.count - waiting.reduce(0) { $0 + $1.count }
    }
  }

  /// Removes and returns deliveries whose lease has ended.
  func dropOver() -> [Item] {
    state.withLock { state in
      let over = (state.ready.values.flatMap { $0 } + state.scheduled).filter(\.isOver)
      state.forget(Set(over.map(\.delivery.id)))
      return over
    }
  }

  /// The next delivery, preferably of the same mailbox, whose connection is open; blocks while there is
  /// none. Nil: the queue is closed. The caller releases each item before it takes the next one, so no
  /// thread is woken for the capacity that this frees.
  func take(preferring mailbox: Mailbox.ID?) -> Item? {
    while true {
      let (item, isClosed) = state.withLock { state in
        let item = state.take(preferring: mailbox)
        if item == nil, !state.isClosed { state.waiting += 1 }
        return (item, state.isClosed)
      }
      if let item { return item }
      if isClosed { return nil }
      // A scheduled item becomes ready without a signal.
      if semaphore.wait(timeout: .now() + .milliseconds(50)) == .timedOut {
        state.withLock { $0.waiting = max(0, $0.waiting - 1) }
      }
    }
  }

  /// `hasAnswer`: whether the mailbox's server answered; nil: it was not asked.
  func release(_ item: Item, hasAnswer: Bool?) {
    let woken = state.withLock { state in
      state.release(item)
      guard let hasAnswer else { return 0 }
      return state.widen(item.delivery.mailbox, hasAnswer) ? state.wake(upTo: 1) : 0
    }
    for _ in 0..<woken { semaphore.signal() }
  }

  /// Ends all `take` calls; returns the items that were not taken.
  func close() -> [Item] {
    let (rest, woken) = state.withLock { state in
      let rest = state.ready.values.flatMap { $0 } + state.scheduled
      state.ready = [:]
      state.scheduled = []
      state.held = []
      state.isClosed = true
      return (rest, state.wake(upTo: state.waiting))
    }
    for _ in 0..<woken { semaphore.signal() }
    return rest
  }
}

extension ClaimedQueue.State {
  mutating func take(preferring mailbox: Mailbox.ID?) -> ClaimedQueue.Item? {
    let now = ContinuousClock.now
    while let item = scheduled.last, item.readyAt <= now {
      scheduled.removeLast()
      ready[item.delivery.mailbox, default: []].append(item)
    }
    guard let chosen = choose(mailbox), let item = ready[chosen]?.popLast() else {
      return nil
    }
    if ready[chosen]?.isEmpty == true { ready[chosen] = nil }
    working += 1
    for neighbor in item.neighbors {
      busy[neighbor, default: 0] += 1
      takenAt[neighbor] = now
    }
    held.remove(item.delivery.id)
    return item
  }

  mutating func release(_ item: ClaimedQueue.Item) {
    working -= 1
    for neighbor in item.neighbors {
      let others = (busy[neighbor] ?? 1) - 1
      busy[neighbor] = others > 0 ? others : nil
      if others <= 0 { takenAt[neighbor] = nil }
    }
  }

  /// True when the mailbox may have more connections than before.
  mutating func widen(_ mailbox: Mailbox.ID, _ hasAnswer: Bool) -> Bool {
    let width = widths[mailbox] ?? 1
    guard hasAnswer else {
      widths[mailbox] = nil
      return false
    }
    guard width < limits.perMailbox else { return false }
    // Widths of removed mailboxes go with all others; the rest is soon learned again.
    if widths.count >= 10_000 { widths.removeAll() }
    widths[mailbox] = width + 1
    return true
  }

  /// Neighbors at their limit whose connections have all been busy for some seconds.
  func stuck(at now: ContinuousClock.Instant) -> Set<ClaimedQueue.Neighbor> {
    Set(
      busy.filter { neighbor, count in
        count >= limit(of: neighbor)
          && (takenAt[neighbor]?.duration(to: now) ?? .zero) > .seconds(5)
      }.keys)
  }

  private func limit(of neighbor: ClaimedQueue.Neighbor) -> Int {
    switch neighbor {
    case .mailbox(let id): min(widths[id] ?? 1, limits.perMailbox)
    case .workspace, .server:
      // Above the limit of one neighbor, the rest is the reserve.
      working < limits.perNeighbor
        ? limits.perNeighbor : min(limits.perNeighbor, max(1, limits.reserve / 2))
    }
  }

  private func mayTake(_ item: ClaimedQueue.Item) -> Bool {
    item.neighbors.allSatisfy { busy[$0] ?? 0 < limit(of: $0) }
  }

  mutating func forget(_ deliveries: Set<Delivery.ID>) {
    guard !deliveries.isEmpty else { return }
    held.subtract(deliveries)
    scheduled.removeAll { deliveries.contains($0.delivery.id) }
    for mailbox in ready.keys {
      ready[mailbox]?.removeAll { deliveries.contains($0.delivery.id) }
      if ready[mailbox]?.isEmpty == true { ready[mailbox] = nil }
    }
  }

  private func choose(_ preferred: Mailbox.ID?) -> Mailbox.ID? {
    if let preferred, let item = ready[preferred]?.last, mayTake(item) { return preferred }
    return ready.first { $0.value.last.map(mayTake) ?? false }?.key
  }

  /// The number of waiting threads to wake.
  mutating func wake(upTo count: Int) -> Int {
    let woken = min(waiting, count)
    waiting -= woken
    return woken
  }
}

extension ClaimedQueue.Item {
  fileprivate func isAmong(_ neighbors: Set<ClaimedQueue.Neighbor>) -> Bool {
    self.neighbors.contains { neighbors.contains($0) }
  }
}
