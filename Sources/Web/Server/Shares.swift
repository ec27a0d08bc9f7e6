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

  init(most: Int = .max, perClient: Int) {
    self.most = most
    mostPerClient = perClient
  }

  var total: Int { state.withLock { $0.total } }

  /// One more for this client (see `Network.client`); nil when it, or all together, have enough.
  func take(_ client: String) -> Share? {
    state.withLock { state in
      guard state.total < most, state.held[client, default: 0] < mostPerClient else { return nil }
      state.held[client, default: 0] += 1
      state.total += 1
      return Share(client, of: self)
    }
  }

  fileprivate func giveBack(_ client: String) {
    state.withLock { state in
      state.total -= 1
      let left = state.held[client, default: 1] - 1
      state.held[client] = left > 0 ? left : nil
    }
  }
}

/// Given back when it is let go.
final class Share: Sendable {
  private let client: String
  private let shares: Shares

  fileprivate init(_ client: String, of shares: Shares) {
    self.client = client
    self.shares = shares
  }

  deinit {
    shares.giveBack(client)
  }
}
