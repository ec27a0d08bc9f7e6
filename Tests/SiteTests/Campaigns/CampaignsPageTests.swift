import Foundation
import HTTPTypes
import Outreach
import Postgres
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

  @Test func itIsSortedByTheHeadsOfItsColumns() throws {
    let few = try workspace.makeCampaign("Bolt")
    let many = try workspace.makeCampaign("Acme")
    _ = try workspace.addAccounts(workspace.makeAccounts(2, named: "Many"), to: many)
    _ = try workspace.addAccounts(workspace.makeAccounts(1, named: "Few"), to: few)

    func order(_ sort: String) throws -> [String] {
      try page(["sort": sort]).matches(of: /class="name" href="\/campaigns\/(\d+)"/)
        .map { String($0.1) }
    }

    #expect(try order("") == ["\(many)", "\(few)"])
    #expect(try order("made") == ["\(few)", "\(many)"])
    #expect(try order("name") == ["\(many)", "\(few)"])
    #expect(try order("-name") == ["\(few)", "\(many)"])
    #expect(try order("-accounts") == ["\(many)", "\(few)"])
    #expect(try order("accounts") == ["\(few)", "\(many)"])
    #expect(try page(["sort": "-accounts"]).contains("aria-sort=\"descending\""))
  }

  @Test func aSortedListIsReadInPages() throws {
    for number in 0..<60 { _ = try workspace.makeCampaign("Campaign \(number % 3)-\(number)") }

    let first = try page(["sort": "name"])
    let next = try #require(first.firstMatch(of: /after=([^"&]+)/)).1
    let second = try page(["sort": "name", "after": String(next).removingPercentEncoding ?? ""])

    let names = (first + second).matches(of: /class="name" href="\/campaigns\/(\d+)"/)
      .map { String($0.1) }
    #expect(names.count == 60)
    #expect(Set(names).count == 60)
  }

  @Test func severalArePausedResumedAndArchived() throws {
    let one = try workspace.makeCampaign("One")
    let two = try workspace.makeCampaign("Two")
    let draft = try workspace.makeDraft("Three")
    try workspace.run("UPDATE campaigns SET status = 'running' WHERE id IN (\(one), \(two))")
    let browser = try workspace.signIn()
    func act(_ act: String, _ campaigns: [Campaign.ID]) throws -> String {
      let form = Form(
        [Form.Field(name: "act", value: act)]
          + campaigns.map { Form.Field(name: "campaign", value: "\($0)") })
      _ = try door().respond(to: browser.request("/campaigns/acts", form: form))
      return try door().respond(to: browser.request("/campaigns")).text
    }
    func states() throws -> [String] {
      try workspace.rows("SELECT status::text AS s FROM campaigns ORDER BY id").map { try $0["s"] }
    }

    let paused = try act("pause", [one, two, draft])
    #expect(paused.contains("2 campaigns paused. 1 campaign stays as it is"))
    #expect(try states() == ["paused", "paused", "draft"])

    // Each counts once, and one that does not exist is not running otherwise.
    let unknown = Campaign.ID(rawValue: 999_999)
    let again = try act("resume", [one, one, unknown])
    #expect(again.contains("1 campaign resumed. 1 selected campaign does not exist."))
    #expect(!again.contains("only running campaigns"))
    #expect(try states() == ["running", "paused", "draft"])

    try workspace.setStatus(of: one, to: .paused)
    #expect(try act("archive", [one, two]).contains("2 campaigns archived."))
    let twice = try act("archive", [one])
    #expect(twice.contains("No campaigns archived. 1 campaign stays as it is"))
    #expect(twice.contains("archived campaigns are not archived again."))
    #expect(try act("restore", [draft]).contains("only archived campaigns are restored."))
    let archived = try page(["archived": "1"])
    #expect(archived.contains("Archived"))
    #expect(!archived.contains("Running</span>"))
    #expect(!archived.contains("#g-live"))
    #expect(archived.contains("value=\"restore\""))
    #expect(try act("pause", []).contains("Select at least one campaign."))
  }

  @Test func aBulkResumeLeavesOutWhatTheBounceLimitStopped() throws {
    let (fine, stopped) = (try workspace.makeCampaign("Fine"), try workspace.makeCampaign("Spring"))
    try workspace.run("UPDATE campaigns SET status = 'paused'")
    try workspace.run(
      """
      UPDATE campaigns SET pause_reason = 'bounces',
        pause_details = '{"bounces": 9, "emails": 50, "allowed": 0.05}'
      WHERE id = \(stopped)
      """)

    let said = try act("resume", [fine, stopped], signedIn: workspace.signIn())

    #expect(
      said.contains(
        "1 campaign resumed. 1 was paused by the bounce limit (Spring): resume it on its own page.")
    )
    #expect(try workspace.overview(of: fine).campaign.status == .running)
    #expect(try workspace.overview(of: stopped).campaign.status == .paused)
    #expect(try workspace.overview(of: stopped).campaign.pause?.reason == .bounces)
  }

  @Test func runningCampaignsAreArchivedAfterAQuestionAndComeBackPaused() throws {
    let running = try workspace.makeCampaign("Spring")
    let draft = try workspace.makeDraft("Draft")
    let browser = try workspace.signIn()
    let form = form("archive", [running, draft])

    let question = try door().respond(to: browser.request("/campaigns/acts", form: form))
    #expect(question.text.contains("Archive 2 campaigns?"))
    #expect(question.text.contains("1 of them is running and stops sending."))
    #expect(try workspace.value("SELECT count(*) FROM campaigns WHERE archived_at IS NULL") == 2)

    let confirmed = try #require(
      PageForm.all(in: question.text).first { $0.fields["confirmed"] == "yes" })
    _ = try door().respond(to: browser.request(confirmed.path, form: confirmed.fields))
    let list = try door().respond(to: browser.request("/campaigns")).text
    #expect(list.contains("2 campaigns archived."))
    #expect(try workspace.value("SELECT count(*) FROM campaigns WHERE archived_at IS NULL") == 0)

    let undo = try #require(PageForm.all(in: list).first { $0.fields["act"] == "restore" })
    _ = try door().respond(to: browser.request(undo.path, form: undo.fields))
    let restored = try door().respond(to: browser.request("/campaigns")).text
    #expect(
      restored.contains("2 campaigns restored. 1 was running and is paused until you resume it."))
    #expect(try workspace.overview(of: running).campaign.status == .paused)
    #expect(try workspace.overview(of: draft).campaign.status == .draft)
  }

  @Test func aBulkPauseIsTakenBackByItsUndoButton() throws {
    let campaigns = [try workspace.makeCampaign("Spring"), try workspace.makeCampaign("Autumn")]
    let browser = try workspace.signIn()

    let list = try act("pause", campaigns, signedIn: browser)
    let undo = try #require(PageForm.all(in: list).first { $0.fields["act"] == "resume" })
    _ = try door().respond(to: browser.request(undo.path, form: undo.fields))

    #expect(
      try workspace.value("SELECT count(*) FROM campaigns WHERE status = 'running'") == 2)
  }

  @Test func oneThatWasRunningIsRestoredAsPausedAndSaysSo() throws {
    let campaign = try workspace.makeCampaign("Spring")
    try workspace.archive(campaign)
    let browser = try workspace.signIn()

    _ = try door().respond(to: browser.request("/campaigns/\(campaign)/restore", form: [:]))
    let page = try door().respond(to: browser.request("/campaigns/\(campaign)")).text

    #expect(page.contains("Campaign restored as paused. No emails are sent until you resume it."))
    #expect(
      try workspace.rows("SELECT kind FROM events ORDER BY id DESC LIMIT 1")
        .first?["kind"] == "campaign.paused")
    #expect(try workspace.overview(of: campaign).campaign.status == .paused)
  }

  private func form(_ act: String, _ campaigns: [Campaign.ID]) -> Form {
    Form(
      [Form.Field(name: "act", value: act)]
        + campaigns.map { Form.Field(name: "campaign", value: "\($0)") })
  }

  private func act(
    _ act: String, _ campaigns: [Campaign.ID], signedIn browser: Browser
  ) throws -> String {
    _ = try door().respond(to: browser.request("/campaigns/acts", form: form(act, campaigns)))
    return try door().respond(to: browser.request("/campaigns")).text
  }

  private func page(_ query: [String: String]) throws -> String {
    var form = Form()
    for (name, value) in query { form[name] = value }
    return try door().respond(to: Request(.get, "/campaigns", query: form), as: someone()).text
  }
}
