import Foundation
import Outreach

extension CampaignStatus {
  package var words: String {
    switch self {
    case .draft: "Draft"
    case .running: "Running"
    case .paused: "Paused"
    case .completed: "Completed"
    }
  }

  var badge: Badge {
    switch self {
    case .draft: Badge(words, "g-half")
    case .running: Badge(words, "g-live", "green")
    case .paused: Badge(words, "g-pau", "amber")
    case .completed: Badge(words, "g-ok", "green")
    }
  }
}

extension CampaignFilter.Status {
  var words: String {
    switch self {
    case .draft: CampaignStatus.draft.words
    case .scheduled: "Scheduled"
    case .running: CampaignStatus.running.words
    case .paused: CampaignStatus.paused.words
    case .completed: CampaignStatus.completed.words
    }
  }
}

extension Badge {
  /// The sending state of a campaign: one that is launched for later is not running yet, and one
  /// that ended with failures did not end well.
  static func campaign(
    _ status: CampaignStatus, launchAt: Date? = nil, _ mails: MailFigures? = nil
  ) -> Badge {
    if isScheduled(status, launchAt) {
      return Badge(CampaignFilter.Status.scheduled.words, "g-clk", "blue")
    }
    guard status == .completed, let mails, mails.failed > 0 else { return status.badge }
    let failed = "\(Words.number(mails.failed)) failed"
    return mails.sent == 0
      ? Badge("Completed, all \(failed)", "g-no", "red")
      : Badge("Completed, \(failed)", "g-warn", "amber")
  }

  /// An archived campaign sends nothing, whatever its status.
  static let archived = Badge("Archived", "g-slash")

  static func isScheduled(_ status: CampaignStatus, _ launchAt: Date?) -> Bool {
    status == .running && launchAt.map { $0 > Date() } ?? false
  }
}

extension Words {
  /// The seconds until a launch, at least 1, for `data-left`: the script counts the last minute down,
  /// and looks at the page again when the time has come. Nil: it has come.
  static func secondsUntil(_ launch: Date?) -> Int? {
    guard let left = launch?.timeIntervalSinceNow, left > 0 else { return nil }
    // No time of the database is as far away as an integer reaches; one that is told so is not counted.
    return Int(min(left.rounded(.up), 1e15))
  }

  /// "Launches on Monday 23 Nov at 09:00 (Europe/Berlin)", and "Launched" once that is past; within
  /// the minute, as after a launch for now, in how many seconds.
  func launch(at date: Date) -> String {
    let left = Int(date.timeIntervalSinceNow.rounded(.up))
    return (1...60).contains(left)
      ? "Launches in \(Words.count(left, "second"))"
      : "\(left > 0 ? "Launches" : "Launched") on \(fullDay(date)) at \(clock(date)) (\(zone))"
  }
}
