import Dispatch
import Foundation
import Outreach
import Postgres
import Synchronization

/// Records the outcomes of deliveries, many in one commit. Nothing is lost while the database is
/// unavailable: a settlement is repeated until it succeeds.
///
/// A connection begins its next email only when the settlement of the last one is written: so a
/// killed sender leaves at most one unconfirmed email per connection.
final class SettlementWriter: Sendable {
  typealias Ticket = GroupCommit<Settlement, Void>.Ticket

  private let commits: GroupCommit<Settlement, Void>
  private let hasGivenUp: GivenUp

  /// `gathering`: how long to wait for more settlements.
  init(
    queue: Database, gathering: Duration, report: @escaping @Sendable (any Error) -> Void
  ) {
    let hasGivenUp = GivenUp()
    self.hasGivenUp = hasGivenUp
    commits = GroupCommit(
      gathering: { _ in gathering },
      commit: { settled in
        try Self.write(settled, to: queue, report, unless: hasGivenUp)
        return settled.map { _ in }
      })
  }

  @discardableResult
  func enqueue(_ settlement: Settlement) -> Ticket { commits.enqueue(settlement) }

  /// Whether all settlements are written.
  var isIdle: Bool { commits.isIdle }

  /// The thread that writes; ends when all is written after `close`.
  func run() { commits.run() }

  func close() { commits.close() }

  /// The program has to end, and the database is unavailable: deliveries whose settlements are not
  /// written become unconfirmed, or are planned again, once the database notices that this worker
  /// is gone.
  func giveUp() { hasGivenUp.flag.store(true, ordering: .releasing) }

  private final class GivenUp: Sendable {
    let flag = Atomic(false)
  }

  /// Throws if several are refused together: one of them cannot be written, and each is retried
  /// alone.
  private static func write(
    _ settled: [Settlement], to queue: Database, _ report: (any Error) -> Void,
    unless hasGivenUp: GivenUp
  ) throws {
    var pause: Duration = .milliseconds(50)
    while !hasGivenUp.flag.load(ordering: .acquiring) {
      do {
        for unmatched in try queue.settle(settled) { report(unmatched) }
        return
      } catch let error as PostgresError where !error.isTransient {
        guard settled.count == 1 else { throw error }
        return report(UnwrittenSettlement(settlement: settled[0], why: "\(error)"))
      } catch {
        report(error)
        Thread.sleep(forTimeInterval: pause / .seconds(1))
        pause = min(pause * 2, .seconds(2))
      }
    }
    for one in settled {
      report(UnwrittenSettlement(settlement: one, why: "the database is unavailable"))
    }
  }
}

/// A settlement that could not be written. Its delivery becomes unconfirmed, or is planned again,
/// when the database notices that its sender is gone or its lease is over.
struct UnwrittenSettlement: SendingAlarm, CustomStringConvertible {
  let settlement: Settlement
  let why: String

  var description: String {
    "delivery \(settlement.delivery) of workspace \(settlement.workspace) ended as "
      + "\(settlement.outcome.rawValue) under claim \(settlement.claim), which could not be written "
      + "down (\(why)): \(settlement.answer)"
  }
}
