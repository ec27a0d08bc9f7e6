import HTTPTypes
import Site
import TestKit
import Testing
import Web

@Suite(.database) struct CampaignsPageTests {
  @Test func itListsTheCampaignsOfTheWorkspace() throws {
    _ = try workspace.makeCampaign("Autumn")

    let response = try door().respond(to: Request(.get, "/campaigns"), as: someone())

    #expect(response.status == .ok)
    #expect(response.text.contains("Autumn"))
  }
}
