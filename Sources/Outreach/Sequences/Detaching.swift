import Postgres

/// A list that is being, or has been, detached from a campaign: its progress, and the result for its
/// leads.
package struct Detachment: Sendable, RowDecodable {
  package let id: ListAttachment.ID
  package let listName: String
  /// Leads who got an email get nothing more.
  package let ends: Bool
  package let state: ListAttachment.State
  package let error: String?
  package let contactsInAll: Int
  package let contactsDone: Int
  package let leadsRemoved: Int
  package let leadsWritten: Int
  package let accountsRemoved: Int
}

/// The effect that detaching a list would have on its leads.
package struct DetachmentPreview: Sendable, RowDecodable {
  package let unwritten: Int
  package let written: Int
  /// Leads who got an email and are still in the sequence.
  package let inFlight: Int
}

extension Queryable {
  package func leads(
    of list: LeadList.ID, in campaign: Campaign.ID
  ) throws -> DetachmentPreview {
    let found: DetachmentPreview? = try first(
      """
      SELECT count(*) FILTER (WHERE NOT is_written) AS unwritten,
        count(*) FILTER (WHERE is_written) AS written,
        count(*) FILTER (WHERE is_written AND is_active) AS in_flight
      FROM fn.leads_of_list(\(campaign), \(list))
      """)
    return found ?? DetachmentPreview(unwritten: 0, written: 0, inFlight: 0)
  }

  /// Starts taking a list out of a campaign, with its leads who got no email. Leads who got one
  /// continue, unless `ends`. `detachBatch` does the work.
  package func beginDetachment(
    of list: LeadList.ID, from campaign: Campaign.ID, ends: Bool
  ) throws -> ListAttachment.ID {
    try refusing { try value("SELECT fn.begin_detachment(\(campaign), \(list), \(ends))") }
  }

  /// Takes out the leads of the next contacts; returns the state after them.
  package func detachBatch(_ id: ListAttachment.ID, atMost: Int) throws -> ListAttachment.State {
    try refusing { try value("SELECT fn.detach_batch(\(id), \(atMost))") }
  }

  /// Detaches a list, and waits for the end if it is short.
  package func detach(
    list: LeadList.ID, from campaign: Campaign.ID, ends: Bool
  ) throws -> Detachment {
    let id = try beginDetachment(of: list, from: campaign, ends: ends)
    if let begun = try detachment(id, of: campaign), begun.contactsInAll < ListAttachment.atOnce {
      while try detachBatch(id, atMost: ListAttachment.atOnce) == .working {}
    }
    guard let detachment = try detachment(id, of: campaign) else {
      throw Refusal.notFound("detachment \(id)")
    }
    return detachment
  }

  /// Nil: no list is or was detached under this number.
  package func detachment(
    _ id: ListAttachment.ID, of campaign: Campaign.ID
  ) throws -> Detachment? {
    try first(
      """
      SELECT a.id, l.name AS list_name, a.ends, a.state, a.error,
        a.contacts AS contacts_in_all, a.contacts_done,
        coalesce((a.outcomes ->> 'leads_removed')::bigint, 0) AS leads_removed,
        coalesce((a.outcomes ->> 'leads_written')::bigint, 0) AS leads_written,
        coalesce((a.outcomes ->> 'accounts_removed')::bigint, 0) AS accounts_removed
      FROM attachments a
        JOIN lists l ON (l.workspace_id, l.id) = (a.workspace_id, a.list_id)
      WHERE a.id = \(id) AND a.campaign_id = \(campaign) AND a.detaches
      """)
  }
}
