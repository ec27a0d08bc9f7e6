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
    state.withLock { state in
      state.count += items.count
      // Turned round: what is to go first stands last, where it is taken off at no cost.
      for item in items.reversed() where item.readyAt <= now {
        state.ready[item.delivery.mailbox, default: []].append(item)
      }
      state.early += items.filter { $0.readyAt > now }
      state.early.sort { $0.readyAt > $1.readyAt }
    }
    for _ in items { bell.signal() }
  }

  /// The next delivery, of the same mailbox if there is one, because its connection is open; blocks
  /// while there is none. Nil: there will be no more. Who has taken one says `release`.
  func take(preferring mailbox: Int?) -> Item? {
    while true {
      let (item, isClosed) = state.withLock { ($0.take(preferring: mailbox, limit), $0.isClosed) }
      if let item { return item }
      if isClosed { return nil }
      _ = bell.wait(timeout: .now() + .milliseconds(50))
    }
  }

  func release(_ mailbox: Int) {
    state.withLock { state in
      let others = (state.busy[mailbox] ?? 1) - 1
      state.busy[mailbox] = others > 0 ? others : nil
    }
    bell.signal()
  }

  /// No more is taken; gives back what was not.
  func close() -> [Item] {
    state.withLock { state in
      let rest = state.ready.values.flatMap { $0 } + state.early
      state.ready = [:]
      state.early = []
      state.count = 0
      state.isClosed = true
      return rest
    }
  }
}

extension Tray.State {
  mutating func take(preferring mailbox: Int?, _ limit: Int) -> Tray.Item? {
    let now = ContinuousClock.now
    while let item = early.last, item.readyAt <= now {
      early.removeLast()
      ready[item.delivery.mailbox, default: []].append(item)
    }
    let free = ready.keys.filter { busy[$0] ?? 0 < limit }
    let chosen = free.first { $0 == mailbox } ?? free.first
    guard let chosen, let item = ready[chosen]?.popLast() else { return nil }
    if ready[chosen]?.isEmpty == true { ready[chosen] = nil }
    busy[chosen, default: 0] += 1
    count -= 1
    return item
  }
}
