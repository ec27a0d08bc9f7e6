import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

@Suite(.database) struct NewCampaignPageTests {
  @Test("S1-005 sidebar, Campaigns, New campaign: the way to a campaign; S1-006 under its own name")
  func theWayToACampaign() throws {
    let product = try workspace.makeProduct("Frostgate")
    let door = try door()
    func open(_ path: String) throws -> String {
      let answer = door.respond(to: Request(.get, path), as: someone())
      #expect(answer.status == .ok, "\(path)")
      return answer.text
    }

    let sidebar = try open("/").firstMatch(of: /<nav aria-label="Main">(?s:(.*?))<\/nav>/)
    let list = try open(try link("Campaigns", in: String(try #require(sidebar).1)))
    let form = try open(try link("New campaign", in: list))
    let filled = try #require(
      PageForm.all(in: form).first { $0.isPost && $0.fields["product"] != "" })
    var fields = filled.fields
    (fields["csrf"], fields["name"], fields["product"]) = ("token", "Autumn", "\(product)")
    let made = door.respond(to: Request(.post, filled.path, form: fields), as: someone())
    let page = try open(made.headers[.location] ?? "")

    #expect(made.status == .seeOther)
    #expect(page.contains("<h1") && words(in: page).contains("Autumn"))
    #expect(try open("/campaigns").contains("Autumn"))
  }

  /// Where the link with these words leads.
  private func link(_ label: String, in html: String) throws -> String {
    let links = html.matches(of: /<a[^>]*href="([^"]*)"[^>]*>(?s:(.*?))<\/a>/)
    let found = links.first { words(in: $0.2).hasPrefix(label) }
    return String(try #require(found, "a link to \(label)").1)
  }

  @Test("S1-007 a campaign begins as a draft")
  func aCampaignBeginsAsADraft() throws {
    let product = try workspace.makeProduct()

    _ = try door().respond(to: create(product, [:]), as: someone())

    #expect(try workspace.value("SELECT status::text FROM campaigns") == "draft")
  }

  @Test(
    "S1-008 S1-009 S1-010 check reply, track opens and track clicks are settings of a campaign",
    arguments: [true, false])
  func settingsAreKept(isOn: Bool) throws {
    let product = try workspace.makeProduct()
    let names = ["check_reply", "track_opens", "track_clicks"]
    let ticks = isOn ? Dictionary(uniqueKeysWithValues: names.map { ($0, "1") }) : [:]

    _ = try door().respond(to: create(product, ticks), as: someone())

    #expect(
      try workspace.value(
        """
        SELECT (check_reply, track_opens, track_clicks) = (\(isOn), \(isOn), \(isOn)) FROM campaigns
        """))
  }

  @Test("S3-020 the page says of a campaign what it is, and who made it when")
  func identityAndProvenance() throws {
    let product = try workspace.makeProduct("Frostgate")
    let door = try door()

    let made = door.respond(to: create(product, ["goal": "press"]), as: someone())
    let page = door.respond(to: Request(.get, made.headers[.location] ?? ""), as: someone())

    #expect(page.text.contains("Press"))
    #expect(page.text.contains("Frostgate"))
    #expect(page.text.contains("English, from the product · Dana, since"))
    #expect(
      try workspace.value(
        "SELECT created_by = 1 AND created_at IS NOT NULL AND slug = 'spring' FROM campaigns"))
  }

  @Test("S3-020 the page says when a campaign was last changed")
  func lastChanged() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let door = try door()

    let fresh = door.respond(to: Request(.get, "/campaigns/\(campaign)"), as: someone())
    try workspace.rename(campaign, to: "Winter")
    let renamed = door.respond(to: Request(.get, "/campaigns/\(campaign)"), as: someone())

    #expect(!fresh.text.contains(", changed"))
    #expect(renamed.text.contains(", changed today"))
  }

  @Test("S3-006 the form offers eleven goals")
  func elevenGoals() throws {
    _ = try workspace.makeProduct()

    let form = try door().respond(to: Request(.get, "/campaigns/new"), as: someone())

    #expect(Goal.allCases.count == 11)
    for goal in Goal.allCases { #expect(form.text.contains("value=\"\(goal.rawValue)\"")) }
  }

  @Test func theFormOffersTheLanguagesOfISO639ByTheirNames() throws {
    _ = try workspace.makeProduct()

    let form = try door().respond(to: Request(.get, "/campaigns/new"), as: someone()).text

    #expect(Set(languageCodes).count == 183)
    for code in languageCodes {
      #expect(form.contains("<option value=\"\(code)\">"), "\(code)")
      #expect(!form.contains(">\(code)</option>"), "\(code) has no name")
    }
    for words in ["Yoruba", "Quechua", "Icelandic", "Zulu"] {
      #expect(form.contains(">\(words)</option>"))
    }
  }

  @Test func aCampaignWithoutANameComesBackAsTyped() throws {
    let product = try workspace.makeProduct()

    let page = try door().respond(
      to: create(product, ["name": " ", "goal": "press"]), as: someone())

    #expect(page.status == .unprocessableContent)
    #expect(page.text.contains("A campaign needs a name."))
    #expect(page.text.contains("value=\"press\" selected"))
  }

  private func create(_ product: Product.ID, _ changes: [String: String]) -> Request {
    var form: Form = ["csrf": "token", "name": "Spring", "product": "\(product)", "goal": "sales"]
    for (name, value) in changes { form[name] = value }
    return Request(.post, "/campaigns", form: form)
  }
}
