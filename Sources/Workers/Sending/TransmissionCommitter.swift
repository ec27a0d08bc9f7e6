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

  private let commits: GroupCommit<Request, Result<Bool, any Error>>

  /// `gathering`: how long to wait for more emails; `gatheringWithSlots`: if the first one has its
  /// slot.
  init(queue: Database, gathering: Duration, gatheringWithSlots: Duration) {
    commits = GroupCommit(
      gathering: { $0.hasSlot ? gatheringWithSlots : gathering },
      commit: { try Self.begin($0, in: queue) })
  }

  /// Whether the email may leave from now on. An error: that is not known, so it must not.
  func mayLeave(_ departure: Departure, by worker: String, hasSlot: Bool) throws -> Bool {
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
  ) throws -> [Result<Bool, any Error>] {
    let workers = Set(requests.map(\.worker))
    guard workers.count > 1 else {
      let begun = try queue.beginTransmission(
        of: requests.map(\.departure), by: workers.first ?? "")
      return requests.map { .success(begun.contains($0.departure.delivery)) }
    }
    return requests.map { request in
      Result {
        try queue.beginTransmission(of: [request.departure], by: request.worker)
          .contains(request.departure.delivery)
      }
    }
  }
}
