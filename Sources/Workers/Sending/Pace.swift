import Outreach
import Synchronization

/// Keeps the e-mails to one recipient domain apart when they leave. Their places were reserved so, but a
/// server that is slow to greet lets several pass their places, and they would all leave at once.
final class Pace: Sendable {
  private struct Domain: Hashable {
    let workspace: Workspace.ID
    let name: String
  }

  private let free = Mutex<[Domain: ContinuousClock.Instant]>([:])

  /// The moment from which this delivery may leave: now, or its distance after the one before it.
  func place(
    for delivery: ClaimedDelivery, at now: ContinuousClock.Instant = .now
  )
    -> ContinuousClock.Instant
  {
    let domain = Domain(workspace: delivery.workspace, name: delivery.domain)
    return free.withLock { free in
      // Of domains whose turn is over nothing need be known.
      if free.count >= 4_096 { free = free.filter { $0.value > now } }
      let place = max(now, free[domain] ?? now)
      free[domain] = place + delivery.spacing
      return place
    }
  }
}
