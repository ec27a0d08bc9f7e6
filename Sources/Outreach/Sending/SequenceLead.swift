import Foundation
import Postgres

/// A lead of a campaign's sequence as its list shows it: its emails so far, and the next one.
package struct SequenceLead: Sendable {
  package enum Filter: String, Sendable, CaseIterable {
    case all, active, finished, replied, bounced, unsubscribed, removed, failed
    case unconfirmed = "unconfirmed"
  }

  package let enrollment: Enrollment.ID
  package let campaign: Campaign.ID
  package let contact: Contact.ID
  package let name: String
  package let email: String
  package let company: String
  package let state: Enrollment.State
  package let exitReason: ExitReason?
  package let heldUntil: Date?
  package let sent: Int
  package let lastSentAt: Date?
  package let opened: Bool
  /// The step, from 1, and the state of the delivery that is still to be decided.
  package let nextStep: Int?
  package let nextState: Delivery.State?
  package let nextAt: Date?
  package let failure: String?
  /// Why the contact must not be contacted, as `fn.contact_refusals` says; nil: it may be.
  package let refusal: ContactRefusal?
  /// The check that blocks all emails of the campaign, as the sender sees it; nil: none.
  package let campaignBinding: Decision.CheckName?
  /// The check that blocks the next email to this lead, whatever the campaign's state; nil: only its
  /// due time.
  package let leadBinding: Decision.CheckName?

  /// The first of the two, as the sender checks them.
  package var binding: Decision.CheckName? { campaignBinding ?? leadBinding }
}

extension SequenceLead: RowDecodable {}

extension Queryable {
  /// Leads of a campaign by enrollment, `limit` of them after (or before) one.
  package func sequenceLeads(
    of campaign: Campaign.ID, _ filter: SequenceLead.Filter, key: Enrollment.ID? = nil,
    isBackwards: Bool = false, limit: Int = 51
  ) throws -> [SequenceLead] {
    let found = try enrollments(of: campaign, filter, key ?? .beforeAll, isBackwards, limit)
    return try described(found, isBackwards: isBackwards)
  }

  /// Leads whose address, name or account contains this, by enrollment; backwards, nearest first.
  /// If there are too many to scan within one page, matches of an index come first, see
  /// `contacts(of:holding:at:)`.
  package func sequenceLeads(
    of campaign: Campaign.ID, holding text: String, key: Enrollment.ID? = nil,
    isBackwards: Bool = false, limit: Int = 51,
    _ budget: SearchBudget = SearchBudget(chunk: 5_000)
  ) throws -> (leads: [SequenceLead], stop: ScanCursor<Enrollment.ID>?) {
    let search = text.lowercased()
    var found: [Enrollment.ID] = []
    let start = key ?? .beforeAll
    let stop = try scan(from: start, limit: limit, budget) { key, atMost in
      try enrollments(of: campaign, holding: search, key, isBackwards, atMost, budget.chunk)
    } keep: {
      found += $0
      return $0.count
    }
    found = Array(found.prefix(limit))
    if stop != nil, key == nil {
      let first: [Enrollment.ID] = try contacts(beginning: search, limit: limit) { contacts in
        try rows(
          """
          SELECT id FROM enrollments
          WHERE campaign_id = \(campaign) AND contact_id = ANY (\(contacts))
          """)
      }
      found = first.filter { !found.contains($0) }.prefix(limit - 1 - found.count) + found
    }
    return (try described(found, isBackwards: isBackwards), stop)
  }

  /// The contacts of an account that are in the sequence of a campaign now, at most 50; a contact is
  /// in one campaign at a time.
  package func sequenceLeads(at account: Account.ID) throws -> [SequenceLead] {
    let active: [Enrollment.ID] = try rows(
      """
      SELECT e.id
      FROM contacts k
        JOIN enrollments e ON (e.workspace_id, e.contact_id) = (k.workspace_id, k.id)
      WHERE k.account_id = \(account) AND e.state = 'active'
      ORDER BY e.id
      LIMIT 50
      """
    ).map { try $0["id"] }
    return try described(active, isBackwards: false)
  }

  private func enrollments(
    of campaign: Campaign.ID, holding search: String, _ key: Enrollment.ID, _ isBackwards: Bool,
    _ atMost: Int, _ chunk: Int
  ) throws -> [ScanHit<Enrollment.ID>] {
    let order: SQL = isBackwards ? "id DESC" : "id"
    let comparison: SQL = isBackwards ? "<" : ">"
    return try rows(
      """
      SELECT id, is_found, place
      FROM (
        SELECT e.id, e.place, \(contactHolds(search)) AS is_found
        FROM (
          SELECT workspace_id, id, contact_id, account_id,
            row_number() OVER (ORDER BY \(order)) AS place
          FROM enrollments
          WHERE campaign_id = \(campaign) AND id \(comparison) \(key)
          ORDER BY \(order)
          LIMIT \(chunk)
        ) e
          JOIN contacts k ON (k.workspace_id, k.id) = (e.workspace_id, e.contact_id)
          JOIN accounts a ON (a.workspace_id, a.id) = (e.workspace_id, e.account_id)
      ) looked
      WHERE is_found OR place = \(chunk)
      ORDER BY place
      LIMIT \(atMost)
      """
    ).map { try ScanHit($0, key: $0["id"]) }
  }

  private func enrollments(
    of campaign: Campaign.ID, _ filter: SequenceLead.Filter, _ key: Enrollment.ID,
    _ isBackwards: Bool, _ limit: Int
  ) throws -> [Enrollment.ID] {
    let first = isBackwards ? 0 : key.rawValue + 1
    let last = isBackwards ? key.rawValue - 1 : Int.max
    let turn = isBackwards ? -1 : 1
    let sql: SQL =
      switch filter {
      case .all:
        """
        SELECT id FROM enrollments
        WHERE campaign_id = \(campaign) AND id BETWEEN \(first) AND \(last)
        ORDER BY id * \(turn) LIMIT \(limit)
        """
      case .active, .finished:
        """
        SELECT id FROM enrollments
        WHERE campaign_id = \(campaign) AND id BETWEEN \(first) AND \(last)
          AND state = \(filter.rawValue)::enrollment_state
        ORDER BY id * \(turn) LIMIT \(limit)
        """
      case .failed:
        """
        SELECT DISTINCT enrollment_id AS id, enrollment_id * \(turn) AS turn FROM deliveries
        WHERE campaign_id = \(campaign) AND enrollment_id BETWEEN \(first) AND \(last)
          AND stage = 'failed' AND tried_again_at IS NULL
        ORDER BY turn LIMIT \(limit)
        """
      case .unconfirmed:
        """
        SELECT DISTINCT enrollment_id AS id, enrollment_id * \(turn) AS turn FROM deliveries
        WHERE campaign_id = \(campaign) AND enrollment_id BETWEEN \(first) AND \(last)
          AND stage = 'unconfirmed'
        ORDER BY turn LIMIT \(limit)
        """
      case .replied, .bounced, .unsubscribed, .removed:
        """
        SELECT id FROM enrollments
        WHERE campaign_id = \(campaign) AND id BETWEEN \(first) AND \(last) AND state = 'exited'
          AND exit_reason = ANY (\(filter.reasons)::exit_reason[])
        ORDER BY id * \(turn) LIMIT \(limit)
        """
      }
    return try rows(sql).map { try $0["id"] }
  }

  private func described(
    _ enrollments: [Enrollment.ID], isBackwards: Bool
  ) throws -> [SequenceLead] {
    guard !enrollments.isEmpty else { return [] }
    return try all(
      """
      SELECT e.id AS enrollment_id, e.campaign_id, e.contact_id, coalesce(k.email, '') AS email, a.name AS company,
        fn.contact_name(k.first_name, k.last_name, k.email, k.phone) AS name,
        e.state, e.exit_reason, e.held_until, d.sent, d.last_sent_at, d.opened,
        next.position + 1 AS next_step, next.state AS next_state,
        fn.next_open(c.schedule, greatest(next.due_at, next.look_at, c.launch_at, now())) AS next_at,
        d.failure, r.refusal,
        fn.campaign_binding(c.status, c.archived_at, c.launch_at, now()) AS campaign_binding,
        fn.lead_binding(e.state, e.held_until,
          EXISTS (
            SELECT FROM replies p
            WHERE (p.workspace_id, p.enrollment_id) = (e.workspace_id, e.id)
              AND p.class IS NULL),
          next.state = 'unconfirmed', ca.review_status, c.only_approved, r.refusal, now())
          AS lead_binding
      FROM unnest(\(enrollments)::bigint[]) WITH ORDINALITY wanted (id, place)
        JOIN enrollments e ON e.id = wanted.id
        JOIN contacts k ON (k.workspace_id, k.id) = (e.workspace_id, e.contact_id)
        JOIN accounts a ON (a.workspace_id, a.id) = (e.workspace_id, e.account_id)
        JOIN campaigns c ON (c.workspace_id, c.id) = (e.workspace_id, e.campaign_id)
        JOIN campaign_accounts ca ON (ca.workspace_id, ca.campaign_id, ca.account_id)
          = (e.workspace_id, e.campaign_id, e.account_id)
        CROSS JOIN LATERAL fn.contact_refusals(k.workspace_id, k.id, 'email') r
        CROSS JOIN LATERAL (
          SELECT (count(*) FILTER (WHERE d.state = 'sent'))::int AS sent,
            max(d.sent_at) AS last_sent_at, coalesce(bool_or(d.opened_at IS NOT NULL), false)
              AS opened,
            (array_agg(d.answer ORDER BY d.id DESC)
              FILTER (WHERE d.state = 'failed' AND d.tried_again_at IS NULL))[1] AS failure
          FROM deliveries d
          WHERE (d.workspace_id, d.enrollment_id) = (e.workspace_id, e.id)
        ) d
        LEFT JOIN LATERAL (
          SELECT d.position, d.state, d.due_at, d.look_at
          FROM deliveries d
          WHERE (d.workspace_id, d.enrollment_id) = (e.workspace_id, e.id)
            AND d.state IN ('planned', 'deferred', 'claimed', 'transmitting', 'unconfirmed')
          ORDER BY d.state = 'unconfirmed' DESC, d.position
          LIMIT 1
        ) next ON true
      ORDER BY wanted.place
      """)
  }
}

extension SequenceLead.Filter {
  fileprivate var reasons: [ExitReason] { ExitReason.allCases.filter { $0.filter == self } }
}

extension ExitReason {
  /// The filter that shows leads that left for this reason.
  fileprivate var filter: SequenceLead.Filter {
    switch self {
    case .replyReceived, .meetingBooked: .replied
    case .emailBounced: .bounced
    case .unsubscribed: .unsubscribed
    case .manuallyRemoved, .customExitCriteriaMet, .joinedOtherCampaign,
      .campaignTurnedOffOrExpired, .engagementWindowEnded:
      .removed
    }
  }
}

extension Enrollment.ID {
  fileprivate static var beforeAll: Enrollment.ID { Enrollment.ID(rawValue: 0) }
}
