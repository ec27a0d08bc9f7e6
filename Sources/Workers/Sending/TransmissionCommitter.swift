import Outreach
import Postgres

/// Records, before the first byte of each email, that it may have left. One commit serves all
/// connections that wait for it.
final class TransmissionCommitter: Sendable {
  private struct Request: Sendable {
    let departure: Departure
    let worker: String
    let hasSlot: Bool
  }

  private let commits: GroupCommit<Request, Result<Leave?, any Error>>

  /// `gathering`: how long to wait for more emails; `gatheringWithSlots`: if the first one has its
  /// slot.
  init(queue: Database, gathering: Duration, gatheringWithSlots: Duration) {
    commits = GroupCommit(
      gathering: { $0.hasSlot ? gatheringWithSlots : gathering },
      commit: { try Self.begin($0, in: queue) })
  }

  /// Nil: the email may not leave, or its domain was not free for the slot that it takes. An error:
  /// that is not known, so it must not.
  func leave(
    for departure: Departure, by worker: String, hasSlot: Bool
  ) throws -> Leave? {
    try commits(Request(departure: departure, worker: worker, hasSlot: hasSlot)).get()
  }

  /// The thread that commits.
  func run() { commits.run() }

  /// Waiting requests are answered no.
  func close() { commits.close(refusing: true) }

  /// A transmission begins under the name of the worker that claimed it, and a repeated request is
  /// refused: so an error of one worker's emails must not make the others' be requested again.
  private static func begin(
    _ requests: [Request], in queue: Database
  ) throws -> [Result<Leave?, any Error>] {
    let workers = Set(requests.map(\.worker))
    guard workers.count > 1 else {
      let departures = requests.map(\.departure)
      return try begin(departures, by: workers.first ?? "", in: queue).map { .success($0) }
    }
    return requests.map { request in
      Result { try begin([request.departure], by: request.worker, in: queue)[0] }
    }
  }

  private static func begin(
    _ departures: [Departure], by worker: String, in queue: Database
  ) throws -> [Leave?] {
    let asked = ContinuousClock.now
    let begun = try queue.beginTransmission(of: departures, by: worker)
    return departures.map { departure in
      begun[departure.delivery].map { Leave(since: asked + $0.after, slot: $0.slot) }
    }
  }
}

/// That an email may leave from now on.
struct Leave: Sendable {
  /// The earliest moment at which its slot may be; without one, when the database was asked.
  let since: ContinuousClock.Instant
  /// The slot that was taken with it, by the database's clock.
  let slot: Int?
}
