import Foundation

/// The places and the pace of each host or `rateBucket`, for the threads of one client.
final class HostGates: @unchecked Sendable {
  private struct Gate {
    var busy = 0
    /// When the latest requests began or will begin, the earliest first: as many as the rate counts.
    var starts: [ContinuousClock.Instant] = []
  }

  private let policy: HTTPPolicy
  private let clock: HTTPClock
  private let condition = NSCondition()
  private var gates: [String: Gate] = [:]

  init(_ policy: HTTPPolicy, _ clock: HTTPClock) {
    self.policy = policy
    self.clock = clock
  }

  /// Waits for a place and for the pace. Each `enter` that returns has its `leave`. Throws `.busy`
  /// where neither comes before `deadline`, and `.stopped`.
  func enter(
    _ name: String, until deadline: ContinuousClock.Instant, _ isStopping: () -> Bool
  ) throws(HTTPFailure) {
    let start = try place(name, until: deadline, isStopping)
    let wait = start - clock.now()
    guard wait > .zero else { return }
    clock.sleep(wait, isStopping)
    guard !isStopping() else {
      leave(name)
      throw HTTPFailure(.stopped, "the program is ending")
    }
  }

  func leave(_ name: String) {
    condition.lock()
    defer { condition.unlock() }
    gates[name]?.busy -= 1
    condition.broadcast()
  }

  /// Takes a place, and answers when the request may begin.
  private func place(
    _ name: String, until deadline: ContinuousClock.Instant, _ isStopping: () -> Bool
  ) throws(HTTPFailure) -> ContinuousClock.Instant {
    condition.lock()
    defer { condition.unlock() }
    forgetOld()
    while gates[name, default: Gate()].busy >= policy.concurrency {
      guard !isStopping() else { throw HTTPFailure(.stopped, "the program is ending") }
      let left = deadline - clock.now()
      guard left > .zero else {
        throw HTTPFailure(.busy, "\(policy.concurrency) requests to \(name) are running")
      }
      // In short waits, because nothing wakes this thread when the program ends.
      _ = condition.wait(until: Date(timeIntervalSinceNow: min(left / .seconds(1), 0.2)))
    }
    let now = clock.now()
    guard let rate = rate(of: name) else {
      gates[name, default: Gate()].busy += 1
      return now
    }
    let starts = gates[name, default: Gate()].starts.suffix(rate.count)
    let isFull = starts.count == rate.count
    let start = max(now, isFull ? starts[starts.startIndex] + rate.duration : now)
    guard start <= deadline else {
      throw HTTPFailure(
        .busy, "the rate for \(name), \(rate.count) in \(rate.duration), is used up")
    }
    gates[name, default: Gate()].busy += 1
    gates[name, default: Gate()].starts = Array(starts.suffix(rate.count - 1)) + [start]
    return start
  }

  private func rate(of name: String) -> HTTPRate? { policy.rates[name] ?? policy.rate }

  /// Names come from outside, so their number has no limit of its own.
  private func forgetOld() {
    guard gates.count > 1_000 else { return }
    let now = clock.now()
    gates = gates.filter { name, gate in
      let last = gate.starts.last.map { $0 + (rate(of: name)?.duration ?? .zero) }
      return gate.busy > 0 || last.map { $0 > now } ?? false
    }
  }
}
