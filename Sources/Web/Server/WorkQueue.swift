import DequeModule
import Foundation

/// Requests that wait for a worker. Clients take turns, each with its own requests in order, and no
/// client and no lane may hold all workers.
final class WorkQueue: @unchecked Sendable {
  struct Limits: Sendable {
    var waiting: Int
    var waitingPerClient: Int
    var runningPerClient: Int
    /// Of each lane but `pages`.
    var runningPerLane: Int
  }

  private let limits: Limits
  private let condition = NSCondition()
  private var waiting: [String: Deque<Job>] = [:]
  /// The clients that have something waiting, the next one first.
  private var turns: Deque<String> = []
  private var running: [String: Int] = [:]
  private var runningInLane: [Lane: Int] = [:]
  private var total = 0
  private var isClosed = false

  init(_ limits: Limits) {
    self.limits = limits
  }

  var count: Int { condition.withLock { total } }

  /// False when too many are waiting already.
  func add(_ job: Job) -> Bool {
    condition.withLock {
      guard total < limits.waiting,
        waiting[job.client]?.count ?? 0 < limits.waitingPerClient
      else { return false }
      if waiting[job.client] == nil { turns.append(job.client) }
      waiting[job.client, default: []].append(job)
      total += 1
      condition.signal()
      return true
    }
  }

  /// The next job that may run; waits for one. nil when the queue was closed.
  func take() -> Job? {
    condition.withLock {
      while true {
        if let job = next() {
          running[job.client, default: 0] += 1
          runningInLane[job.lane, default: 0] += 1
          return job
        }
        if isClosed { return nil }
        condition.wait()
      }
    }
  }

  /// A job that was taken has been answered.
  func done(_ job: Job) {
    condition.withLock {
      let left = running[job.client, default: 1] - 1
      running[job.client] = left > 0 ? left : nil
      runningInLane[job.lane, default: 1] -= 1
      if total > 0 { condition.broadcast() }
    }
  }

  /// Lets workers go home when all that may run is taken.
  func close() {
    condition.withLock {
      isClosed = true
      condition.broadcast()
    }
  }

  private func next() -> Job? {
    for turn in turns.indices {
      let client = turns[turn]
      guard running[client, default: 0] < limits.runningPerClient,
        let place = waiting[client]?.firstIndex(where: mayRun),
        let job = waiting[client]?.remove(at: place)
      else { continue }
      total -= 1
      turns.remove(at: turn)
      if waiting[client]?.isEmpty == true {
        waiting[client] = nil
      } else {
        turns.append(client)
      }
      return job
    }
    return nil
  }

  private func mayRun(_ job: Job) -> Bool {
    job.lane == .pages || runningInLane[job.lane, default: 0] < limits.runningPerLane
  }
}
