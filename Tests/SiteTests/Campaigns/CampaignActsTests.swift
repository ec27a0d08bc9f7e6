import Foundation
import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

@Suite(.database) struct CampaignActsTests {
  @Test("S3-045 the title is a field in place: type, save, no page between")
  func renamingInPlace() throws {
    let campaign = try workspace.makeCampaign("Spring")
    let door = try door()

    let page = door.respond(to: Request(.get, "/campaigns/\(campaign)"), as: someone())
    let renamed = door.respond(to: post(campaign, "rename", ["name": "Summer"]), as: someone())

    #expect(page.text.contains("data-edit=\"rename-form\""))
    #expect(renamed.headers[.location] == "/campaigns/\(campaign)")
    #expect(try workspace.overview(of: campaign).campaign.name == "Summer")
    #expect(try workspace.overview(of: campaign).campaign.slug == "spring")
  }

  @Test("S3-122 a change of a campaign stands in the audit trail, with who made it")
  func changesAreAudited() throws {
    let campaign = try workspace.makeCampaign("Spring")

    _ = try door().respond(to: post(campaign, "rename", ["name": "Summer"]), as: someone())

    #expect(
      try workspace.value(
        """
        SELECT count(*) FROM audit_entries
        WHERE campaign_id = \(campaign) AND person_id = 1
          AND before ->> 'name' = 'Spring' AND after ->> 'name' = 'Summer'
        """) == 1)
  }

  @Test("S3-042 an archived campaign leaves the list and stands among the archived")
  func archivedCampaignsLeaveTheList() throws {
    let campaign = try workspace.makeCampaign("Spring")
    let door = try door()

    _ = door.respond(to: post(campaign, "archive", [:]), as: someone())
    let current = door.respond(to: Request(.get, "/campaigns"), as: someone())
    let archived = door.respond(
      to: Request(.get, "/campaigns", query: ["archived": "1"]), as: someone())

    let link = "href=\"/campaigns/\(campaign)\""
    #expect(!current.text.contains(link))
    #expect(archived.text.contains(link))
  }

  @Test func anArchivedCampaignSaysSoAndCanBeRestored() throws {
    let campaign = try workspace.makeCampaign("Spring")
    try workspace.run("UPDATE campaigns SET status = 'running', archived_at = now()")

    let page = try door().respond(to: Request(.get, "/campaigns/\(campaign)"), as: someone()).text

    #expect(page.contains("This campaign is archived."))
    #expect(page.contains("action=\"/campaigns/\(campaign)/restore\""))
    #expect(!page.contains("Email: running"))
  }

  @Test(arguments: ["draft", "running", "paused", "completed"])
  func anArchivedCampaignOffersNothingThatCannotBeDone(status: String) throws {
    let campaign = try workspace.makeDraft("Spring")
    let path = "/campaigns/\(campaign)"
    let list = try workspace.makeList(of: [workspace.makeLead()])
    _ = try workspace.attach(list: list, to: campaign)
    _ = try workspace.makeList(of: [], named: "Another")
    _ = try workspace.save(.init(subjects: ["Hi"], body: "Hi"), at: nil, of: campaign)
    try workspace.choose(mailboxes: [workspace.makeBox()], for: campaign)
    try workspace.run("UPDATE campaigns SET status = \(status)::campaign_status")
    let acts = [
      "/sequence/launch", "/sequence/lists", "/sequence/detach", "/sequence/steps",
      "/sequence/time", "/status", "/add",
      "/decisions", "/removals", "/reviews/",
    ]
    func offered() throws -> Set<String> {
      let pages = ["", "/accounts", "/reviews", "/sequence"]
      let html = try pages.map {
        try door().respond(to: Request(.get, path + $0), as: someone()).text
      }
      return Set(
        acts.filter { act in
          html.contains {
            $0.contains("action=\"\(path)\(act)")
              || ["/add", "/sequence/detach"].contains(act)
                && $0.contains("href=\"\(path)\(act)")
          }
        })
    }
    #expect(
      try offered().isSuperset(of: ["/sequence/lists", "/sequence/steps", "/add", "/reviews/"]))

    try workspace.run("UPDATE campaigns SET archived_at = now()")

    #expect(try offered() == [])
    let page = try door().respond(to: Request(.get, "\(path)/sequence"), as: someone()).text
    #expect(page.contains("This campaign is archived."))
    #expect(page.contains("action=\"\(path)/restore\""))
    #expect(!page.contains("Save schedule") && !page.contains("Save mailboxes"))
    #expect(!page.contains("id=\"plan\"") && !page.contains("id=\"checklist\""))
    #expect(page.contains("href=\"/lists/\(list)\"") && !page.contains("Another"))
    for request in [
      Request(.get, "\(path)/add"),
      Request(.post, "\(path)/add", form: ["csrf": "token", "account": "1"]),
    ] {
      #expect(try door().respond(to: request, as: someone()).headers[.location] == path)
    }
  }

  @Test func theStageIsSaidToBeTheTeamsBesideTheStateOfItsEmails() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let page = try words(
      in: door().respond(to: Request(.get, "/campaigns/\(campaign)"), as: someone()).text)
    #expect(page.contains("Stage: draft, set by your team Email: running"))
  }

  @Test func theTopButtonOfADraftIsWhatComesNext() throws {
    let campaign = try workspace.makeDraft("Spring")
    func next() throws -> [String] {
      let page = try door().respond(to: Request(.get, "/campaigns/\(campaign)"), as: someone()).text
      return page.matches(of: /<a class="btn primary" href="([^"]+)"[^>]*>([^<]+)<\/a>/)
        .map { "\($0.1) \($0.2)" }
    }
    let sequence = "/campaigns/\(campaign)/sequence"

    #expect(try next() == ["\(sequence)#lists Attach a list"])

    let list = try workspace.makeList(of: [workspace.makeLead()])
    _ = try workspace.attach(list: list, to: campaign)
    try workspace.run(
      "UPDATE campaign_accounts SET review_status = 'approved', reviewed_by = 1, reviewed_at = now()"
    )
    #expect(try next() == ["\(sequence)?step=new#editor Write the first email"])

    _ = try workspace.save(.init(subjects: ["Hi"], body: "Hi"), at: nil, of: campaign)
    #expect(try next() == ["\(sequence)#checklist Check and launch"])

    try workspace.run("UPDATE campaigns SET status = 'running'")
    #expect(try next() == [])
  }

  @Test func anAccountWithAPersonsScoreIsScoredInTheListAndOnThePage() throws {
    let campaign = try workspace.makeCampaign("Spring")
    _ = try workspace.addAccounts(workspace.makeAccounts(2), to: campaign)
    try workspace.run(
      """
      UPDATE campaign_accounts SET override_score = 8, override_reason = 'knows us'
      WHERE account_id = (SELECT min(account_id) FROM campaign_accounts)
      """)

    let page = try door().respond(to: Request(.get, "/campaigns/\(campaign)"), as: someone()).text

    #expect(page.contains("1 unscored"))
    #expect(try workspace.campaigns().map(\.statistics.scored) == [1])
    #expect(try workspace.overview(of: campaign).statistics.scored == 1)
  }

  @Test func aChangeOfGoalSaysWhatBecomesOfTheScores() throws {
    let campaign = try workspace.makeCampaign("Spring")
    let account = try #require(try workspace.makeAccounts(1).first)
    _ = try workspace.addAccounts([account], to: campaign)
    try workspace.run(
      """
      INSERT INTO fit_scores (product_id, goal, account_id, score)
      SELECT product_id, goal, \(account), 7 FROM campaigns WHERE id = \(campaign)
      """)
    let path = "/campaigns/\(campaign)/settings"
    let page = try door().respond(to: Request(.get, path), as: someone()).text
    #expect(page.contains("With another goal the 1 score for this one is hidden"))

    let version = try #require(page.matches(of: /name="version" value="([^"]+)"/).last).1
    let browser = try workspace.signIn()
    _ = try door().respond(
      to: browser.request(
        path, form: ["goal": "press", "stage": "draft", "version": String(version)]))
    let after = try door().respond(to: browser.request(path)).text
    #expect(after.contains("The goal is Press now. 0 accounts have a score for it"))
    #expect(!after.contains("Scores stay"))
  }

  @Test("S3-044 deleting asks for the name")
  func deletingAsksForTheName() throws {
    let campaign = try workspace.makeCampaign("Spring")
    try workspace.setStatus(of: campaign, to: .paused)
    let door = try door()

    let wrong = door.respond(to: post(campaign, "delete", ["name": "spring"]), as: someone())
    let right = door.respond(to: post(campaign, "delete", ["name": "Spring"]), as: someone())

    #expect(wrong.status == .unprocessableContent)
    #expect(wrong.text.contains("This does not match the campaign’s name."))
    #expect(right.headers[.location] == "/campaigns")
    #expect(try workspace.value("SELECT count(*) FROM campaigns") == 0)
  }

  @Test("S3-040 the stage is shown as a hint")
  func theStageIsShown() throws {
    let campaign = try workspace.makeCampaign("Spring")
    let form = ["stage": "icp_definition", "goal": "sales", "name": "Spring"]

    _ = try door().respond(to: post(campaign, "settings", form), as: someone())
    let page = try door().respond(to: Request(.get, "/campaigns/\(campaign)"), as: someone())

    #expect(page.text.contains("ICP definition"))
  }

  @Test("S3-065 S3-066 tags and notes are written in the row")
  func tagsAndNotes() throws {
    let campaign = try workspace.makeCampaign("Spring")
    let accounts = try workspace.makeAccounts(1)
    _ = try workspace.addAccounts(accounts, to: campaign)
    let door = try door()

    for fields in [
      ["tags": "Q2 priority, warm intro, Q2 priority"], ["notes": "Ask for Ms Thiele"],
    ] {
      _ = door.respond(to: post(campaign, "accounts/\(accounts[0])", fields), as: someone())
    }
    let page = door.respond(to: Request(.get, "/campaigns/\(campaign)"), as: someone())

    #expect(page.text.contains("<span class=\"tag\">Q2 priority</span>"))
    #expect(page.text.contains("<span class=\"tag\">warm intro</span>"))
    #expect(page.text.contains("Ask for Ms Thiele"))
  }

  private func post(_ campaign: Campaign.ID, _ act: String, _ fields: [String: String]) -> Request {
    var form: Form = ["csrf": "token"]
    for (name, value) in fields { form[name] = value }
    return Request(.post, "/campaigns/\(campaign)/\(act)", form: form)
  }
}
