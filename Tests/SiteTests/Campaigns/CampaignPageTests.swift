import HTTPTypes
import Outreach
import Site
import TestKit
import Testing
import Web

@Suite(.database) struct CampaignPageTests {
  @Test("S3-074 the campaign's page has queue, accounts, conversations and costs on one screen")
  func fourPanelsOnOneScreen() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let accounts = try workspace.makeAccounts(3, named: "Dairy")
    _ = try workspace.addAccounts(accounts, to: campaign)
    try workspace.score(accounts, 8.4, for: campaign)

    let page = try door().respond(to: Request(.get, "/campaigns/\(campaign)"), as: someone())

    #expect(page.status == .ok)
    for panel in ["Review queue", "Accounts", "Conversations", "Costs", "AI scores"] {
      #expect(page.text.contains(">\(panel)</h2>"), "\(panel)")
    }
    #expect(page.text.contains("Dairy 3"))
  }

  @Test("S3-110 who may not see costs finds no word of them")
  func costsAreAbsentForSales() throws {
    let campaign = try workspace.makeCampaign("Autumn")

    let page = try door().respond(to: Request(.get, "/campaigns/\(campaign)"), as: someone(.sales))

    #expect(page.status == .ok)
    #expect(!page.text.contains("Costs"))
  }

  @Test func anotherWorkspacesCampaignIsNotThere() throws {
    let campaign = try otherWorkspace.makeCampaign("Theirs")

    let page = try door().respond(to: Request(.get, "/campaigns/\(campaign)"), as: someone())

    #expect(page.status == .notFound)
  }
}
