import Postgres

/// A list that is being, or has been, attached to a campaign: its progress, and the outcomes of its
/// accounts and contacts.
package struct ListAttachment: Sendable {
  package typealias ID = Outreach.ID<ListAttachment>

  package enum State: String, SQLValue, Sendable, CaseIterable {
    case working, done, canceled, failed
  }

  package let id: ID
  package let campaign: Campaign.ID
  package let list: LeadList.ID
  package let listName: String
  /// Off: only the accounts are added.
  package let enrolls: Bool
  package let flags: [String]
  package let state: State
  package let error: String?
  package let contactsInAll: Int
  package let contactsDone: Int
  package let accounts: AddingAnswer
  package let contacts: [ContactGroup]

  package var enrolled: Int {
    contacts.first { $0.outcome == .enrolled }?.contacts ?? 0
  }
}

/// The outcome for a contact of an attached list, as `fn.enroll_contacts` gives it.
package enum EnrollmentOutcome: SQLValue, Sendable, Equatable {
  case enrolled, already, writtenBefore, accountLeftOut, rejected, activeElsewhere
  /// The contact may not be contacted.
  case refused(ContactRefusal)

  package var sqlText: String {
    switch self {
    case .enrolled: "enrolled"
    case .already: "already"
    case .writtenBefore: "written_before"
    case .accountLeftOut: "account_left_out"
    case .rejected: "rejected"
    case .activeElsewhere: "active_elsewhere"
    case .refused(let why): why.sqlText
    }
  }

  package init?(sqlText: String) {
    guard let outcome = Self.allCases.first(where: { $0.sqlText == sqlText }) else { return nil }
    self = outcome
  }

  package static let allCases: [EnrollmentOutcome] =
    [.enrolled, .already, .writtenBefore, .accountLeftOut, .rejected, .activeElsewhere]
    + ContactRefusal.allCases.map(EnrollmentOutcome.refused)
}

/// Contacts with the same outcome.
package struct ContactGroup: Sendable, Equatable, RowDecodable {
  package let outcome: EnrollmentOutcome
  package let contacts: Int

  package init(outcome: EnrollmentOutcome, contacts: Int) {
    self.outcome = outcome
    self.contacts = contacts
  }
}

package struct AttachedList: Sendable, Equatable, RowDecodable {
  package let id: LeadList.ID
  package let name: String
  package let contacts: Int
  package let isAttached: Bool
  /// The last attachment of the list, or its detachment while that is running; while one is running,
  /// its progress.
  package let attachment: ListAttachment.ID?
  package let share: Double?
  package let isBeingDetached: Bool
}

extension Queryable {
  package func attachment(
    _ id: ListAttachment.ID, of campaign: Campaign.ID
  ) throws -> ListAttachment {
    let found = try rows(
      """
      SELECT a.*, l.name AS list_name
      FROM attachments a
        JOIN lists l ON (l.workspace_id, l.id) = (a.workspace_id, a.list_id)
      WHERE a.id = \(id) AND a.campaign_id = \(campaign) AND NOT a.detaches
      """)
    guard let row = found.first else { throw Refusal.notFound("attachment") }
    return ListAttachment(
      id: id, campaign: campaign, list: try row["list_id"], listName: try row["list_name"],
      enrolls: try row["enrolls"], flags: try row["flags"], state: try row["state"],
      error: try row[optional: "error"], contactsInAll: try row["contacts"],
      contactsDone: try row["contacts_done"], accounts: try addingAnswer(of: id),
      contacts: try all(
        """
        SELECT o.key AS outcome, o.value::bigint AS contacts
        FROM attachments a, jsonb_each_text(a.outcomes) o
        WHERE a.id = \(id)
        ORDER BY o.key = 'enrolled' DESC, o.value::bigint DESC, o.key
        """))
  }

  /// The lists of the workspace, the attached ones first, then the newest.
  package func lists(for campaign: Campaign.ID, limit: Int = 50) throws -> [AttachedList] {
    try all(
      """
      SELECT l.id, l.name, l.contacts, c.list_id IS NOT NULL AS is_attached,
        a.id AS attachment_id, coalesce(a.detaches, false) AS is_being_detached,
        CASE WHEN a.state = 'working'
          THEN a.contacts_done::float8 / greatest(a.contacts, 1) END AS share
      FROM lists l
        LEFT JOIN campaign_lists c
          ON (c.workspace_id, c.list_id) = (l.workspace_id, l.id) AND c.campaign_id = \(campaign)
        LEFT JOIN LATERAL (
          SELECT t.id, t.state, t.contacts_done, t.contacts, t.detaches
          FROM attachments t
          WHERE (t.workspace_id, t.list_id) = (l.workspace_id, l.id) AND t.campaign_id = \(campaign)
            AND CASE WHEN t.detaches THEN t.state = 'working'
              ELSE t.enrolls AND c.list_id IS NOT NULL END
          ORDER BY t.id DESC
          LIMIT 1
        ) a ON true
      WHERE l.archived_at IS NULL OR c.list_id IS NOT NULL
      ORDER BY c.list_id IS NULL, l.id DESC
      LIMIT \(limit)
      """)
  }
}
