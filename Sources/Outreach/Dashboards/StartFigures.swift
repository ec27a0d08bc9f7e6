import Foundation
import Postgres

/// The figures of the start page, for the whole workspace.
package struct StartFigures: Sendable, Equatable {
  /// Positive replies that wait for a follow-up, all members' together.
  package let due: Int
  package let overdue: Int
  package let overdueSince: Date?
  /// The viewer's own among the overdue ones.
  package let ownOverdue: Int
  /// Positive replies that wait for the viewer.
  package let ownDue: Int
  package let ownDueAt: Date?
  /// At most 1,000 are counted, as in the tabs of the replies.
  package let open: Int
  package let unconfirmed: Int
  package let toReview: Int
  /// The campaign with the most accounts that wait for review, where the queue begins; nil: none
  /// waits.
  package let reviewCampaign: Campaign.ID?
  package let reviewCampaignName: String?
  /// How many wait in that campaign; nil: none.
  package let reviewPending: Int?
  package let reviewCampaigns: Int
  package let campaigns: Int
  package let lists: Int
  package let products: Int
  package let mailboxes: Int
  package let practiceMailboxes: Int
  /// An email has been sent in this workspace.
  package let hasSent: Bool
  package let sentToday: Int
  package let repliesToday: Int
}

extension StartFigures: RowDecodable {}

/// The campaign that the first steps link to: the newest.
package struct FirstCampaign: Sendable, Equatable, RowDecodable {
  package let id: Campaign.ID
  package let name: String
  package let hasSteps: Bool
  package let hasLeads: Bool
  package let status: CampaignStatus
}

/// The funnel from an account in a campaign to a customer, over all campaigns that are not
/// archived.
package struct Funnel: Sendable, Equatable {
  package let inScope: Int
  package let written: Int
  package let replied: Int
  package let positive: Int
  package let meetings: Int
  package let converted: Int
}

extension Funnel: RowDecodable {}

extension StartFigures {
  /// Reads partial indexes and cached counts only; there is always one row. To be combined with the
  /// page's other queries.
  package static func question(
    of person: Person.ID, timeZone: String
  ) -> Question<StartFigures?> {
    Ask.first(sql(of: person, timeZone: timeZone))
  }

  fileprivate static func sql(of person: Person.ID, timeZone: String) -> SQL {
    """
    SELECT waiting.*,
      (SELECT count(*) FROM (
        SELECT FROM replies
        WHERE done_at IS NULL AND fn.is_answer(class) LIMIT 1000) t) AS open,
      (SELECT count(*) FROM (
        SELECT FROM deliveries WHERE stage = 'unconfirmed' LIMIT 1000) d) AS unconfirmed,
      review.*,
      (SELECT count(*) FROM campaigns) AS campaigns,
      (SELECT count(*) FROM lists) AS lists,
      (SELECT count(*) FROM products) AS products,
      (SELECT count(*) FROM mailboxes WHERE archived_at IS NULL) AS mailboxes,
      (SELECT count(*) FROM mailboxes WHERE archived_at IS NULL AND kind = 'practice')
        AS practice_mailboxes,
      EXISTS (SELECT FROM step_counts WHERE sent > 0)
        OR EXISTS (SELECT FROM step_deltas WHERE sent > 0) AS has_sent,
      fn.emails_sent(today.begins) AS sent_today,
      (SELECT count(*) FROM replies r WHERE r.received_at >= today.begins) AS replies_today
    FROM (
      SELECT count(*) AS due, count(*) FILTER (WHERE follow_up_due_at < now()) AS overdue,
        min(follow_up_due_at) FILTER (WHERE follow_up_due_at < now()) AS overdue_since,
        count(*) FILTER (WHERE owner_id = \(person) AND follow_up_due_at < now()) AS own_overdue,
        count(*) FILTER (WHERE owner_id = \(person)) AS own_due,
        min(follow_up_due_at) FILTER (WHERE owner_id = \(person)) AS own_due_at
      FROM replies
      WHERE follow_up = 'due'
    ) waiting
    CROSS JOIN (
      SELECT coalesce(sum(q.pending), 0)::bigint AS to_review, count(*) AS review_campaigns,
        (array_agg(q.id ORDER BY q.pending DESC, q.id))[1] AS review_campaign,
        (array_agg(q.name ORDER BY q.pending DESC, q.id))[1] AS review_campaign_name,
        (array_agg(q.pending ORDER BY q.pending DESC, q.id))[1] AS review_pending
      FROM (
        SELECT c.id, c.name, s.total_accounts - s.approved_accounts - s.rejected_accounts AS pending
        FROM fn.campaign_statistics s
          JOIN campaigns c ON (c.workspace_id, c.id) = (s.workspace_id, s.campaign_id)
        WHERE c.archived_at IS NULL AND c.status <> 'completed'
      ) q
      WHERE q.pending > 0
    ) review
    CROSS JOIN (
      SELECT date_trunc('day', now() AT TIME ZONE \(timeZone)) AT TIME ZONE \(timeZone) AS begins
    ) today
    """
  }
}

extension Funnel {
  /// There is always one row. To be combined with the page's other queries.
  package static var question: Question<Funnel?> { Ask.first(sql) }

  fileprivate static let sql: SQL = """
    SELECT counted.*, answered.*
    FROM (
      SELECT coalesce(sum(s.total_accounts), 0)::bigint AS in_scope,
        coalesce(sum(s.outreached_accounts), 0)::bigint AS written,
        coalesce(sum(s.responded_accounts), 0)::bigint AS replied
      FROM fn.campaign_statistics s
        JOIN campaigns c ON (c.workspace_id, c.id) = (s.workspace_id, s.campaign_id)
      WHERE c.archived_at IS NULL
    ) counted
    CROSS JOIN (
      SELECT count(*) AS positive,
        count(*) FILTER (WHERE r.follow_up IN ('meeting_booked', 'converted')) AS meetings,
        count(*) FILTER (WHERE r.follow_up = 'converted') AS converted
      FROM (
        SELECT r.campaign_id, r.account_id, max(r.follow_up) FILTER (
          WHERE r.follow_up <> 'not_relevant') AS follow_up
        FROM replies r
          JOIN campaigns c ON (c.workspace_id, c.id) = (r.workspace_id, r.campaign_id)
        WHERE r.class = 'positive' AND c.archived_at IS NULL
        GROUP BY r.campaign_id, r.account_id
      ) r
    ) answered
    """
}

extension Queryable {
  package func startFigures(of person: Person.ID, timeZone: String) throws -> StartFigures {
    guard
      let figures: StartFigures = try first(StartFigures.sql(of: person, timeZone: timeZone))
    else { throw Refusal.notFound("no figures") }
    return figures
  }

  package func firstCampaign() throws -> FirstCampaign? {
    try first(
      """
      SELECT c.id, c.name, c.status,
        EXISTS (SELECT FROM steps s WHERE s.campaign_id = c.id) AS has_steps,
        EXISTS (SELECT FROM enrollments e WHERE e.campaign_id = c.id) AS has_leads
      FROM campaigns c
      WHERE c.archived_at IS NULL
      ORDER BY c.id DESC
      LIMIT 1
      """)
  }

  package func funnel() throws -> Funnel {
    guard let funnel: Funnel = try first(Funnel.sql) else { throw Refusal.notFound("no figures") }
    return funnel
  }
}
