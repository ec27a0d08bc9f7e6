import Postgres

extension ListAttachment {
  /// Up to this many contacts are attached within the request of the page.
  package static let atOnce = 5_000
}

extension Queryable {
  /// Starts attaching a list to a campaign: its accounts pass the guardrails, and its contacts are
  /// enrolled unless `enrolls` is false. The flags apply to this attachment only. `attachBatch`
  /// does the work.
  package func beginAttachment(
    of list: LeadList.ID, to campaign: Campaign.ID, flags: [String] = [], enrolls: Bool = true
  ) throws -> ListAttachment.ID {
    try refusing {
      try value("SELECT fn.begin_attachment(\(campaign), \(list), \(flags), \(enrolls))")
    }
  }

  /// Attaches the next contacts; returns the state after them.
  package func attachBatch(_ id: ListAttachment.ID, atMost: Int) throws -> ListAttachment.State {
    try refusing { try value("SELECT fn.attach_batch(\(id), \(atMost))") }
  }

  /// Attaches a list, and waits for the end if it has fewer contacts than `most`.
  package func attach(
    list: LeadList.ID, to campaign: Campaign.ID, flags: [String] = [], enrolls: Bool = true,
    atOnce most: Int = ListAttachment.atOnce
  ) throws -> ListAttachment {
    let id = try beginAttachment(of: list, to: campaign, flags: flags, enrolls: enrolls)
    var attachment = try attachment(id, of: campaign)
    if attachment.contactsInAll < most {
      while try attachBatch(id, atMost: ListAttachment.atOnce) == .working {}
      attachment = try self.attachment(id, of: campaign)
    }
    return attachment
  }

  /// The guardrail flags with which this list was last attached to the campaign's sequence.
  package func flags(of list: LeadList.ID, in campaign: Campaign.ID) throws -> [String] {
    let last = try rows(
      """
      SELECT flags FROM attachments
      WHERE campaign_id = \(campaign) AND list_id = \(list) AND enrolls AND NOT detaches
      ORDER BY id DESC
      LIMIT 1
      """)
    guard let row = last.first else { return [] }
    return try row["flags"]
  }

  /// Ends it between two batches. Contacts already attached stay.
  package func cancel(_ id: ListAttachment.ID, of campaign: Campaign.ID) throws {
    let list = try attachment(id, of: campaign)
    try refusing { try run("SELECT fn.end_attachment(\(id), NULL)") }
    try audit(
      "stopped attaching", .list, id: list.list.rawValue, name: list.listName, campaign: campaign)
    try refuseAwaitedLaunch(of: campaign)
  }

  package func fail(_ id: ListAttachment.ID, because why: String) throws {
    try refusing { try run("SELECT fn.end_attachment(\(id), \(why))") }
  }
}

/// An attachment or a detachment that is leased to a worker, and the person for whom it works.
package struct ClaimedAttachment: Sendable, RowDecodable {
  package let workspace: Workspace.ID
  package let id: ListAttachment.ID
  package let person: Person.ID?
  package let address: String?
  package let contactsDone: Int
  /// The list leaves the campaign.
  package let detaches: Bool

  package init(row: Row) throws {
    workspace = try row["workspace_id"]
    id = try row["attachment_id"]
    person = try row[optional: "person_id"]
    address = try row[optional: "address"]
    contactsDone = try row["contacts_done"]
    detaches = try row["detaches"]
  }
}

extension Database {
  /// As `overture_worker`: of any workspace.
  package func claimAttachment(for worker: String, lease: Duration) throws -> ClaimedAttachment? {
    try first("SELECT * FROM fn.claim_attachment(\(worker), \(lease))")
  }
}
