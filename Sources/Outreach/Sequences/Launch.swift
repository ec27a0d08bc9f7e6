import Foundation
import Postgres

/// One thing that stands between a campaign and its launch.
package struct LaunchCheck: Sendable, Equatable, RowDecodable {
  /// The words of `fn.launch_checks`.
  package enum Name: String, SQLValue, Sendable, CaseIterable {
    case steps, leads, mailboxes
    case oneKind = "one_kind"
    case publicAddress = "public_address"
    case replies, window, footer
  }

  package let name: Name
  package let isMet: Bool
  /// Without it the launch is refused.
  package let isNeeded: Bool
  package let figure: Int
  package let detail: String

  package init(row: Row) throws {
    name = try row["check_name"]
    isMet = try row["is_met"]
    isNeeded = try row["is_needed"]
    figure = try row["figure"]
    detail = try row[optional: "detail"] ?? ""
  }
}

extension Queryable {
  package func launchChecks(of campaign: Campaign.ID) throws -> [LaunchCheck] {
    try all(
      "SELECT check_name, is_met, is_needed, figure, detail FROM fn.launch_checks(\(campaign))")
  }

  /// Runs a draft: at once, or from a moment on. Refused while a check that is needed is not met.
  package func launch(_ campaign: Campaign.ID, at moment: Date? = nil) throws {
    try refusing { try run("SELECT fn.launch_campaign(\(campaign), \(moment))") }
  }

  /// Launches at another moment, or now, what waits for its launch.
  package func changeLaunch(of campaign: Campaign.ID, to moment: Date?) throws {
    try refusing { try run("SELECT fn.change_launch(\(campaign), \(moment))") }
  }

  /// Makes it a draft again, as long as nothing has gone out.
  package func unlaunch(_ campaign: Campaign.ID) throws {
    try refusing { try run("SELECT fn.unlaunch_campaign(\(campaign))") }
  }

  /// The senders of a campaign are these and no others.
  package func choose(mailboxes: [Mailbox.ID], for campaign: Campaign.ID) throws {
    try refusing { try run("SELECT fn.choose_mailboxes(\(campaign), \(mailboxes))") }
  }
}
