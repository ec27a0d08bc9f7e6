import Outreach
import Postgres
import Synchronization

/// Campaigns whose emails the database refuses to let go, for a reason that does not pass: something in
/// them is wrong, and each try would offer their emails to mail servers once more. After three refusals a
/// campaign is paused.
///
/// A fault that every campaign meets is not theirs: where several are refused and no email of another has
/// left since, none is paused.
final class RefusedCampaigns: Sendable {
  private struct Streak {
    var refusals = 0
    var othersHaveLeft = false
  }

  private let queue: Database
  private let report: @Sendable (any Error) -> Void
  private let streaks = Mutex<[Campaign.ID: Streak]>([:])

  init(queue: Database, report: @escaping @Sendable (any Error) -> Void) {
    self.queue = queue
    self.report = report
  }

  func note(_ error: PostgresError, of delivery: ClaimedDelivery) {
    guard !error.isTransient else { return }
    report(error)
    // The functions are those of another version of the program: no campaign is at fault.
    guard !error.isUndefined else { return }
    let isToPause = streaks.withLock { streaks in
      streaks[delivery.campaign, default: Streak()].refusals += 1
      guard let streak = streaks[delivery.campaign], streak.refusals >= 3,
        streak.othersHaveLeft || streaks.count == 1
      else { return false }
      streaks[delivery.campaign] = nil
      return true
    }
    guard isToPause else { return }
    do {
      let isPaused = try queue.pauseFailingCampaign(
        delivery.campaign, of: delivery.workspace, after: error)
      if isPaused { report(FailingCampaign(delivery.campaign, of: delivery.workspace, "\(error)")) }
    } catch {
      report(error)
    }
  }

  /// The database has let an email of the campaign go, or said that it may not.
  func clear(_ delivery: ClaimedDelivery) {
    streaks.withLock { streaks in
      guard !streaks.isEmpty else { return }
      streaks[delivery.campaign] = nil
      for campaign in streaks.keys { streaks[campaign]?.othersHaveLeft = true }
    }
  }
}
