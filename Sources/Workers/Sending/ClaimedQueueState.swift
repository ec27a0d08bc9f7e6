import Outreach

/// What is known about the claimed deliveries, the connections and the threads: all under the queue's lock.
extension ClaimedQueue {
  /// The group with which an item shares connections.
  enum Neighbor: Hashable {
    case mailbox(Mailbox.ID)
    case workspace(Workspace.ID)
    case server(String)
  }

  struct Limits {
    let perMailbox: Int
    let perNeighbor: Int
    let reserve: Int
    /// How many slow connections are replaced at most.
    let relief = 128
  }

  struct State {
    let limits: Limits
    var ready: [Mailbox.ID: [Item]] = [:]
    var early: [Item] = []
    /// The waiting items.
    var held: Set<Delivery.ID> = []
    /// How many threads there are, how many of them have taken a delivery, and how many of these were
    /// slow when `relief` last counted.
    var threads: Int
    var working = 0
    var slow = 0
    /// Whether the threads of the reserve were ever needed: they cost memory, and most senders have
    /// one server.
    var needsReserve = false
    /// How many connections are at work for each group, and when one was last taken for it.
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
      threads = limits.perNeighbor
    }
  }
}

extension ClaimedQueue.State {
  private mutating func take(preferring mailbox: Mailbox.ID?) -> ClaimedQueue.Item? {
    let now = ContinuousClock.now
    admitEarly(at: now)
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

  private mutating func admitEarly(at now: ContinuousClock.Instant) {
    while let item = early.last, item.readyAt <= now {
      early.removeLast()
      ready[item.delivery.mailbox, default: []].append(item)
    }
  }

  /// The next move of a thread that asks for a delivery.
  enum Step {
    case item(ClaimedQueue.Item)
    case end
    case wait(isEmpty: Bool)
  }

  mutating func step(preferring mailbox: Mailbox.ID?) -> Step {
    if endsThread() { return .end }
    if let item = take(preferring: mailbox) { return .item(item) }
    guard !isClosed else { return .end }
    waiting += 1
    return .wait(isEmpty: count == 0)
  }

  /// Returns how many waiting threads to wake.
  mutating func finish(_ done: ClaimedQueue.Done) -> Int {
    release(done.item)
    guard let hasAnswer = done.hasAnswer else { return 0 }
    return widen(done.item.delivery.mailbox, hasAnswer) ? wake(upTo: 1) : 0
  }

  private mutating func release(_ item: ClaimedQueue.Item) {
    working -= 1
    for neighbor in item.neighbors {
      let others = (busy[neighbor] ?? 1) - 1
      busy[neighbor] = others > 0 ? others : nil
      if others <= 0 { takenAt[neighbor] = nil }
    }
  }

  /// True if the mailbox may have more connections than before.
  private mutating func widen(_ mailbox: Mailbox.ID, _ hasAnswer: Bool) -> Bool {
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

  private var wantedThreads: Int {
    limits.perNeighbor + (needsReserve ? limits.reserve : 0) + min(slow, limits.relief)
  }

  /// Looks at what the threads do; returns how many to start.
  mutating func missingThreads(at now: ContinuousClock.Instant) -> Int {
    slow = countSlow(at: now)
    admitEarly(at: now)
    if working >= threads, choose(nil) != nil { needsReserve = true }
    return isClosed ? 0 : max(0, wantedThreads - threads)
  }

  /// Whether the thread that asks is one too many; it is then no longer counted.
  private mutating func endsThread() -> Bool {
    guard threads > wantedThreads else { return false }
    threads -= 1
    return true
  }

  private func countSlow(at now: ContinuousClock.Instant) -> Int {
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
  func isAmong(_ neighbors: Set<ClaimedQueue.Neighbor>) -> Bool {
    self.neighbors.contains { neighbors.contains($0) }
  }
}
