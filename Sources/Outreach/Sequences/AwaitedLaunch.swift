import Foundation
import Postgres

/// A launch that was asked for while lists were being attached to the campaign.
package struct AwaitedLaunch: Sendable, Equatable, RowDecodable {
  /// Nil: immediately.
  package let launchAt: Date?
  /// Why it was not launched; nil: the lists are still being attached.
  package let refusedBecause: String?
}

extension Queryable {
  /// Launches a draft as soon as its lists are attached. True: now. False: long lists are attached by
  /// a worker, and `launchIfAwaited` follows the last of them.
  package func launchWhenAttached(_ campaign: Campaign.ID, at moment: Date? = nil) throws -> Bool {
    guard try isAttaching(to: campaign) else {
      try launch(campaign, at: moment)
      return true
    }
    try run(
      """
      INSERT INTO awaited_launches (campaign_id, launch_at) VALUES (\(campaign), \(moment))
      ON CONFLICT (workspace_id, campaign_id)
        DO UPDATE SET launch_at = excluded.launch_at, asked_at = now(), refused_because = NULL
      """)
    return false
  }

  /// The launch that a campaign waits for, or that was refused.
  package func awaitedLaunch(of campaign: Campaign.ID) throws -> AwaitedLaunch? {
    try first(
      "SELECT launch_at, refused_because FROM awaited_launches WHERE campaign_id = \(campaign)")
  }

  /// Attaching a list was stopped: the launch does not follow by itself any more.
  func refuseAwaitedLaunch(of campaign: Campaign.ID) throws {
    try run(
      """
      UPDATE awaited_launches SET refused_because = \(notEveryList)
      WHERE campaign_id = \(campaign) AND refused_because IS NULL
      """)
  }

  fileprivate func isAttaching(to campaign: Campaign.ID) throws -> Bool {
    try value(
      """
      SELECT EXISTS (
        SELECT FROM attachments
        WHERE campaign_id = \(campaign) AND state = 'working' AND NOT detaches)
      """)
  }
}

extension Connection {
  /// After a list was attached, or could not be: launches the campaign if that is awaited and no other
  /// list is being attached. A refusal is kept, and said where the campaign is read.
  package func launchIfAwaited(after attachment: ListAttachment.ID) throws {
    let found = try rows(
      """
      SELECT l.campaign_id, l.launch_at, EXISTS (
          SELECT FROM attachments t
          WHERE t.campaign_id = l.campaign_id AND t.enrolls AND t.state = 'failed'
            AND t.finished_at >= l.asked_at) AS is_lacking
      FROM attachments a
        JOIN awaited_launches l
          ON (l.workspace_id, l.campaign_id) = (a.workspace_id, a.campaign_id)
      WHERE a.id = \(attachment) AND l.refused_because IS NULL
      FOR UPDATE OF l
      """)
    guard let row = found.first else { return }
    let campaign: Campaign.ID = try row["campaign_id"]
    guard try !isAttaching(to: campaign) else { return }
    do {
      if try row["is_lacking"] { throw Refusal.conflict(notEveryList) }
      guard try mayLaunch() else { throw Refusal.conflict(noRight) }
      let moment: Date? = try row[optional: "launch_at"]
      try savepoint { try launch(campaign, at: moment) }
      try run("DELETE FROM awaited_launches WHERE campaign_id = \(campaign)")
    } catch Refusal.conflict(let why) {
      try refuseAwaitedLaunch(of: campaign, because: why)
    } catch Refusal.notFound {
      try refuseAwaitedLaunch(of: campaign, because: "Not launched. The campaign was archived.")
    }
  }

  private func refuseAwaitedLaunch(of campaign: Campaign.ID, because why: String) throws {
    try run("UPDATE awaited_launches SET refused_because = \(why) WHERE campaign_id = \(campaign)")
  }

  /// Whether the person who attached the lists may still launch. A list that
  /// no person attached was attached by the program.
  private func mayLaunch() throws -> Bool {
    if try value("SELECT rule.person() IS NULL") { return true }
    let found = try rows(
      """
      SELECT m.role
      FROM memberships m JOIN people p ON p.id = m.person_id
      WHERE (m.workspace_id, m.person_id) = (rule.workspace(), rule.person())
        AND p.disabled_at IS NULL
      """)
    return try found.first.map { (try $0["role"] as Role).may(.launch) } ?? false
  }
}

private let notEveryList = "Not launched. Not every list was attached."
private let noRight = "Not launched. Whoever asked for the launch may no longer launch campaigns."
