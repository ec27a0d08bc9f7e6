import Postgres

/// What became of a list that was attached to a campaign: of its accounts, and of its contacts.
package struct Attachment: Sendable, Equatable {
  package let accounts: AddingAnswer
  package let contacts: [ContactGroup]

  package var enrolled: Int {
    contacts.first { $0.outcome == "enrolled" }?.contacts ?? 0
  }
}

/// Contacts for which the same came out: `enrolled`, `already`, `account_left_out`, `rejected`,
/// `active_elsewhere`, or why they may not be written to.
package struct ContactGroup: Sendable, Equatable, RowDecodable {
  package let outcome: String
  package let contacts: Int

  package init(outcome: String, contacts: Int) {
    self.outcome = outcome
    self.contacts = contacts
  }

  package init(row: Row) throws {
    outcome = try row["outcome"]
    contacts = try row["contacts"]
  }
}

package struct AttachedList: Sendable, Equatable, RowDecodable {
  package let id: Int
  package let name: String
  package let contacts: Int
  package let isAttached: Bool

  package init(row: Row) throws {
    id = try row["id"]
    name = try row["name"]
    contacts = try row["contacts"]
    isAttached = try row["is_attached"]
  }
}

extension Queryable {
  /// Adds the list's accounts through the campaign's guardrails, and enrols the contacts of those
  /// that were let in. The flags hold for this call.
  package func attach(
    list: Int, to campaign: Campaign.ID, flags: [String] = []
  ) throws -> Attachment {
    // A million leads take longer than a page's question may.
    try run("SELECT set_config('statement_timeout', '15min', true)")
    let accounts = try addAccounts(ofList: list, to: campaign, flags: flags)
    let contacts: [ContactGroup] = try refusing {
      try all("SELECT outcome, contacts FROM fn.attach_list(\(campaign), \(list))")
    }
    return Attachment(accounts: accounts, contacts: contacts)
  }

  /// The lists of the workspace, the attached ones first, then the newest.
  package func lists(for campaign: Campaign.ID, limit: Int = 50) throws -> [AttachedList] {
    try all(
      """
      SELECT l.id, l.name, l.contacts, c.list_id IS NOT NULL AS is_attached
      FROM lists l
        LEFT JOIN campaign_lists c
          ON (c.workspace_id, c.list_id) = (l.workspace_id, l.id) AND c.campaign_id = \(campaign)
      WHERE l.archived_at IS NULL OR c.list_id IS NOT NULL
      ORDER BY c.list_id IS NULL, l.id DESC
      LIMIT \(limit)
      """)
  }
}
