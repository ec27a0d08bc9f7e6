import Client
import Foundation
import Synchronization
import TestKit
import Testing

typealias Answer = HTTPDouble.Answer

extension HTTPPolicy {
  /// For doubles on this machine, whatever the environment says of proxies.
  static var local: HTTPPolicy {
    var policy = HTTPPolicy()
    policy.exceptions = ["127.0.0.0/8"].compactMap { AddressException($0) }
    policy.proxies = .none
    return policy
  }

  /// With no exception.
  static var strict: HTTPPolicy {
    var policy = HTTPPolicy()
    policy.proxies = .none
    return policy
  }
}

extension HTTPClient {
  /// The failure of a request; an answer is recorded as an issue.
  func failure(_ request: HTTPRequest) -> HTTPFailure? {
    do {
      let response = try send(request)
      Issue.record("answered \(response.status)")
      return nil
    } catch {
      return error
    }
  }
}

/// A clock whose sleeps take no time and are kept.
final class FakeClock: Sendable {
  private struct State {
    var now = ContinuousClock.now
    var waits: [Duration] = []
  }

  private let state = Mutex(State())
  let date = Date(timeIntervalSince1970: 1_800_000_000)

  var waits: [Duration] { state.withLock { $0.waits } }

  /// `random` is what chance always says.
  func clock(random: Double = 0) -> HTTPClock {
    HTTPClock(
      now: { self.state.withLock { $0.now } },
      date: { self.date },
      sleep: { duration, _ in
        self.state.withLock { state in
          state.waits.append(duration)
          state.now += duration
        }
      },
      random: { random })
  }
}

/// Values one after another; the last one stays.
final class Turns<Value: Sendable>: Sendable {
  private let values: Mutex<[Value]>

  init(_ values: [Value]) {
    self.values = Mutex(values)
  }

  func next() -> Value {
    values.withLock { $0.count > 1 ? $0.removeFirst() : $0[0] }
  }
}
