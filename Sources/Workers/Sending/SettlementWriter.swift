import Dispatch
import Foundation
import Outreach
import Postgres
import Synchronization

/// Group commit for the results of deliveries. While the database is unavailable it retries, so that no
/// result is lost.
///
/// A connection starts its next email only when the result of the last one is committed: so a killed
/// sender leaves at most one unconfirmed email per connection.
final class SettlementWriter: Sendable {
  /// Signaled when the settlement is committed.
  final class Receipt: Sendable {
    let settlement: Settlement
    private let bell = DispatchSemaphore(value: 0)

    init(_ settlement: Settlement) {
      self.settlement = settlement
    }

    func wait() {
      bell.wait()
      bell.signal()
    }

    func tell() {
      bell.signal()
    }
  }

  private let queue: Database
  private let gathering: Duration
  private let report: @Sendable (any Error) -> Void
  private let waiting = Mutex<[Receipt]>([])
  private let bell = DispatchSemaphore(value: 0)
  private let isClosed = Atomic(false)
  private let isWriting = Atomic(false)
  private let hasGivenUp = Atomic(false)

  init(
    queue: Database, gathering: Duration, report: @escaping @Sendable (any Error) -> Void
  ) {
    self.queue = queue
    self.gathering = gathering
    self.report = report
  }

  @discardableResult
  func enqueue(_ settlement: Settlement) -> Receipt {
    let receipt = Receipt(settlement)
    let isFirst = waiting.withLock { waiting in
      waiting.append(receipt)
      return waiting.count == 1
    }
    if isFirst { bell.signal() }
    return receipt
  }

  /// Whether everything is committed.
  var isIdle: Bool {
    waiting.withLock { $0.isEmpty } && !isWriting.load(ordering: .acquiring)
  }

  /// The writing thread; ends after `close` when everything is committed.
  func run() {
    while true {
      bell.wait()
      if !isClosed.load(ordering: .acquiring) {
        Thread.sleep(forTimeInterval: gathering / .seconds(1))
      }
      isWriting.store(true, ordering: .releasing)
      let receipts = waiting.withLock { waiting in
        defer { waiting = [] }
        return waiting
      }
      write(receipts.map(\.settlement))
      for receipt in receipts { receipt.tell() }
      isWriting.store(false, ordering: .releasing)
      if isClosed.load(ordering: .acquiring), waiting.withLock({ $0.isEmpty }) { return }
    }
  }

  func close() {
    isClosed.store(true, ordering: .releasing)
    bell.signal()
  }

  /// For a stop without a database: uncommitted deliveries become unconfirmed, or planned again, when
  /// the database notices that this worker is gone.
  func giveUp() {
    hasGivenUp.store(true, ordering: .releasing)
  }

  private func write(_ settled: [Settlement]) {
    guard !settled.isEmpty else { return }
    var pause: Duration = .milliseconds(50)
    while !hasGivenUp.load(ordering: .acquiring) {
      do {
        for unmatched in try queue.settle(settled) { report(unmatched) }
        return
      } catch let error as PostgresError where !error.isTransient {
        // One settlement that cannot be written must not block the others.
        if settled.count > 1 {
          for one in settled { write([one]) }
        } else {
          report(UnwrittenSettlement(settlement: settled[0], why: "\(error)"))
        }
        return
      } catch {
        report(error)
        Thread.sleep(forTimeInterval: pause / .seconds(1))
        pause = min(pause * 2, .seconds(2))
      }
    }
    for one in settled {
      report(UnwrittenSettlement(settlement: one, why: "the database is away"))
    }
  }
}

/// A result that could not be committed. Its delivery is unconfirmed, or planned again, when
/// the database notices that its sender is gone or its lease is over.
struct UnwrittenSettlement: SendingAlarm, CustomStringConvertible {
  let settlement: Settlement
  let why: String

  var description: String {
    "delivery \(settlement.delivery) of workspace \(settlement.workspace) ended as "
      + "\(settlement.outcome.rawValue) under claim \(settlement.claim), which could not be written "
      + "down (\(why)): \(settlement.answer)"
  }
}
