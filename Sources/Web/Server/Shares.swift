import Synchronization

/// How much of something each client holds, so that no one client takes all of it.
final class Shares: Sendable {
  private struct State {
    var held: [String: Int] = [:]
    var total = 0
  }

  private let state = Mutex(State())
  private let most: Int
  private let mostPerClient: Int
  private let leftToNewcomers: Int

  /// `leftToNewcomers` is a part of `most` that only clients get which hold nothing.
  init(most: Int = .max, perClient: Int, leftToNewcomers: Int = 0) {
    self.most = most
    mostPerClient = perClient
    self.leftToNewcomers = leftToNewcomers
  }

  var total: Int { state.withLock { $0.total } }

  /// One more for this client (see `Network.client`); nil when it, or all together, have enough.
  func take(_ client: String) -> Share? {
    add(1, to: client) ? Share(1, client, of: self) : nil
  }

  /// A share that has nothing yet and grows.
  func open(_ client: String) -> Share { Share(0, client, of: self) }

  fileprivate func add(_ count: Int, to client: String) -> Bool {
    state.withLock { state in
      let held = state.held[client, default: 0]
      let free = most - state.total - (held > 0 ? leftToNewcomers : 0)
      guard count <= free, count <= mostPerClient - held else { return false }
      state.held[client] = held + count
      state.total += count
      return true
    }
  }

  fileprivate func giveBack(_ count: Int, of client: String) {
    guard count > 0 else { return }
    state.withLock { state in
      state.total -= count
      let left = state.held[client, default: count] - count
      state.held[client] = left > 0 ? left : nil
    }
  }
}

/// Given back when it is let go.
final class Share: Sendable {
  private let client: String
  private let shares: Shares
  private let count: Mutex<Int>

  fileprivate init(_ count: Int, _ client: String, of shares: Shares) {
    self.client = client
    self.shares = shares
    self.count = Mutex(count)
  }

  /// Takes as much more as is missing to `wanted`, or gives back what is more than that; false when
  /// there is not so much.
  func grow(to wanted: Int) -> Bool {
    count.withLock { count in
      if wanted > count {
        guard shares.add(wanted - count, to: client) else { return false }
      } else {
        shares.giveBack(count - wanted, of: client)
      }
      count = wanted
      return true
    }
  }

  deinit {
    shares.giveBack(count.withLock { $0 }, of: client)
  }
}
