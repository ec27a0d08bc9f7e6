import Foundation
import Postgres

/// One check before a campaign's launch.
package struct LaunchCheck: Sendable, Equatable, RowDecodable {
  /// The words of `fn.launch_checks`.
  package enum Name: String, SQLValue, Sendable, CaseIterable {
    case steps, leads, approvals, unreviewed, mailboxes
    case oneKind = "one_kind"
    case publicAddress = "public_address"
    case replies, window, footer
  }

  package let name: Name
  package let isMet: Bool
  /// The launch is refused while it is not met.
  package let isNeeded: Bool
  package let figure: Int
  package let detail: String
}

/// The effect of a launch: its recipients, its mailboxes, and when the first email leaves.
package struct LaunchOutlook: Sendable, RowDecodable {
  package let leads: Int
  /// Those of them whom the review lets be emailed as it stands now.
  package let reached: Int
  package let approved: Int
  package let rejected: Int
  package let pending: Int
  package let onlyApproved: Bool
  package let mailboxes: [String]
  /// Nil: the schedule never opens.
  package let firstAt: Date?
}

extension Queryable {
  package func launchChecks(of campaign: Campaign.ID) throws -> [LaunchCheck] {
    try all(
      """
      SELECT check_name AS name, is_met, is_needed, figure, coalesce(detail, '') AS detail
      FROM fn.launch_checks(\(campaign))
      """)
  }

  /// The recipients and the mailboxes of a launch.
  package func launchOutlook(of campaign: Campaign.ID, at wanted: Date?) throws -> LaunchOutlook {
    let outlook: LaunchOutlook? = try first(
      """
      SELECT
        (SELECT count(*) FROM enrollments e
          WHERE e.campaign_id = c.id AND e.state = 'active') AS leads,
        (SELECT count(*) FROM enrollments e
            JOIN campaign_accounts ca ON (ca.workspace_id, ca.campaign_id, ca.account_id)
              = (e.workspace_id, e.campaign_id, e.account_id)
          WHERE e.campaign_id = c.id AND fn.lead_binding(e.state, NULL, false, false,
            ca.review_status, c.only_approved, NULL, now()) IS NULL) AS reached,
        s.approved_accounts AS approved, s.rejected_accounts AS rejected,
        s.total_accounts - s.approved_accounts - s.rejected_accounts AS pending,
        c.only_approved,
        ARRAY(
          SELECT m.email
          FROM campaign_mailboxes cm
            JOIN mailboxes m ON (m.workspace_id, m.id) = (cm.workspace_id, cm.mailbox_id)
          WHERE cm.campaign_id = c.id AND fn.mailbox_binding(m.state, m.archived_at) IS NULL
          ORDER BY m.email) AS mailboxes,
        fn.next_open(c.schedule, coalesce(fn.launch_moment(\(wanted)), now()) + coalesce((
          SELECT fn.practice_time(f.workspace_id, fn.is_rehearsal(f.workspace_id, c.id),
            make_interval(days => f.wait_days, hours => f.wait_hours))
          FROM steps f WHERE f.campaign_id = c.id AND f.position = 0), '0')) AS first_at
      FROM campaigns c
        JOIN fn.campaign_statistics s ON (s.workspace_id, s.campaign_id) = (c.workspace_id, c.id)
      WHERE c.id = \(campaign)
      """)
    guard let outlook else { throw Refusal.notFound("campaign \(campaign)") }
    return outlook
  }

  /// The seconds after a launch in which nothing is sent.
  package func launchHold() throws -> Int {
    try value(
      """
      SELECT rule.setting(rule.workspace(), 'sending.launch_hold_seconds')::int
      """)
  }

  /// Launches a draft: immediately, or at a given time. Refused while a required check is not met, and
  /// where a tag without a fallback has a value for no lead: every email would be held for it.
  package func launch(_ campaign: Campaign.ID, at moment: Date? = nil) throws {
    let tags = Set(try steps(of: campaign).flatMap(\.tagsWithoutFallback)).sorted()
    let hopeless = try leads(of: campaign, lacking: tags).filter(\.isHopeless).map(\.name)
    guard hopeless.isEmpty else {
      throw Refusal.conflict(
        "Not launched. No lead has \(hopeless.joined(separator: ", ")), and the tag has no fallback."
      )
    }
    try refusing { try run("SELECT fn.launch_campaign(\(campaign), \(moment))") }
  }

  /// Moves a scheduled launch to another time, or to now.
  package func changeLaunch(of campaign: Campaign.ID, to moment: Date?) throws {
    try refusing { try run("SELECT fn.change_launch(\(campaign), \(moment))") }
  }

  /// Makes it a draft again, as long as nothing has been sent. A launch that waits for lists is canceled.
  package func unlaunch(_ campaign: Campaign.ID) throws {
    let isAwaited = try awaitedLaunch(of: campaign) != nil
    try refusing { try run("SELECT fn.unlaunch_campaign(\(campaign))") }
    guard isAwaited else { return }
    try audit(
      "canceled the awaited launch of", .campaign, id: campaign.rawValue,
      name: nameOfCampaign(campaign))
  }

  /// The campaign sends from these mailboxes and no others.
  package func choose(mailboxes: [Mailbox.ID], for campaign: Campaign.ID) throws {
    try refusing { try run("SELECT fn.choose_mailboxes(\(campaign), \(mailboxes))") }
  }
}
