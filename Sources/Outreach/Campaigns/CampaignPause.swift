import Postgres

/// Why the program itself paused a campaign.
package enum PauseReason: String, SQLValue, Sendable, CaseIterable {
  /// Too many hard bounces since it was last resumed.
  case bounces
  /// The database was restored, or replaced a lost server.
  case restored
  /// Its schedule could not be read, and an upgrade replaced it.
  case scheduleReplaced = "schedule_replaced"
  /// Its schedule has no open moment on this server.
  case scheduleNeverOpens = "schedule_never_opens"
  /// Its data made a statement fail that works for all campaigns.
  case unreadable
  /// Text that an older version of the program stored.
  case other
}

/// The pause of a campaign that the program paused, with the values of its reason.
package struct CampaignPause: Sendable, Equatable {
  package let reason: PauseReason
  package let details: Details

  package struct Details: Sendable, Equatable, Decodable {
    package let bounces: Int?
    package let emails: Int?
    /// The highest share of hard bounces that is allowed, from 0 to 1.
    package let allowed: Double?
    /// For `other`.
    package let text: String?
  }

  /// `detail` is asked for a value by its name. Nil: no reason has this word.
  package init?(_ word: String, detail: (String) -> String?) {
    guard let reason = PauseReason(rawValue: word) else { return nil }
    self.reason = reason
    details = Details(
      bounces: detail("bounces").flatMap { Int($0) }, emails: detail("emails").flatMap { Int($0) },
      allowed: detail("allowed").flatMap { Double($0) }, text: detail("text"))
  }

  /// From `pause_reason` and `pause_details`. Nil: the program did not pause it.
  init?(row: Row) throws {
    guard let reason: PauseReason = try row[optional: "pause_reason"] else { return nil }
    let json: JSONText = try row["pause_details"]
    self.reason = reason
    details = try json.decoded()
  }
}
