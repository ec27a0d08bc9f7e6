import Postgres

/// The fields of a new campaign.
package struct NewCampaign: Sendable {
  package var name = ""
  /// Nil: none is chosen yet.
  package var product: Product.ID?
  package var goal = Goal.sales
  /// Nil: the product's.
  package var language: String?
  package var checkReply = true
  package var trackOpens = true
  package var trackClicks = true
  package var onlyApproved = false

  package init() {}
}

/// The facts about a campaign that decide which bulk acts it allows.
package struct CampaignStanding: Sendable, Equatable, RowDecodable {
  package let id: Campaign.ID
  package let name: String
  package let status: CampaignStatus
  /// Nil: the program did not pause it.
  package let pauseReason: PauseReason?
  package let isArchived: Bool
}

extension Queryable {
  /// A campaign's name.
  package func nameOfCampaign(_ campaign: Campaign.ID) throws -> String {
    let rows = try rows("SELECT name FROM campaigns WHERE id = \(campaign)")
    guard let row = rows.first else { throw Refusal.notFound("no such campaign") }
    return try row["name"]
  }

  package func create(_ campaign: NewCampaign) throws -> Campaign.ID {
    try refusing {
      try value(
        """
        SELECT fn.create_campaign(\(campaign.product?.rawValue ?? 0), \(campaign.name), \(campaign.goal),
          \(campaign.language), \(campaign.checkReply), \(campaign.trackOpens),
          \(campaign.trackClicks), \(campaign.onlyApproved))
        """)
    }
  }

  /// A draft with its settings, steps, schedule and mailboxes; its accounts and leads stay behind.
  package func duplicate(_ campaign: Campaign.ID, as name: String) throws -> Campaign.ID {
    try refusing { try value("SELECT fn.duplicate_campaign(\(campaign), \(name))") }
  }

  /// The name of a copy: "Spring, copy", or "Spring, copy 2" where a campaign has that one already.
  /// Campaigns may have one name, but two lines of a list would not be told apart.
  package func nameOfCopy(of campaign: Campaign.ID) throws -> String {
    let name = try nameOfCampaign(campaign)
    let original = name.replacing(/, copy( [0-9]+)?$/, with: "")
    let stem = "\(original.prefix(180)), copy"
    let taken = Set(
      try rows(
        """
        SELECT lower(name) AS name FROM campaigns WHERE starts_with(lower(name), lower(\(stem)))
        """
      ).map { try $0["name"] as String })
    var copy = stem
    var number = 1
    while taken.contains(copy.lowercased()) {
      number += 1
      copy = "\(stem) \(number)"
    }
    return copy
  }

  /// Whether a campaign has this name, in capitals or not.
  package func isNameOfCampaign(_ name: String) throws -> Bool {
    try value("SELECT EXISTS (SELECT FROM campaigns WHERE lower(name) = lower(\(name)))")
  }

  /// Changes only the name: the slug stays, and so do links and notes that use it.
  package func rename(_ campaign: Campaign.ID, to name: String) throws {
    try change(campaign, "UPDATE campaigns SET name = \(name) WHERE id = \(campaign) RETURNING id")
  }

  /// Any stage may follow any: it is a hint.
  package func move(_ campaign: Campaign.ID, to stage: Stage) throws {
    try change(
      campaign, "UPDATE campaigns SET stage = \(stage) WHERE id = \(campaign) RETURNING id")
  }

  /// Scores stay as they are; the campaign uses those of its new goal from now on.
  package func switchGoal(of campaign: Campaign.ID, to goal: Goal) throws {
    try change(campaign, "UPDATE campaigns SET goal = \(goal) WHERE id = \(campaign) RETURNING id")
  }

  package func archive(_ campaign: Campaign.ID) throws {
    try change(
      campaign,
      """
      UPDATE campaigns SET archived_at = coalesce(archived_at, now())
      WHERE id = \(campaign) RETURNING id
      """)
  }

  /// Takes it out of the archive, and returns its status: one that was running comes back paused.
  @discardableResult
  package func restore(_ campaign: Campaign.ID) throws -> CampaignStatus {
    try refusing { try value("SELECT fn.restore_campaign(\(campaign))") }
  }

  package func changeSettings(of campaign: Campaign.ID, to new: NewCampaign) throws {
    try change(
      campaign,
      """
      UPDATE campaigns
      SET language = \(new.language), check_reply = \(new.checkReply),
        track_opens = \(new.trackOpens), track_clicks = \(new.trackClicks),
        only_approved = \(new.onlyApproved)
      WHERE id = \(campaign) RETURNING id
      """)
  }

  /// Deletes it with everything that belongs to it alone; accounts and their scores stay.
  package func delete(_ campaign: Campaign.ID, named name: String) throws {
    try refusing { try run("SELECT fn.delete_campaign(\(campaign), \(name))") }
  }

  /// A person pauses, resumes or completes it; launching is separate.
  package func setStatus(of campaign: Campaign.ID, to status: CampaignStatus) throws {
    try refusing { try run("SELECT fn.set_campaign_status(\(campaign), \(status))") }
  }

  /// The selected ones that exist, by id, each once.
  package func standings(of campaigns: Set<Campaign.ID>) throws -> [CampaignStanding] {
    try all(
      """
      SELECT id, name, status, pause_reason, archived_at IS NOT NULL AS is_archived
      FROM campaigns
      WHERE id = ANY (\(Array(campaigns)))
      ORDER BY id
      """)
  }

  private func change(_ campaign: Campaign.ID, _ statement: SQL) throws {
    guard try refusing({ try rows(statement) }).count == 1 else {
      throw Refusal.notFound("campaign")
    }
  }
}
