import Dispatch
import Synchronization

/// Too many are signing in at this moment.
package struct TooBusy: Error {}

/// Where passwords are hashed: a few at a time, or the machine's memory and processors go to whoever knocks.
///
/// The page that asks waits on its own thread, so few may wait: whoever comes then is turned away at once and
/// told when to come again, and the other threads go on with other pages. Browsers that are known wait apart
/// and come first, so a flood of strangers does not keep them out.
package final class HashingPool: Sendable {
  package enum Caller: Sendable {
    /// Signed in, or in a browser that is known.
    case known
    case stranger
  }

  private struct State {
    var running = 0
    var known: [DispatchSemaphore] = []
    var strangers: [DispatchSemaphore] = []
  }

  private let state = Mutex(State())
  private let places: Int
  private let waiting: Int

  /// For a site of so many threads: half of them are left for other pages, whatever strangers do.
  package convenience init(threads: Int) {
    self.init(places: min(2, max(1, threads / 4)), waiting: max(1, threads / 4))
  }

  /// `places` hash at once; of each kind of caller `waiting` more wait.
  package init(places: Int = 2, waiting: Int = 2) {
    self.places = places
    self.waiting = waiting
  }

  /// Runs `body` when there is a place, or throws `TooBusy`.
  package func run<Value>(_ caller: Caller, _ body: () throws -> Value) throws -> Value {
    try enter(caller)
    defer { leave() }
    return try body()
  }

  /// A caller of this kind would be turned away now.
  package func isFull(for caller: Caller) -> Bool {
    state.withLock { state in
      let waiting = caller == .known ? state.known.count : state.strangers.count
      return state.running >= places && waiting >= self.waiting
    }
  }

  private func enter(_ caller: Caller) throws {
    let turn: DispatchSemaphore? = try state.withLock { state in
      if state.running < places {
        state.running += 1
        return nil
      }
      let turn = DispatchSemaphore(value: 0)
      switch caller {
      case .known:
        guard state.known.count < waiting else { throw TooBusy() }
        state.known.append(turn)
      case .stranger:
        guard state.strangers.count < waiting else { throw TooBusy() }
        state.strangers.append(turn)
      }
      return turn
    }
    turn?.wait()
  }

  /// The place goes on to whoever waits.
  private func leave() {
    state.withLock { state in
      if !state.known.isEmpty {
        state.known.removeFirst().signal()
      } else if !state.strangers.isEmpty {
        state.strangers.removeFirst().signal()
      } else {
        state.running -= 1
      }
    }
  }
}
