import Dispatch
import Foundation
import Outreach
import Postgres
import Synchronization

/// Group commit: records before the first byte of each email that it may have been sent. One commit
/// serves all connections that wait.
final class TransmissionCommitter: Sendable {
  private final class Waiter: Sendable {
    let departure: Departure
    let worker: String
    let hasSlot: Bool
    let bell = DispatchSemaphore(value: 0)
    let answer = Mutex<Result<Bool, any Error>?>(nil)

    init(_ departure: Departure, by worker: String, hasSlot: Bool) {
      self.departure = departure
      self.worker = worker
      self.hasSlot = hasSlot
    }

    func tell(_ result: Result<Bool, any Error>) {
      answer.withLock { $0 = result }
      bell.signal()
    }
  }

  private let queue: Database
  private let gathering: Duration
  private let gatheringWithSlots: Duration
  private let waiters = Mutex<[Waiter]>([])
  private let bell = DispatchSemaphore(value: 0)
  private let isClosed = Atomic(false)

  init(queue: Database, gathering: Duration, gatheringWithSlots: Duration) {
    self.queue = queue
    self.gathering = gathering
    self.gatheringWithSlots = gatheringWithSlots
  }

  /// Whether the email may be sent now. After an error that is unknown, so it may not.
  func confirm(_ departure: Departure, by worker: String, hasSlot: Bool) throws -> Bool {
    let waiter = Waiter(departure, by: worker, hasSlot: hasSlot)
    let isFirst = waiters.withLock { waiters in
      waiters.append(waiter)
      return waiters.count == 1
    }
    if isFirst { bell.signal() }
    waiter.bell.wait()
    return try waiter.answer.withLock { $0 }?.get() ?? false
  }

  /// The thread that commits.
  func run() {
    while !isClosed.load(ordering: .acquiring) {
      bell.wait()
      // Wait for others: a commit for several costs the same as a commit for one.
      let isInHaste = waiters.withLock { $0.first?.hasSlot ?? false }
      Thread.sleep(forTimeInterval: (isInHaste ? gatheringWithSlots : gathering) / .seconds(1))
      let present = waiters.withLock { waiters in
        defer { waiters = [] }
        return waiters
      }
      for (worker, group) in Dictionary(grouping: present, by: \.worker) {
        begin(group, by: worker)
      }
    }
  }

  func close() {
    isClosed.store(true, ordering: .releasing)
    bell.signal()
  }

  /// One departure that cannot be written must not block the others.
  private func begin(_ group: [Waiter], by worker: String) {
    do {
      let begun = try queue.beginTransmission(of: group.map(\.departure), by: worker)
      for waiter in group { waiter.tell(.success(begun.contains(waiter.departure.delivery))) }
    } catch let error as PostgresError where !error.isTransient && group.count > 1 {
      for waiter in group { begin([waiter], by: worker) }
    } catch {
      for waiter in group { waiter.tell(.failure(error)) }
    }
  }
}
