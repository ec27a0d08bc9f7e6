import Foundation
import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct CampaignChangesTests {
  @Test("S3-005 a new campaign is for sales unless its goal says otherwise")
  func aNewCampaignIsForSales() throws {
    var draft = NewCampaign()
    draft.name = "Autumn"
    draft.product = try workspace.makeProduct()

    let campaign = try workspace.create(draft)

    #expect(try workspace.overview(of: campaign).campaign.goal == .sales)
  }

  @Test("S3-020 updated_at is when a campaign was changed, and its figures do not count")
  func updatedAtIsOfChanges() throws {
    let campaign = try workspace.makeDraft()
    let made = try updatedAt(campaign)

    let lead = try workspace.makeLead()
    _ = try workspace.attach(list: workspace.makeList(of: [lead]), to: campaign)
    try workspace.run("UPDATE campaigns SET scoring_status = 'running', name = name")
    try queue.foldStatistics()
    let attached = try updatedAt(campaign)
    try workspace.rename(campaign, to: "Autumn")
    let renamed = try updatedAt(campaign)
    try workspace.archive(campaign)

    #expect(try workspace.value("SELECT next_rotation FROM campaigns") == 1)
    #expect(attached == made)
    #expect(renamed > attached)
    #expect(try updatedAt(campaign) > renamed)
  }

  @Test("S3-014 the slug is made from the name, and the second of its kind gets a number")
  func slugsAreSuffixed() throws {
    var draft = NewCampaign()
    draft.name = "Kühlhäuser, Herbst"
    draft.product = try workspace.makeProduct()

    let slugs = try (0..<3).map { _ in
      try workspace.overview(of: workspace.create(draft)).campaign.slug
    }

    #expect(slugs == ["kuhlhauser-herbst", "kuhlhauser-herbst-2", "kuhlhauser-herbst-3"])
  }

  @Test("S3-014 campaigns of the same name made at once get different slugs")
  func slugsAreDifferentUnderConcurrency() throws {
    let product = try workspace.makeProduct()

    try atOnce(8) { _ in
      var draft = NewCampaign()
      draft.name = "Rush"
      draft.product = product
      _ = try workspace.create(draft)
    }

    #expect(try workspace.value("SELECT count(DISTINCT slug) FROM campaigns") == 8)
  }

  @Test("S3-002 a campaign without a product is refused")
  func everyCampaignHasAProduct() throws {
    var draft = NewCampaign()
    draft.name = "Nothing to offer"

    #expect(throws: Refusal.self) { _ = try workspace.create(draft) }
  }

  @Test("S3-039 any stage may follow any", arguments: Stage.allCases)
  func anyStageMayFollowAny(from: Stage) throws {
    let campaign = try workspace.makeCampaign()

    for to in Stage.allCases {
      try workspace.move(campaign, to: from)
      try workspace.move(campaign, to: to)
      #expect(try workspace.overview(of: campaign).campaign.stage == to)
    }
  }

  @Test("S3-041 archiving says nothing of the status, and can be taken back")
  func archivingSaysNothingOfTheStatus() throws {
    let campaign = try workspace.makeCampaign()
    let accounts = try workspace.makeAccounts(2)
    _ = try workspace.addAccounts(accounts, to: campaign)
    try workspace.score(accounts, 7.5, for: campaign)

    try workspace.archive(campaign)
    let archived = try workspace.overview(of: campaign)
    try workspace.restore(campaign)

    #expect(archived.campaign.isArchived)
    #expect(archived.campaign.status == .running)
    #expect(archived.statistics.scored == 2)
    #expect(try !workspace.overview(of: campaign).campaign.isArchived)
    // What became due in the archive is not sent at once.
    #expect(try workspace.overview(of: campaign).campaign.status == .paused)
  }

  @Test("S3-044 deleting asks for the name and takes only what is the campaign's own")
  func deletingIsNameConfirmed() throws {
    let campaign = try workspace.makeCampaign("Spring")
    let accounts = try workspace.makeAccounts(2)
    _ = try workspace.addAccounts(accounts, to: campaign)
    try workspace.score(accounts, 7.5, for: campaign)
    try workspace.setStatus(of: campaign, to: .paused)

    #expect(throws: Refusal.self) { try workspace.delete(campaign, named: "Autumn") }
    try workspace.delete(campaign, named: "Spring")

    #expect(throws: Refusal.notFound("campaign")) { _ = try workspace.overview(of: campaign) }
    #expect(try workspace.value("SELECT count(*) FROM accounts") == 2)
    #expect(try workspace.value("SELECT count(*) FROM fit_scores") == 2)
    #expect(try workspace.value("SELECT count(*) FROM campaign_accounts") == 0)
    #expect(try workspace.value("SELECT count(*) FROM campaign_deltas") == 0)
  }

  @Test("S3-044 a running campaign is not deleted")
  func aRunningCampaignIsNotDeleted() throws {
    let campaign = try workspace.makeCampaign("Spring")

    #expect(throws: Refusal.conflict("it is running; pause it first")) {
      try workspace.delete(campaign, named: "Spring")
    }
  }

  private func updatedAt(_ campaign: Campaign.ID) throws -> Date {
    try workspace.overview(of: campaign).campaign.updatedAt
  }
}
