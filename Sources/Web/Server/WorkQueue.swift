import DequeModule
import Foundation

/// Requests that wait for a worker. Clients take turns, each with its own requests in order, and no
/// client and no lane may hold all workers, or the places of others.
final class WorkQueue: @unchecked Sendable {
  struct Limits: Sendable {
    /// Of the lane `pages`.
    var waiting: Int
    var waitingPerClient: Int
    var runningPerClient: Int
    /// Of the other lanes; each has its own places to wait in, and a client a part of them.
    var running: [Lane: Int]
    var waitingInLane: Int
    var waitingInLanePerClient: Int
  }

  /// Places to wait in. What browsers that are known ask for has places of its own, so that a flood
  /// of strangers does not take them.
  private struct Room: Hashable {
    let lane: Lane
    let isOfKnown: Bool

    init(_ job: Job) {
      lane = job.lane
      isOfKnown = job.lane != .pages && job.isKnown
    }
  }

  private let limits: Limits
  private let condition = NSCondition()
  private var waiting: [String: Deque<Job>] = [:]
  /// The clients that have something waiting, the next one first.
  private var turns: Deque<String> = []
  private var running: [String: Int] = [:]
  private var runningInLane: [Lane: Int] = [:]
  private var taken: [Room: Int] = [:]
  private var total = 0
  private var isClosed = false

  init(_ limits: Limits) {
    self.limits = limits
  }

  var count: Int { condition.withLock { total } }

  /// False when too many are waiting already.
  func add(_ job: Job) -> Bool {
    condition.withLock {
      guard hasPlace(job) else { return false }
      if waiting[job.client] == nil { turns.append(job.client) }
      waiting[job.client, default: []].append(job)
      taken[Room(job), default: 0] += 1
      total += 1
      condition.signal()
      return true
    }
  }

  /// Takes back what waits for this connection in a lane; false when it does not, or a worker has it.
  func withdraw(_ connection: Connection, of client: String) -> Bool {
    condition.withLock {
      guard
        let place = waiting[client]?.firstIndex(where: {
          $0.connection === connection && $0.lane != .pages
        }), let turn = turns.firstIndex(of: client)
      else { return false }
      take(place, of: client, at: turn, keepsTurn: true)
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

  private func hasPlace(_ job: Job) -> Bool {
    let room = Room(job)
    let (most, mostPerClient) =
      job.lane == .pages
      ? (limits.waiting, limits.waitingPerClient)
      : (limits.waitingInLane, limits.waitingInLanePerClient)
    guard taken[room, default: 0] < most else { return false }
    guard let own = waiting[job.client], own.count >= mostPerClient else { return true }
    // What waits elsewhere takes no place here.
    return own.count(where: { Room($0) == room }) < mostPerClient
  }

  private func next() -> Job? {
    for turn in turns.indices {
      let client = turns[turn]
      guard running[client, default: 0] < limits.runningPerClient,
        let place = waiting[client]?.firstIndex(where: mayRun)
      else { continue }
      return take(place, of: client, at: turn, keepsTurn: false)
    }
    return nil
  }

  @discardableResult
  private func take(_ place: Int, of client: String, at turn: Int, keepsTurn: Bool) -> Job? {
    guard let job = waiting[client]?.remove(at: place) else { return nil }
    total -= 1
    taken[Room(job), default: 1] -= 1
    let isEmpty = waiting[client]?.isEmpty == true
    if isEmpty { waiting[client] = nil }
    if isEmpty || !keepsTurn { turns.remove(at: turn) }
    if !isEmpty, !keepsTurn { turns.append(client) }
    return job
  }

  private func mayRun(_ job: Job) -> Bool {
    job.lane == .pages || runningInLane[job.lane, default: 0] < limits.running[job.lane, default: 1]
  }
}
