import Foundation
import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

/// A campaign as the people who run it make it, change it and put it away, through its pages.
@Suite(.database) struct CampaignLifeTests {
  @Test func eachCopyOfACampaignHasANameOfItsOwn() throws {
    let campaign = try workspace.makeDraft("Spring")
    func ask(_ campaign: Campaign.ID) throws -> String {
      try door().respond(
        to: Request(.get, "/campaigns/\(campaign)/duplicate"), as: someone()
      ).text
    }
    func copy(_ name: String) throws -> Response {
      try door().respond(
        to: Request(.post, "/campaigns/\(campaign)/duplicate", form: ["name": name]), as: someone())
    }

    #expect(try ask(campaign).contains("value=\"Spring, copy\""))
    #expect(try copy("Spring, copy").status == .seeOther)
    #expect(try ask(campaign).contains("value=\"Spring, copy 2\""))
    let again = try copy("spring, Copy")
    #expect(again.status == .unprocessableContent)
    #expect(again.text.contains("A campaign with this name already exists."))
    #expect(try copy("Spring, copy 2").status == .seeOther)
    let second: Campaign.ID = try workspace.value("SELECT max(id) FROM campaigns")
    #expect(try ask(second).contains("value=\"Spring, copy 3\""))
  }

  @Test("S0-006 a campaign manager creates a campaign and updates it")
  func createdAndUpdated() throws {
    let product = try workspace.makeProduct("Frostgate")
    let door = try door()

    let made = door.respond(
      to: Request(
        .post, "/campaigns",
        form: ["csrf": "token", "name": "Spring", "product": "\(product)", "goal": "sales"]),
      as: someone(.campaignManager))
    let campaign = try #require(try workspace.campaigns().first)
    let renamed = try post(campaign, "rename", ["name": "Summer"], as: .campaignManager)
    let changed = try save(campaign, ["goal": "event", "stage": "outreach"], as: .campaignManager)

    for answer in [made, renamed, changed] { #expect(answer.status == .seeOther) }
    let shown = try words(in: page("/campaigns/\(campaign)"))
    for words in ["Summer", "Event", "Frostgate", "Stage: outreach"] {
      #expect(shown.contains(words), "\(words)")
    }
    #expect(try !page("/campaigns").contains("Spring"))
  }

  @Test("S3-008 S3-009 the goal of a running campaign is switched, and scores stay as they were")
  func theGoalIsSwitched() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let accounts = try workspace.makeAccounts(3)
    _ = try workspace.addAccounts(accounts, to: campaign)
    for (account, score) in zip(accounts, [8.2, 6.1, 2.4]) {
      try workspace.score([account], score, for: campaign)
    }
    let before = try scores()

    let answer = try save(campaign, ["goal": "press"])

    #expect(answer.status == .seeOther)
    #expect(before.count == 3)
    #expect(try scores() == before)
    let overview = try workspace.overview(of: campaign)
    #expect(overview.campaign.goal == .press)
    #expect(overview.campaign.status == .running)
    #expect(overview.statistics.scored == 0)
    // And they count again when it is switched back.
    _ = try save(campaign, ["goal": "sales"])
    #expect(try scores() == before)
    #expect(
      try workspace.overview(of: campaign).statistics.scores == [0, 0, 1, 0, 0, 0, 1, 0, 1, 0])
  }

  @Test(
    "S3-013 a campaign's pages show its name, its slug, its workspace and its product",
    arguments: [("Spring", "spring"), ("Über Öl & Gas", "uber-ol-gas")])
  func identity(name: String, slug: String) throws {
    let product = try workspace.makeProduct("Frostgate")
    let other = try otherWorkspace.makeProduct("Theirs")
    let door = try door()

    let made = door.respond(
      to: Request(
        .post, "/campaigns",
        form: ["csrf": "token", "name": name, "product": "\(product)", "goal": "press"]),
      as: someone())
    let foreign = door.respond(
      to: Request(
        .post, "/campaigns",
        form: ["csrf": "token", "name": "Winter", "product": "\(other)", "goal": "press"]),
      as: someone())
    let location = try #require(made.headers[.location])
    let head = try words(in: page(location))
    let settings = try words(in: page(location + "/settings"))

    #expect(head.contains(name) && head.contains("Frostgate") && head.contains("Ours"))
    #expect(try workspace.campaigns().count == 1)
    #expect(foreign.status != .seeOther)
    let found = try #require(try workspace.campaigns().first)
    #expect(try workspace.overview(of: found).campaign.slug == slug)
    #expect(settings.contains(slug))
  }

  @Test(
    "S3-016 S3-027 S3-028 a campaign speaks its product's language, or its own, and the product stays"
  )
  func languages() throws {
    let product = try workspace.makeProduct("Frostgate")
    try workspace.run("UPDATE products SET language = 'de'")
    var campaigns: [Campaign.ID] = []
    for (name, language) in [("Blank", ""), ("Spain", "es"), ("Britain", "en")] {
      let answer = try door().respond(
        to: Request(
          .post, "/campaigns",
          form: [
            "csrf": "token", "name": name, "product": "\(product)", "goal": "sales",
            "language": language,
          ]), as: someone())
      #expect(answer.status == .seeOther)
      campaigns.append(try #require(try workspace.campaigns().max { $0.rawValue < $1.rawValue }))
    }

    #expect(try campaigns.map(language) == ["de", "es", "en"])
    #expect(try words(in: page("/campaigns/\(campaigns[0])")).contains("German, from the product"))
    #expect(try words(in: page("/campaigns/\(campaigns[1])")).contains("Spanish"))
    #expect(try !words(in: page("/campaigns/\(campaigns[1])")).contains("from the product"))
    // Each is changed for itself, and by its product only where it has none of its own.
    _ = try save(campaigns[1], ["language": "ca"])
    #expect(try workspace.value("SELECT language FROM products") == "de")
    #expect(try campaigns.map(language) == ["de", "ca", "en"])
    try workspace.run("UPDATE products SET language = 'fr'")
    #expect(try campaigns.map(language) == ["fr", "ca", "en"])
    _ = try save(campaigns[1], ["language": ""])
    #expect(try campaigns.map(language) == ["fr", "fr", "en"])
  }

  @Test("S3-027 S3-028 emails to leads are written in the campaign's language")
  func languagesOfEmails() throws {
    let first = try workspace.makeSendingCampaign("Spain")
    let second = try workspace.makeSendingCampaign("Britain")
    try workspace.run(
      """
      UPDATE campaigns SET language = CASE id WHEN \(first) THEN 'es' ELSE 'en' END
      """)
    for campaign in [first, second] {
      try workspace.makeSendingStep(of: campaign)
      try workspace.makeSendingLead("lead@\(campaign).example", in: campaign)
    }

    let claimed = try queue.claimDeliveries(for: "sender", atMost: 10)

    let languages = Dictionary(uniqueKeysWithValues: claimed.map { ($0.campaign, $0.language) })
    #expect(languages == [first: "es", second: "en"])
  }

  @Test("S3-031 S3-047 a new campaign is a draft without accounts, and nothing scores it")
  func aNewCampaign() throws {
    let product = try workspace.makeProduct("Frostgate")

    _ = try door().respond(
      to: Request(
        .post, "/campaigns",
        form: ["csrf": "token", "name": "Spring", "product": "\(product)", "goal": "sales"]),
      as: someone())

    let campaign = try #require(try workspace.campaigns().first)
    let overview = try workspace.overview(of: campaign)
    #expect(overview.campaign.stage == .draft)
    #expect(overview.statistics.total == 0)
    #expect(try words(in: page("/campaigns/\(campaign)")).contains("Stage: draft"))
    #expect(try scoringStatus(of: campaign) == "idle")
    // What people call its stage sets nothing in motion.
    _ = try save(campaign, ["stage": "scoring"])
    #expect(try scoringStatus(of: campaign) == "idle")
  }

  @Test(
    "S3-035 S3-036 S3-037 S3-038 a stage is chosen and shown, and changes nothing else",
    arguments: [
      (Stage.outreach, "outreach"), (.active, "active"), (.paused, "paused"),
      (.completed, "completed"),
    ])
  func stages(stage: Stage, word: String) throws {
    let campaign = try workspace.makeSendingCampaign()
    try workspace.makeSendingStep(of: campaign)
    let lead = try workspace.makeSendingLead("ada@example.com", in: campaign)
    let accounts = try workspace.makeAccounts(2)
    _ = try workspace.addAccounts(accounts, to: campaign)
    try workspace.score(accounts, 7.5, for: campaign)
    let before = try everything(of: campaign)

    let answer = try save(campaign, ["stage": stage.rawValue])
    var after = try everything(of: campaign)

    #expect(answer.status == .seeOther)
    #expect(try workspace.overview(of: campaign).campaign.stage == stage)
    #expect(try words(in: page("/campaigns/\(campaign)")).contains("Stage: \(word)"))
    // Only the audit trail has a line more.
    after["audit_entries"] = before["audit_entries"]
    #expect(after == before)
    // It enforces nothing: what is due is sent.
    let claimed = try queue.claimDeliveries(for: "sender", atMost: 10)
    #expect(claimed.map(\.enrollment) == [lead])
  }

  @Test("S3-043 archiving keeps every conversation, score, expense and entry of the audit trail")
  func archivingKeepsEverything() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let mailbox = try workspace.makeMailbox()
    let lead = try workspace.makeWrittenTo("Acme", in: campaign, from: mailbox)
    try workspace.score([lead.account], 7.5, for: campaign)
    for (act, text) in [("sent", "A letter of ours"), ("inbound", "An answer of theirs")] {
      let answer = try post(
        campaign, "accounts/\(lead.account)/\(act)",
        ["contact": "\(lead.contact)", "channel": "post", "text": text, "act": "sent"])
      #expect(answer.status == .seeOther)
    }
    _ = try workspace.post(
      NewExpense(spentOn: today, category: .event, amount: 10, currency: "EUR"), to: campaign)
    _ = try post(campaign, "rename", ["name": "Winter"])
    let before = try everything(of: campaign)

    let answer = try post(campaign, "archive", [:])

    #expect(answer.status == .seeOther)
    #expect(try workspace.overview(of: campaign).campaign.isArchived)
    var after = try everything(of: campaign)
    // The archiving itself is the one entry more.
    #expect(after["audit_entries"] == before["audit_entries"].map { $0 + 1 })
    after["audit_entries"] = before["audit_entries"]
    #expect(after == before)
    for (path, text) in [
      ("conversations", "An answer of theirs"), ("costs", "10.00"), ("audit", "Winter"),
      ("accounts", "7.5"), ("accounts/\(lead.account)", "A letter of ours"),
    ] {
      #expect(try words(in: page("/campaigns/\(campaign)/\(path)")).contains(text), "\(path)")
    }
  }

  @Test("S3-063 a score of one's own is set in the row of the account, without another page")
  func aScoreIsSetInTheRow() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let accounts = try workspace.makeAccounts(2, named: "Dairy")
    _ = try workspace.addAccounts(accounts, to: campaign)
    try workspace.score(accounts, 9.1, for: campaign)
    let list = "/campaigns/\(campaign)/accounts"
    let row = "\(list)/\(accounts[0])"

    let open = try door().respond(
      to: Request(.get, list, query: ["edit": "score-\(accounts[0])"]), as: someone())
    let form = try #require(
      PageForm.all(in: open.text).first { $0.isPost && $0.path == row })
    var fields = form.fields
    (fields["score"], fields["reason"], fields["csrf"]) = ("3.5", "Too small", "token")
    let saved = try door().respond(
      to: Request(.post, form.path, query: form.query, form: fields), as: someone())

    #expect(saved.headers[.location]?.hasPrefix(list) == true)
    #expect(try workspace.lead(accounts[0], in: campaign).overrideScore == 3.5)
    #expect(try workspace.lead(accounts[1], in: campaign).overrideScore == nil)
    let rows = try rows(of: page(list))
    let shown = try #require(rows.first { $0.contains { $0.contains("Dairy 1") } })
    #expect(shown.contains { $0.contains("3.5") && $0.contains("AI 9.1") })
  }

  private func page(_ path: String) throws -> String {
    let answer = try door().respond(to: Request(.get, path), as: someone())
    #expect(answer.status == .ok, "\(path)")
    return answer.text
  }

  private func post(
    _ campaign: Campaign.ID, _ act: String, _ fields: [String: String], as role: Role = .owner
  ) throws -> Response {
    var form: Form = ["csrf": "token"]
    for (name, value) in fields { form[name] = value }
    return try door().respond(
      to: Request(.post, "/campaigns/\(campaign)/\(act)", form: form), as: someone(role))
  }

  /// The settings' form as it is shown, with these changes.
  private func save(
    _ campaign: Campaign.ID, _ changes: [String: String], as role: Role = .owner
  ) throws -> Response {
    let path = "/campaigns/\(campaign)/settings"
    let form = try #require(PageForm.all(in: page(path)).first { $0.isPost && $0.path == path })
    var fields: [String: String] = [:]
    for field in form.fields.fields { fields[field.name] = field.value }
    return try post(campaign, "settings", fields.merging(changes) { $1 }, as: role)
  }

  private func language(of campaign: Campaign.ID) throws -> String {
    try workspace.overview(of: campaign).campaign.language
  }

  private func scoringStatus(of campaign: Campaign.ID) throws -> String {
    try workspace.value("SELECT scoring_status::text FROM campaigns WHERE id = \(campaign)")
  }

  private func scores() throws -> [String] {
    try workspace.rows("SELECT s::text AS line FROM fit_scores s ORDER BY 1").map {
      try $0["line"]
    }
  }

  /// How much there is of what belongs to a campaign, and its own states.
  private func everything(of campaign: Campaign.ID) throws -> [String: Int] {
    let row = try #require(
      try workspace.rows(
        """
        SELECT (SELECT count(*)::int FROM campaign_accounts WHERE campaign_id = \(campaign)) AS accounts,
          (SELECT count(*)::int FROM enrollments WHERE campaign_id = \(campaign) AND state = 'active')
            AS enrollments,
          (SELECT count(*)::int FROM deliveries WHERE campaign_id = \(campaign)) AS deliveries,
          (SELECT count(*)::int FROM messages WHERE campaign_id = \(campaign)) AS messages,
          (SELECT count(*)::int FROM expenses WHERE campaign_id = \(campaign)) AS expenses,
          (SELECT count(*)::int FROM audit_entries WHERE campaign_id = \(campaign)) AS audit_entries,
          (SELECT count(*)::int FROM fit_scores) AS scores,
          (SELECT count(*)::int FROM campaigns WHERE id = \(campaign) AND status = 'running') AS running
        """
      ).first)
    var all: [String: Int] = [:]
    for name in [
      "accounts", "enrollments", "deliveries", "messages", "expenses", "audit_entries", "scores",
      "running",
    ] {
      all[name] = try row[name]
    }
    return all
  }
}

extension Queryable {
  fileprivate func campaigns() throws -> [Campaign.ID] {
    try rows("SELECT id FROM campaigns ORDER BY id").map { try $0["id"] }
  }
}

private let today = Day(year: 2026, month: 11, day: 21)
