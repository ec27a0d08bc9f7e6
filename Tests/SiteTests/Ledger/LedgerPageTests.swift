import Foundation
import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

@Suite(.database) struct LedgerPageTests {
  @Test(
    "S3-110 finance enters an expense and reads it in the ledger, once however often it is sent")
  func financeEntersAnExpense() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let door = try door()
    let form = expense(["amount": "1,250.50"])

    let answers = (0..<2).map { _ in
      door.respond(
        to: Request(.post, "/campaigns/\(campaign)/costs", form: form), as: someone(.finance))
    }
    let page = door.respond(
      to: Request(.get, "/campaigns/\(campaign)/costs"), as: someone(.finance))

    #expect(answers.map(\.status) == [.seeOther, .seeOther])
    #expect(try workspace.value("SELECT count(*) FROM expenses") == 1)
    #expect(page.text.contains("1,250.50"))
    #expect(page.text.contains("Larkspur Media"))
  }

  @Test func anEmptyLedgerIsNoSearchThatFoundNothing() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let path = "/campaigns/\(campaign)/costs"
    func page(_ query: Form = [:], _ role: Role = .finance) throws -> String {
      try door().respond(to: Request(.get, path, query: query), as: someone(role)).text
    }

    #expect(try page().contains("No expenses yet"))
    #expect(try page().contains(##"href="#add">Add an expense"##))
    #expect(try page(["q": "hotel"]).contains("No expenses found"))
    #expect(try page(["q": "hotel"]).contains(#"href="\#(path)">Show all expenses"#))
  }

  @Test func anExpenseIsDeletedOnItsOwnPage() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let id = try workspace.post(
      NewExpense(
        spentOn: Day(year: 2026, month: 3, day: 1), category: .event, amount: 10, currency: "EUR"),
      to: campaign)

    let page = try door().respond(to: Request(.get, "/expenses/\(id)"), as: someone(.finance)).text
    let form = try #require(PageForm.all(in: page).first { $0.path == "/expenses/\(id)/delete" })
    _ = try door().respond(to: Request(.post, form.path, form: form.fields), as: someone(.finance))

    #expect(try workspace.value("SELECT count(*) FROM expenses") == 0)
  }

  @Test("S3-110 a refused expense comes back as typed, with the complaint at its field")
  func aRefusedExpenseComesBack() throws {
    let campaign = try workspace.makeCampaign("Autumn")

    let page = try door().respond(
      to: Request(
        .post, "/campaigns/\(campaign)/costs",
        form: expense(["amount": "1.250,O0", "currency": "EURO"])), as: someone(.finance))

    #expect(page.status == .unprocessableContent)
    #expect(page.text.contains("“1.250,O0” holds a letter"))
    #expect(page.text.contains("value=\"1.250,O0\""))
    #expect(page.text.contains("is not an ISO 4217 currency"))
    #expect(page.text.contains("Larkspur Media"))
  }

  @Test("a currency without minor units takes whole amounts only", arguments: ["JPY", "KRW"])
  func aCurrencyWithoutDecimalsTakesNone(currency: String) throws {
    let campaign = try workspace.makeCampaign("Autumn")
    func post(_ amount: String) throws -> Response {
      try door().respond(
        to: Request(
          .post, "/campaigns/\(campaign)/costs",
          form: expense(["amount": amount, "currency": currency])), as: someone(.finance))
    }

    let refused = try post("10.50")
    let whole = try post("10.00")

    #expect(refused.status == .unprocessableContent)
    #expect(refused.text.contains("An amount in \(currency) has no decimals. Write a whole one."))
    #expect(refused.text.contains("value=\"10.50\""))
    #expect(whole.status == .seeOther)
    #expect(try workspace.value("SELECT sum(amount)::text FROM expenses") == "10.00")
  }

  @Test("S3-110 hours and rate that do not make the amount are asked about, not passed over")
  func hoursThatDoNotMakeTheAmount() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    func post(_ changes: [String: String]) throws -> Response {
      try door().respond(
        to: Request(.post, "/campaigns/\(campaign)/costs", form: expense(changes)),
        as: someone(.finance))
    }
    let labour = ["category": "labour", "hours": "2,5", "rate": "80"]

    let other = try post(labour.merging(["amount": "250"]) { $1 })
    let media = try post(["hours": "2", "rate": "80"])
    let same = try post(labour.merging(["amount": "200,00"]) { $1 })

    #expect(other.status == .unprocessableContent)
    #expect(other.text.contains("2.5 h × 80 is 200.00, not 250."))
    #expect(media.text.contains("Hours and an hourly rate apply to labor only."))
    #expect(same.status == .seeOther)
    #expect(try workspace.value("SELECT amount::text FROM expenses") == "200.00")
  }

  @Test(arguments: [
    ("1999-12-31", "before the year 2000"), ("2126-01-01", "more than a year ahead"),
    ("2026-02-30", "is not a date"),
  ])
  func aDayThatNobodyPaidOnIsRefused(day: String, complaint: String) throws {
    let campaign = try workspace.makeCampaign("Autumn")

    let page = try door().respond(
      to: Request(.post, "/campaigns/\(campaign)/costs", form: expense(["date": day])),
      as: someone(.finance))

    #expect(page.status == .unprocessableContent)
    #expect(page.text.contains(complaint))
  }

  @Test func theNextPageSaysWhatWasAdded() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let ada = try workspace.signIn()

    let answer = try door().respond(
      to: ada.request("/campaigns/\(campaign)/costs", form: expense(["amount": "1.250,50"])))
    let page = try door().respond(to: ada.request("/campaigns/\(campaign)/costs"))

    #expect(answer.status == .seeOther)
    #expect(page.text.contains("Added: 1,250.50 EUR, Week 42."))
  }

  @Test func withoutACampaignThereIsNoFormButTheWayToOne() throws {
    let page = try door().respond(to: Request(.get, "/costs"), as: someone())

    #expect(page.text.contains("Create a campaign first"))
    #expect(page.text.contains("href=\"/campaigns/new\""))
    #expect(!page.text.contains("Add an expense"))
  }

  @Test("S3-111 the list and the campaign's page lead to the ledger's form")
  func quickAdd() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let door = try door()

    for path in ["/campaigns", "/campaigns/\(campaign)"] {
      let page = door.respond(to: Request(.get, path), as: someone(.finance))
      #expect(page.text.contains("href=\"/campaigns/\(campaign)/costs\""), "\(path)")
    }
  }

  @Test("S3-117 with two currencies the page shows both totals and says why there is no ratio")
  func twoCurrencies() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let door = try door()
    for currency in ["EUR", "GBP"] {
      _ = door.respond(
        to: Request(
          .post, "/campaigns/\(campaign)/costs", form: expense(["currency": currency])),
        as: someone(.finance))
    }

    let page = door.respond(to: Request(.get, "/campaigns/\(campaign)"), as: someone(.finance))

    #expect(page.text.contains("Spend, EUR"))
    #expect(page.text.contains("Spend, GBP"))
    #expect(page.text.contains("Amounts are not converted"))
  }

  @Test func theCurrencyIsThatOfTheLastEntry() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    try workspace.post(
      NewExpense(
        spentOn: Day(year: 2026, month: 3, day: 1), category: .event, amount: 3, currency: "CHF"),
      to: campaign)

    let page = try door().respond(
      to: Request(.get, "/campaigns/\(campaign)/costs"), as: someone(.finance))

    #expect(page.text.contains("value=\"CHF\""))
  }

  @Test func whatIsDeletedCanBeTakenBack() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let posted = try workspace.post(
      NewExpense(
        spentOn: Day(year: 2026, month: 3, day: 1), category: .event, amount: 3, currency: "CHF"),
      to: campaign)

    let gone = try door().respond(
      to: Request(.post, "/expenses/\(posted)/delete", form: ["csrf": "token"]),
      as: someone(.finance))

    #expect(gone.status == .seeOther)
    #expect(try workspace.value("SELECT count(*) FROM expenses") == 0)
  }

  @Test("S3-110 sales, viewers and crm admins do not find the costs at all")
  func othersDoNotFindTheCosts() throws {
    let campaign = try workspace.makeCampaign("Autumn")
    let posted = try workspace.post(
      NewExpense(
        spentOn: Day(year: 2026, month: 3, day: 1), category: .event, amount: 3, currency: "CHF"),
      to: campaign)
    let door = try door()

    for role in [Role.sales, .viewer, .crmAdmin] {
      for path in ["/costs", "/campaigns/\(campaign)/costs", "/expenses/\(posted)"] {
        for method in [HTTPRequest.Method.get, .post] {
          let answer = door.respond(to: Request(method, path), as: someone(role))
          #expect(answer.status == .notFound, "\(role) at \(method) \(path)")
        }
      }
      let list = door.respond(to: Request(.get, "/campaigns"), as: someone(role))
      #expect(!list.text.contains("Spend"))
    }
  }

  private func expense(_ changes: [String: String]) -> Form {
    var form: Form = [
      "csrf": "token", "token": "6f0f1a5e-8d1b-4a5e-9d63-1f2a3b4c5d6e", "category": "ads_google",
      "amount": "640.00", "currency": "EUR", "date": "2026-03-01", "vendor": "Larkspur Media",
      "description": "Week 42",
    ]
    for (name, value) in changes { form[name] = value }
    if let currency = changes["currency"] { form["token"] = token(for: currency) }
    return form
  }

  private func token(for currency: String) -> String {
    currency == "GBP" ? UUID().uuidString : "6f0f1a5e-8d1b-4a5e-9d63-1f2a3b4c5d6e"
  }
}
