import Dispatch
import Outreach
import Synchronization

/// Claimed deliveries on their way to a connection. Of one mailbox only so many are taken at once,
/// so that a slow server never holds the others up.
final class Tray: Sendable {
  struct Item: Sendable {
    let delivery: ClaimedDelivery
    /// Under which name it was claimed.
    let worker: String
    let readyAt: ContinuousClock.Instant
  }

  fileprivate struct State {
    var ready: [Int: [Item]] = [:]
    var early: [Item] = []
    /// Mailboxes that a connection is at work for.
    var busy: [Int: Int] = [:]
    var count = 0
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

  func add(_ items: [Item]) {
    let now = ContinuousClock.now
    let called = state.withLock { state in
      state.count += items.count
      // Turned round: what is to go first stands last, where it is taken off at no cost.
      for item in items.reversed() where item.readyAt <= now {
        state.ready[item.delivery.mailbox, default: []].append(item)
      }
      state.early += items.filter { $0.readyAt > now }
      state.early.sort { $0.readyAt > $1.readyAt }
      return state.call(atMost: items.count)
    }
    for _ in 0..<called { bell.signal() }
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
    }
  }

  /// No more is taken; gives back what was not.
  func close() -> [Item] {
    let (rest, called) = state.withLock { state in
      let rest = state.ready.values.flatMap { $0 } + state.early
      state.ready = [:]
      state.early = []
      state.count = 0
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
    count -= 1
    return item
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
