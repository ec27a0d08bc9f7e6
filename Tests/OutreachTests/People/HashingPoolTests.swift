import Dispatch
import Foundation
import Outreach
import Synchronization
import TestKit
import Testing

/// Sign-ins hash in a small pool, and whoever would have to wait long is told so at once.
@Suite struct HashingPoolTests {
  @Test func twoHashAtOnceAFewWaitAndTheRestAreTurnedAway() throws {
    let pool = HashingPool(places: 2, waiting: 3)
    let crowd = Crowd(pool)

    crowd.send(.stranger, 5)
    crowd.hold { $0.running == 2 }
    // The other three wait by now or soon; then the pool is full.
    crowd.awaitTurnedAway(.stranger)
    crowd.release(5)

    #expect(crowd.state.most == 2)
    #expect(crowd.state.done == 5)
  }

  @Test func knownBrowsersWaitApartAndComeFirst() throws {
    let pool = HashingPool(places: 1, waiting: 2)
    let crowd = Crowd(pool)
    crowd.send(.stranger, 3)
    crowd.hold { $0.running == 1 }
    crowd.awaitTurnedAway(.stranger)

    crowd.send(.known, 2)
    crowd.awaitTurnedAway(.known)
    crowd.release(5)

    #expect(crowd.state.order.dropFirst().prefix(2) == [.known, .known])
  }
}

/// Callers on threads of their own, who hold their place until they are let go.
private final class Crowd: Sendable {
  struct State {
    var running = 0
    var most = 0
    var done = 0
    var order: [HashingPool.Caller] = []
  }

  private let pool: HashingPool
  private let locked = Mutex(State())
  private let gate = DispatchSemaphore(value: 0)
  private let group = DispatchGroup()

  init(_ pool: HashingPool) {
    self.pool = pool
  }

  var state: State { locked.withLock { $0 } }

  func send(_ caller: HashingPool.Caller, _ count: Int) {
    for _ in 0..<count {
      group.enter()
      Thread.detachNewThread { [self] in
        defer { group.leave() }
        _ = try? pool.run(caller) {
          locked.withLock {
            $0.running += 1
            $0.most = max($0.most, $0.running)
            $0.order.append(caller)
          }
          gate.wait()
          locked.withLock {
            $0.running -= 1
            $0.done += 1
          }
        }
      }
    }
  }

  func hold(until isSo: (State) -> Bool) {
    while !isSo(state) { sched_yield() }
  }

  /// Until the last of those who were sent waits, one more would find a place among them: so it asks without
  /// waiting itself.
  func awaitTurnedAway(_ caller: HashingPool.Caller) {
    while !pool.isFull(for: caller) { sched_yield() }
    #expect(throws: TooBusy.self) { try pool.run(caller) {} }
  }

  func release(_ count: Int) {
    for _ in 0..<count { gate.signal() }
    group.wait()
  }
}
