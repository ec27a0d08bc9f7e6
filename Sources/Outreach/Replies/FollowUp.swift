import Foundation
import Postgres

/// The follow-up of a positive reply.
package enum FollowUp: String, SQLValue, Sendable, CaseIterable {
  case due
  case contacted
  case meetingBooked = "meeting_booked"
  case converted
  case notRelevant = "not_relevant"
}

/// A positive reply on the dashboard of the members who answer it.
package struct PositiveReply: Sendable {
  package let id: Reply.ID
  /// Nil: the account was taken out of the campaign since, but the contact is still waiting.
  package let campaign: Campaign.ID?
  package let campaignName: String
  package let account: Account.ID
  package let accountName: String
  package let personName: String
  package let personTitle: String
  package let phone: String
  package let email: String
  package let words: String
  package let score: Double?
  package let state: FollowUp
  package let receivedAt: Date
  package let dueAt: Date
  package let ownerName: String
  package let doneAt: Date?
  package let doneByName: String
}

extension PositiveReply: RowDecodable {
  package init(row: Row) throws {
    id = try row["id"]
    campaign = try row[optional: "campaign_id"]
    campaignName = try row["campaign_name"]
    account = try row["account_id"]
    accountName = try row["account_name"]
    personName = try row["person_name"]
    personTitle = try row["title"]
    phone = try row["phone"]
    email = try row["email"]
    words = try row["words"]
    score = try row[optional: "score"]
    state = try row["follow_up"]
    receivedAt = try row["received_at"]
    dueAt = try row["follow_up_due_at"]
    ownerName = try row["owner_name"]
    doneAt = try row[optional: "follow_up_at"]
    doneByName = try row["done_by_name"]
  }
}

/// The filter of positive replies: their owner and state.
package enum FollowUpFolder: String, Sendable {
  case mine
  case team
  case done

  /// Written exactly as the conditions of the indexes on replies.
  fileprivate func condition(for person: Person.ID) -> SQL {
    switch self {
    case .mine: "r.follow_up = 'due' AND r.owner_id = \(person)"
    case .team: "r.follow_up = 'due'"
    case .done: "r.follow_up IS NOT NULL AND r.follow_up <> 'due'"
    }
  }
}

extension PositiveReply {
  /// The whole team's open ones, the most overdue first. To be combined with a page's other queries.
  package static func waiting(atMost limit: Int) -> Question<[PositiveReply]> {
    // Whose they are does not matter to the whole team.
    Ask.all(sql(.team, of: Person.ID(rawValue: 0), limit: limit))
  }

  /// Hours in which one must be answered in this workspace. To be combined with a page's other
  /// queries.
  package static var hours: Question<Int> { Ask.value(hoursSQL) }

  fileprivate static let hoursSQL: SQL =
    "SELECT rule.setting(rule.workspace(), 'replies.sla_hours')::int"

  /// Open ones, the most overdue first; done ones, the latest first.
  ///
  /// Exactly the rows with `follow_up = 'due'` are counted as due, so no row may be lost here: a
  /// reply keeps its account, but may have lost its campaign and its contact.
  fileprivate static func sql(
    _ folder: FollowUpFolder, of person: Person.ID,
    from key: (at: Date, id: Reply.ID)? = nil, backwards: Bool = false, limit: Int
  ) -> SQL {
    let at: SQL = folder == .done ? "r.follow_up_at" : "r.follow_up_due_at"
    let isDescending = (folder == .done) != backwards
    let order: SQL = isDescending ? "\(at) DESC, r.id DESC" : "\(at), r.id"
    let comparison: SQL = isDescending ? "<" : ">"
    let start: SQL =
      if let key { "AND (\(at), r.id) \(comparison) (\(key.at), \(key.id))" } else { "" }
    return """
      SELECT r.id, r.campaign_id, coalesce(c.name, '') AS campaign_name, r.account_id,
        a.name AS account_name,
        coalesce(fn.contact_name(k.first_name, k.last_name, k.email, k.phone), a.name)
          AS person_name,
        coalesce(k.title, '') AS title, coalesce(k.phone, a.phone, '') AS phone,
        coalesce(k.email, '') AS email,
        left(x.text, 400) AS words, coalesce(ca.override_score, f.score) AS score, r.follow_up,
        r.received_at, r.follow_up_due_at, coalesce(o.name, '') AS owner_name, r.follow_up_at,
        coalesce(d.name, '') AS done_by_name
      FROM replies r
        JOIN messages m ON (m.workspace_id, m.id) = (r.workspace_id, r.message_id)
        JOIN message_texts x
          ON (x.workspace_id, x.at, x.message_id) = (m.workspace_id, m.at, m.id)
        JOIN accounts a ON (a.workspace_id, a.id) = (r.workspace_id, r.account_id)
        LEFT JOIN campaigns c ON (c.workspace_id, c.id) = (r.workspace_id, r.campaign_id)
        LEFT JOIN campaign_accounts ca
          ON (ca.workspace_id, ca.campaign_id, ca.account_id)
            = (r.workspace_id, r.campaign_id, r.account_id)
        LEFT JOIN contacts k ON (k.workspace_id, k.id) = (r.workspace_id, r.contact_id)
        LEFT JOIN fit_scores f
          ON (f.workspace_id, f.product_id, f.goal, f.account_id)
            = (r.workspace_id, c.product_id, c.goal, r.account_id)
        LEFT JOIN people o ON o.id = r.owner_id
        LEFT JOIN people d ON d.id = r.follow_up_by
      WHERE \(folder.condition(for: person))
        \(start)
      ORDER BY \(order)
      LIMIT \(limit)
      """
  }
}

extension Queryable {
  /// Records the follow-up of a positive reply; `due` undoes the last one.
  package func followUp(_ reply: Reply.ID, _ outcome: FollowUp) throws {
    try refusing { try run("SELECT fn.follow_up_reply(\(reply), \(outcome))") }
  }

  /// A page of a folder. From the row with this time and number on, or `backwards` those before it,
  /// nearest first.
  package func positiveReplies(
    _ folder: FollowUpFolder, of person: Person.ID,
    from key: (at: Date, id: Reply.ID)? = nil, backwards: Bool = false, limit: Int = 26
  ) throws -> [PositiveReply] {
    try all(PositiveReply.sql(folder, of: person, from: key, backwards: backwards, limit: limit))
  }

  /// Hours in which a positive reply must be answered in this workspace.
  package func slaHours() throws -> Int { try value(PositiveReply.hoursSQL) }
}
