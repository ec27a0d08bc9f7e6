import Dispatch
import Outreach
import Synchronization

/// Claimed deliveries on their way to a connection, each once. Of one mailbox only so many are taken at
/// once, so that a slow server never holds the others up.
final class Tray: Sendable {
  struct Item: Sendable {
    let delivery: ClaimedDelivery
    /// Under which name it was claimed.
    let worker: String
    let readyAt: ContinuousClock.Instant
    /// Until when the claim is ours, by this machine's clock and counted from before it was asked for:
    /// so earlier than the database thinks. On Linux that clock runs on while the machine is suspended.
    let leaseEnds: ContinuousClock.Instant

    var isOver: Bool { ContinuousClock.now >= leaseEnds }
  }

  fileprivate struct State {
    var ready: [Int: [Item]] = [:]
    var early: [Item] = []
    /// What waits here.
    var held: Set<Delivery.ID> = []
    /// Mailboxes that a connection is at work for, and when one was last taken for them.
    var busy: [Int: Int] = [:]
    var takenAt: [Int: ContinuousClock.Instant] = [:]
    var count: Int { held.count }
    /// Connections that wait for the bell. Nobody else is rung for: a ring that no one waits for would be
    /// heard later, by one that then finds nothing.
    var waiting = 0
    var isClosed = false
  }

  private let state = Mutex(State())
  private let bell = DispatchSemaphore(value: 0)
  private let limit: Int

  init(perMailbox limit: Int) {
    self.limit = limit
  }

  var count: Int { state.withLock { $0.count } }

  /// Whether nothing waits and nothing is at work.
  var isIdle: Bool { state.withLock { $0.count == 0 && $0.busy.isEmpty } }

  /// Of a delivery that lies here already the older copy goes: its claim was lost, or this would be none.
  ///
  /// Gives back those whose mailbox is stuck: all its connections wait for a server that says nothing,
  /// and what lay here would take the room of the others, and lapse.
  func add(_ items: [Item]) -> [Item] {
    let now = ContinuousClock.now
    let (crowded, called) = state.withLock { state in
      let stuck = state.stuckMailboxes(at: now, limit)
      let crowded = stuck.isEmpty ? [] : items.filter { stuck.contains($0.delivery.mailbox) }
      let items = stuck.isEmpty ? items : items.filter { !stuck.contains($0.delivery.mailbox) }
      state.forget(state.held.intersection(items.map(\.delivery.id)))
      state.held.formUnion(items.map(\.delivery.id))
      // Turned round: what is to go first stands last, where it is taken off at no cost.
      for item in items.reversed() where item.readyAt <= now {
        state.ready[item.delivery.mailbox, default: []].append(item)
      }
      state.early += items.filter { $0.readyAt > now }
      state.early.sort { $0.readyAt > $1.readyAt }
      return (crowded, state.call(atMost: items.count))
    }
    for _ in 0..<called { bell.signal() }
    return crowded
  }

  /// How many wait that connections will come to: not those of mailboxes that are stuck.
  var moving: Int {
    state.withLock { state in
      let stuck = state.stuckMailboxes(at: .now, limit)
      guard !stuck.isEmpty else { return state.count }
      return state.count - stuck.reduce(0) { $0 + (state.ready[$1]?.count ?? 0) }
    }
  }

  /// Takes out those whose lease is over.
  func dropOver() -> [Item] {
    state.withLock { state in
      let over = (state.ready.values.flatMap { $0 } + state.early).filter(\.isOver)
      state.forget(Set(over.map(\.delivery.id)))
      return over
    }
  }

  /// The next delivery, of the same mailbox if there is one, because its connection is open; blocks
  /// while there is none. Nil: there will be no more. Who has taken one says `release`,
  /// and takes again: nobody is rung for the place that is free then.
  func take(preferring mailbox: Int?) -> Item? {
    while true {
      let (item, isClosed) = state.withLock { state in
        let item = state.take(preferring: mailbox, limit)
        if item == nil, !state.isClosed { state.waiting += 1 }
        return (item, state.isClosed)
      }
      if let item { return item }
      if isClosed { return nil }
      // What is early becomes ready without a ring.
      if bell.wait(timeout: .now() + .milliseconds(50)) == .timedOut {
        state.withLock { $0.waiting = max(0, $0.waiting - 1) }
      }
    }
  }

  func release(_ mailbox: Int) {
    state.withLock { state in
      let others = (state.busy[mailbox] ?? 1) - 1
      state.busy[mailbox] = others > 0 ? others : nil
      if others <= 0 { state.takenAt[mailbox] = nil }
    }
  }

  /// No more is taken; gives back what was not.
  func close() -> [Item] {
    let (rest, called) = state.withLock { state in
      let rest = state.ready.values.flatMap { $0 } + state.early
      state.ready = [:]
      state.early = []
      state.held = []
      state.isClosed = true
      return (rest, state.call(atMost: state.waiting))
    }
    for _ in 0..<called { bell.signal() }
    return rest
  }
}

extension Tray.State {
  mutating func take(preferring mailbox: Int?, _ limit: Int) -> Tray.Item? {
    let now = ContinuousClock.now
    while let item = early.last, item.readyAt <= now {
      early.removeLast()
      ready[item.delivery.mailbox, default: []].append(item)
    }
    guard let chosen = choose(mailbox, limit), let item = ready[chosen]?.popLast() else {
      return nil
    }
    if ready[chosen]?.isEmpty == true { ready[chosen] = nil }
    busy[chosen, default: 0] += 1
    takenAt[chosen] = now
    held.remove(item.delivery.id)
    return item
  }

  /// For some seconds no connection has come back from its server.
  func stuckMailboxes(at now: ContinuousClock.Instant, _ limit: Int) -> Set<Int> {
    Set(
      busy.filter { mailbox, count in
        count >= limit && (takenAt[mailbox]?.duration(to: now) ?? .zero) > .seconds(5)
      }.keys)
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

  private func choose(_ preferred: Int?, _ limit: Int) -> Int? {
    if let preferred, ready[preferred] != nil, busy[preferred] ?? 0 < limit { return preferred }
    return ready.keys.first { busy[$0] ?? 0 < limit }
  }

  /// How many of those that wait are to be rung for.
  mutating func call(atMost count: Int) -> Int {
    let called = min(waiting, count)
    waiting -= called
    return called
  }
}
