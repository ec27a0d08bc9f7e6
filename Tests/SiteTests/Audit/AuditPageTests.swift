import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

@Suite(.database) struct AuditPageTests {
  @Test("S3-122 a campaign's audit trail says in words who changed what")
  func aCampaignsTrailIsInWords() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let ada = try workspace.signIn()
    try database.inWorkspace(workspace.id, as: ada.person, from: "10.1.2.3") {
      try $0.run("UPDATE campaigns SET stage = 'outreach' WHERE id = \(campaign)")
    }

    let page = try door().respond(to: ada.request("/campaigns/\(campaign)/audit")).text

    #expect(page.contains("changed the campaign") && page.contains("Autumn"))
    #expect(page.contains("<del>draft</del>") && page.contains("<ins>outreach</ins>"))
    #expect(page.contains("10.1.2.3"))
  }

  @Test func whoSeesNoCostsReadsNoneInTheTrail() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let ada = try workspace.signIn()
    let sal = try workspace.signIn("Sal", as: .sales)
    try database.inWorkspace(workspace.id, as: ada.person) {
      try $0.audit("added the expense", "expense", name: "Stand 14", campaign: campaign)
    }

    #expect(
      try door().respond(to: ada.request("/campaigns/\(campaign)/audit")).text.contains("Stand 14"))
    #expect(
      try !door().respond(to: sal.request("/campaigns/\(campaign)/audit")).text.contains("Stand 14")
    )
  }

  @Test func theTrailGoesOnByKeysWithItsFilters() throws {
    let ada = try workspace.signIn()
    try database.inWorkspace(workspace.id, as: ada.person) { connection in
      for number in 1...60 { try connection.audit("act number \(number)", "campaign") }
    }

    let first = try door().respond(to: ada.request("/audit", query: ["kind": "campaign"])).text
    let older = try #require(first.firstMatch(of: #/href="\/audit\?([^"]+)" rel="next"/#)?.1)
    let query = try Form(urlEncoded: older.replacing("&amp;", with: "&"))
    let second = try door().respond(to: ada.request("/audit", query: query)).text

    #expect(query["kind"] == "campaign")
    #expect(first.contains("act number 60") && first.contains("act number 11 "))
    #expect(!first.contains("act number 10 "))
    #expect(second.contains("act number 10 ") && second.contains("act number 1 "))
  }

  @Test(arguments: ["%", "2026-13-45", "x' OR 1=1", "bm9uc2Vuc2U", "WyIxIiwiMiJd"])
  func nonsenseInTheAddressIsTheFirstPage(nonsense: String) throws {
    let ada = try workspace.signIn()

    for field in ["after", "before", "from", "to", "person", "kind"] {
      let response = try door().respond(to: ada.request("/audit", query: [field: nonsense]))
      #expect(response.status == .ok, "\(field)=\(nonsense)")
    }
  }
}
