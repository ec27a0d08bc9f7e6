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
    #expect(page.contains("<del>Draft</del>") && page.contains("<ins>Outreach</ins>"))
    #expect(page.contains("10.1.2.3"))
  }

  @Test func entriesInFormerWordsReadLikeTheOthers() throws {
    let ada = try workspace.signIn()
    try database.inWorkspace(workspace.id, as: ada.person) {
      try $0.run(
        """
        INSERT INTO audit_entries (action, subject_kind, subject_id, subject_name, before, after)
        VALUES
          ('settle_doubt', 'delivery', 1, '', '{"state": "in_doubt", "answer": ""}',
            '{"verdict": "arrived", "second_delivery": null}'),
          ('changed', 'reply', 1, '', '{"settled_at": null, "settled_by": null, "enrolment_id": 1}',
            '{"settled_at": "2026-05-02T10:00:00+00:00", "settled_by": 1, "enrolment_id": 2}')
        """)
    }

    let page = try door().respond(to: ada.request("/audit")).text

    #expect(page.contains("marked as delivered the email to"))
    #expect(page.contains("Done"))
    for word in ["doubt", "ettle", "nrolment"] { #expect(!page.contains(word), "\(word)") }
  }

  @Test func whereColleaguesWorkFromIsShownToAdministratorsOnly() throws {
    let campaign = try workspace.makeCampaign()
    let ada = try workspace.makeMember("Ada", .owner)
    try database.inWorkspace(workspace.id, as: ada, from: "198.51.100.7") {
      try $0.audit("changed", .campaign, campaign: campaign)
    }
    func trail(_ role: Role) throws -> String {
      try door().respond(
        to: workspace.signIn("\(role)", as: role).request("/campaigns/\(campaign)/audit")
      ).text
    }

    for role in Role.allCases {
      let page = try trail(role)
      #expect(page.contains("Ada"), "\(role)")
      #expect(page.contains("198.51.100.7") == role.may(.administer), "\(role)")
    }
  }

  @Test func whoSeesNoCostsReadsNoneInTheTrail() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let ada = try workspace.signIn()
    let sal = try workspace.signIn("Sal", as: .sales)
    try database.inWorkspace(workspace.id, as: ada.person) {
      try $0.audit("added the expense", .expense, name: "Stand 14", campaign: campaign)
    }

    #expect(
      try door().respond(to: ada.request("/campaigns/\(campaign)/audit")).text.contains("Stand 14"))
    #expect(
      try !door().respond(to: sal.request("/campaigns/\(campaign)/audit")).text.contains("Stand 14")
    )
  }

  @Test func numbersAreNumbersAndTimesAreTheReaders() throws {
    let ada = try workspace.signIn()
    try workspace.run("UPDATE people SET time_zone = 'Europe/Vienna'")
    try database.inWorkspace(workspace.id, as: ada.person) {
      try $0.run(
        """
        INSERT INTO audit_entries (action, subject_kind, subject_id, before, after)
        VALUES
          ('changed', 'expense', 1, '{"amount": 0.50, "hours": 0}', '{"amount": 1, "hours": 12.5}'),
          ('changed', 'campaign', 2, '{"check_reply": true}', '{"check_reply": false}'),
          ('changed', 'mailbox', 3, '{"paused_until": null}',
            '{"paused_until": "2026-07-01T10:00:00.5+00:00"}'),
          ('changed', 'mailbox', 4, '{"daily_limit": 50}', '{"daily_limit": 100000}'),
          ('made', 'step', 1, '{}', '{"position": 1, "wait_hours": 0}')
        """)
    }

    let page = try door().respond(to: ada.request("/audit")).text

    #expect(page.contains("<del>0.50</del>") && page.contains("<ins>1.00</ins>"))
    #expect(page.contains("<del>0</del>") && page.contains("<ins>12.5</ins>"))
    #expect(page.contains("<del>50</del>") && page.contains("<ins>100,000</ins>"))
    #expect(page.contains("<del>yes</del>") && page.contains("<ins>no</ins>"))
    #expect(page.contains("<ins>1 Jul 2026, 12:00:00</ins>"))
    #expect(page.contains("added the step <span class=\"strong\">2</span>"))
    #expect(page.contains("<dt>Position</dt>") && page.contains("<ins>2</ins>"))
    #expect(page.contains("<ins>0</ins>"))
  }

  @Test func theTrailGoesOnByKeysWithItsFilters() throws {
    let ada = try workspace.signIn()
    try database.inWorkspace(workspace.id, as: ada.person) { connection in
      for number in 1...60 { try connection.audit("act number \(number)", .campaign) }
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
