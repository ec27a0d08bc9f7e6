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

  /// The group with which an item shares connections.
  fileprivate enum Neighbor: Hashable {
    case mailbox(Mailbox.ID)
    case workspace(Workspace.ID)
    case server(String)
  }

  fileprivate struct Limits {
    let perMailbox: Int
    let perNeighbor: Int
    let reserve: Int
    var threads: Int { perNeighbor + reserve }
    /// How many slow connections are replaced at most.
    let relief = 128
  }

  fileprivate struct State {
    let limits: Limits
    var ready: [Mailbox.ID: [Item]] = [:]
    var early: [Item] = []
    /// The waiting items.
    var held: Set<Delivery.ID> = []
    /// How many connections are at work for each group, and when one was last taken for it.
    var working = 0
    /// How many of them were slow when `relief` last counted, and how many threads there are.
    var slow = 0
    var threads: Int
    var busy: [Neighbor: Int] = [:]
    var takenAt: [Neighbor: ContinuousClock.Instant] = [:]
    /// How many connections a mailbox may have; one if nothing is known.
    var widths: [Mailbox.ID: Int] = [:]
    var count: Int { held.count }
    /// Waiting threads. Only these are signaled: a surplus signal would later wake a thread for an
    /// empty queue.
    var waiting = 0
    var isClosed = false

    init(limits: Limits) {
      self.limits = limits
      threads = limits.threads
    }
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

  /// Counts the slow connections; returns how many threads to start in their place. To be called
  /// every second or so.
  func relief(at now: ContinuousClock.Instant = .now) -> Int {
    state.withLock { state in
      state.slow = state.countSlow(at: now)
      let missing = state.isClosed ? 0 : max(0, state.wantedThreads - state.threads)
      state.threads += missing
      return missing
    }
  }

  /// The next delivery, of the same mailbox if there is one, because its connection is open; blocks
  /// while there is none. Nil: the thread ends, because there will be no more, or because the slow
  /// connection that it replaced is back. A thread that has taken one calls `release`
  /// and takes again: no other thread is woken for the place that it frees.
  func take(preferring mailbox: Mailbox.ID?) -> Item? {
    while true {
      let (item, ends): (Item?, Bool) = state.withLock { state in
        if state.endsThread() { return (nil, true) }
        let item = state.take(preferring: mailbox)
        if item == nil, !state.isClosed { state.waiting += 1 }
        return (item, state.isClosed)
      }
      if let item { return item }
      if ends { return nil }
      // An early delivery becomes ready without a signal.
      if wake.wait(timeout: .now() + .milliseconds(50)) == .timedOut {
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
    for _ in 0..<woken { wake.signal() }
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

extension ClaimedQueue.State {
  mutating func take(preferring mailbox: Mailbox.ID?) -> ClaimedQueue.Item? {
    let now = ContinuousClock.now
    while let item = early.last, item.readyAt <= now {
      early.removeLast()
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

  /// True if the mailbox may have more connections than before.
  mutating func widen(_ mailbox: Mailbox.ID, _ hasAnswer: Bool) -> Bool {
    let width = widths[mailbox] ?? 1
    guard hasAnswer else {
      widths[mailbox] = nil
      return false
    }
    guard width < limits.perMailbox else { return false }
    // Mailboxes that are gone are forgotten together with all others, whose limits are soon learned
    // again.
    if widths.count >= 10_000 { widths.removeAll() }
    widths[mailbox] = width + 1
    return true
  }

  /// Mailboxes that have all connections that they may have, none of which has come back for some
  /// seconds.
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
      // Others hold so many that it would take from the reserve.
      working - slow < limits.perNeighbor
        ? limits.perNeighbor
        : min(limits.perNeighbor, max(1, ((busy[neighbor] ?? 0) + free) / 3))
    }
  }

  private var free: Int { threads - working }

  var wantedThreads: Int { limits.threads + min(slow, limits.relief) }

  /// Whether the thread that asks is one too many; it is then no longer counted.
  mutating func endsThread() -> Bool {
    guard threads > wantedThreads else { return false }
    threads -= 1
    return true
  }

  func countSlow(at now: ContinuousClock.Instant) -> Int {
    busy.reduce(0) { sum, group in
      guard case .mailbox = group.key,
        let takenAt = takenAt[group.key], takenAt.duration(to: now) > .seconds(5)
      else { return sum }
      return sum + group.value
    }
  }

  private func mayTake(_ item: ClaimedQueue.Item) -> Bool {
    item.neighbors.allSatisfy { busy[$0] ?? 0 < limit(of: $0) }
  }

  mutating func forget(_ deliveries: Set<Delivery.ID>) {
    guard !deliveries.isEmpty else { return }
    held.subtract(deliveries)
    early.removeAll { deliveries.contains($0.delivery.id) }
    for mailbox in ready.keys {
      ready[mailbox]?.removeAll { deliveries.contains($0.delivery.id) }
      if ready[mailbox]?.isEmpty == true { ready[mailbox] = nil }
    }
  }

  private func choose(_ preferred: Mailbox.ID?) -> Mailbox.ID? {
    if let preferred, let item = ready[preferred]?.last, mayTake(item) { return preferred }
    return ready.first { $0.value.last.map(mayTake) ?? false }?.key
  }

  /// How many of the waiting threads to wake.
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
