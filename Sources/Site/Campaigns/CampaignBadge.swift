import Foundation
import Outreach

extension Badge {
  /// What the e-mails of a campaign are at: one that is launched for later does not run yet, and one that
  /// ended with failures did not end well.
  static func campaign(
    _ status: String, launchAt: Date? = nil, _ mails: MailFigures? = nil
  ) -> Badge {
    if isScheduled(status, launchAt) { return Badge("Scheduled", "g-clk", "blue") }
    guard status == "completed", let mails, mails.failed > 0 else { return .email(status) }
    let failed = "\(Words.number(mails.failed)) failed"
    return mails.sent == 0
      ? Badge("Completed, all \(failed)", "g-no", "red")
      : Badge("Completed, \(failed)", "g-warn", "amber")
  }

  static func isScheduled(_ status: String, _ launchAt: Date?) -> Bool {
    status == "running" && launchAt.map { $0 > Date() } ?? false
  }
}

extension Words {
  /// "Launches on Monday 23 Nov at 09:00 (Europe/Berlin)"
  func launch(at date: Date) -> String {
    "Launches on \(fullDay(date)) at \(clock(date)) (\(zone))"
  }
}
