import Foundation
import HTTPTypes
import Outreach
import Postgres
import Site
import Synchronization
import TestKit
import Testing
import Web

/// What is there is never written over by a form that was made from something older.
@Suite(.database, .serialized) struct FormVersionTests {
  @Test(arguments: EditForm.allCases)
  func whatSomebodyElseSavedMeanwhileIsShownAndNotWrittenOver(form: EditForm) throws {
    let place = try make(form)
    let seen = try typed(in: get(place.page), to: place.action)
    let (field, theirs, mine) = place.change
    func save(_ value: String, _ form: Form) throws -> Response {
      var form = form
      form[field] = value
      return try send(place.action, form)
    }

    #expect(try save(theirs, seen).status == .seeOther)
    // Sent twice, it is saved already.
    #expect(try save(theirs, seen).status == .seeOther)
    let refused = try save(mine, seen)

    #expect(refused.status == .conflict)
    #expect(refused.text.contains("was changed by someone else. Saving again replaces"))
    #expect(refused.text.contains("<dd class=\"lines\">\(place.shown ?? theirs)</dd>"))
    #expect(try typed(in: get(place.page), to: place.action)[field] == theirs)
    let again = try typed(in: refused.text, to: place.action)
    #expect(again[field] == mine)
    #expect(try send(place.action, again).status == .seeOther)
    #expect(try typed(in: get(place.page), to: place.action)[field] == mine)
  }

  @Test func whoLooksAtTheirsMayLeaveItSo() throws {
    let account = try workspace.makeAccount(AccountFields(name: "Frost"))
    let seen = try typed(in: get("/accounts/\(account)"), to: "/accounts/\(account)")
    _ = try send("/accounts/\(account)", ["name": "Frost AG"])
    let refused = try send("/accounts/\(account)", seen)

    #expect(refused.status == .conflict)
    #expect(
      refused.text.contains(
        "<a href=\"/accounts/\(account)\" data-drop>Discard my changes</a>"))
    #expect(try workspace.account(account).name == "Frost AG")
  }

  @Test func ofTwoWhoSaveAtOnceOneIsTold() throws {
    let account = try workspace.makeAccount(AccountFields(name: "Frost"))
    let seen = try typed(in: get("/accounts/\(account)"), to: "/accounts/\(account)")
    let told = Mutex<[HTTPResponse.Status]>([])
    try atOnce(8) { number in
      var form = seen
      form["city"] = "City \(number)"
      let status = try send("/accounts/\(account)", form).status
      told.withLock { $0.append(status) }
    }

    let statuses = told.withLock { $0 }
    #expect(statuses.count { $0 == .seeOther } == 1)
    #expect(statuses.count { $0 == .conflict } == 7)
  }

  enum EditForm: String, CaseIterable {
    case account, status, contact, expense, product, persona, mailbox, campaign, name, schedule,
      list, senders
    case workspace, settings, rates, notes, card, webhook
  }

  /// `change` is a field, what somebody else makes of it, and what I do.
  private struct Place {
    let page: String
    let action: String
    let change: (field: String, theirs: String, mine: String)
    var shown: String?

    init(
      _ page: String, at action: String? = nil, _ change: (String, String, String),
      shown: String? = nil
    ) {
      self.page = page
      self.action = action ?? page
      self.change = change
      self.shown = shown
    }
  }

  private func make(_ form: EditForm) throws -> Place {
    switch form {
    case .account, .status, .contact:
      let account = try workspace.makeAccount(AccountFields(name: "Frost"))
      if form == .account { return Place("/accounts/\(account)", ("city", "Oslo", "Bergen")) }
      if form == .status {
        return Place(
          "/accounts/\(account)", at: "/accounts/\(account)/status",
          ("status", "do_not_contact", "customer"), shown: "Do not contact")
      }
      var fields = ContactFields()
      fields.email = "mia@frost.example"
      let contact = try workspace.addContact(fields, to: account)
      return Place("/contacts/\(contact)", ("title", "Head of cold", "Buyer"))
    case .expense:
      let expense = try workspace.post(
        NewExpense(
          spentOn: #require(Day(sqlText: "2026-03-31")), category: .event, amount: 640,
          currency: "EUR"), to: workspace.makeCampaign())
      return Place("/expenses/\(expense)", ("amount", "650", "660"))
    case .product: return Place("/products/\(try workspace.makeProduct())", ("name", "A", "B"))
    case .persona:
      return Place(
        "/products/\(try workspace.makeProduct())/personas/sales", ("summary", "Theirs", "Mine"))
    case .mailbox: return Place("/mailboxes/\(try workspace.makeBox())", ("daily_limit", "5", "6"))
    case .campaign, .name:
      let path = "/campaigns/\(try workspace.makeCampaign())"
      return form == .name
        ? Place("\(path)/settings", at: "\(path)/rename", ("name", "A", "B"))
        : Place("\(path)/settings", ("language", "de", "fr"), shown: "German")
    case .schedule:
      let campaign = try workspace.makeDraft()
      try workspace.setSchedule(
        Schedule(days: [1], start: "09:00", end: "17:00", timezone: "UTC"), of: campaign)
      let path = "/campaigns/\(campaign)/sequence"
      return Place(path, at: "\(path)/schedule", ("end", "18:00", "19:00"))
    case .senders:
      let campaign = try workspace.makeDraft()
      let theirs = try workspace.makeBox("theirs@practice.example")
      let mine = try workspace.makeBox("mine@practice.example")
      let path = "/campaigns/\(campaign)/sequence"
      return Place(
        path, at: "\(path)/mailboxes", ("mailbox", "\(theirs)", "\(mine)"),
        shown: "theirs@practice.example")
    case .list:
      let list = try workspace.makeList(of: [])
      return Place("/lists/\(list)", at: "/lists/\(list)/name", ("name", "A", "B"))
    case .notes, .card:
      let campaign = try workspace.makeCampaign()
      let account = try workspace.makeAccount(AccountFields(name: "Frost"))
      try workspace.run(
        "INSERT INTO campaign_accounts (campaign_id, account_id) VALUES (\(campaign), \(account))")
      let path = "/campaigns/\(campaign)/accounts/\(account)"
      return form == .notes
        ? Place(path, ("notes", "Theirs", "Mine"))
        : Place("/campaigns/\(campaign)/reviews", at: path, ("notes", "Theirs", "Mine"))
    case .webhook:
      let draft = WebhookDraft(
        name: "Ours", address: "https://hooks.example", kinds: [.emailSent, .replyReceived])
      let id = try database.inWorkspace(workspace.id) {
        try $0.add(draft, secret: WebhookSecret(), sealedBy: Secrets.current()).id
      }
      return Place("/webhooks/\(id)", ("name", "A", "B"))
    case .workspace: return Place("/settings", at: "/settings/workspace", ("name", "A", "B"))
    case .settings: return Place("/settings", ("sending.footer", "Theirs", "Mine"))
    case .rates: return Place("/settings", at: "/settings/rates", ("rate_gmail", "3", "4"))
    }
  }

  /// The fields of the form that is sent to `action`, as a browser would send them.
  private func typed(in page: String, to action: String) throws -> Form {
    let form = "method=\"post\" action=\"\(action)\""
    let start = try #require(
      page.range(of: form + ">") ?? page.range(of: form + " data-state=\"Saved\">"))
    let end = try #require(page.range(of: "</form>", range: start.upperBound..<page.endIndex))
    let text = String(page[start.upperBound..<end.lowerBound])
    var fields: [Form.Field] = []
    func add(_ name: Substring, _ value: Substring) {
      fields.append(.init(name: String(name), value: String(value).replacing("&amp;", with: "&")))
    }
    for input in text.matches(of: /<input [^>]*>/) {
      let isBox = input.0.contains(/type="(checkbox|radio)"/)
      guard let name = input.0.firstMatch(of: /\ name="([^"]*)"/),
        !isBox || input.0.contains(" checked")
      else { continue }
      add(name.1, input.0.firstMatch(of: /\ value="([^"]*)"/)?.1 ?? "")
    }
    for select in text.matches(of: /<select [^>]*name="([^"]*)".*?<\/select>/.dotMatchesNewlines())
    {
      add(select.1, select.0.firstMatch(of: /<option value="([^"]*)" selected/)?.1 ?? "")
    }
    for area in text.matches(
      of: /<textarea [^>]*name="([^"]*)"[^>]*>\n(.*?)<\/textarea>/.dotMatchesNewlines())
    {
      add(area.1, area.2)
    }
    return Form(fields)
  }

  private func get(_ path: String) throws -> String {
    try door().respond(to: Request(.get, path), as: someone()).text
  }
}

private func send(_ path: String, _ form: Form) throws -> Response {
  try door().respond(to: Request(.post, path, form: form), as: someone())
}
