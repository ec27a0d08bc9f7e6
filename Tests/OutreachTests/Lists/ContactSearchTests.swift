import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct ContactSearchTests {
  @Test func anyPartOfAnAddressANameOrAnAccountFindsAContactOfTheList() throws {
    let list = try list(of: ["mia@frost.example", "bo@ice.example"])
    _ = try workspace.makeLead("out@frost.example", company: "Not on it")

    for (search, found) in [
      ("FROST.ex", ["mia@frost.example"]), ("@ice", ["bo@ice.example"]),
      ("firm of bo", ["bo@ice.example"]), ("ada", ["mia@frost.example", "bo@ice.example"]),
      ("nobody", []),
    ] {
      let page = try workspace.contacts(of: list, holding: search)
      #expect(page.contacts.compactMap(\.email) == found, "\(search)")
      #expect(page.stop == nil)
    }
  }

  @Test func ofAListTooLongForOnePageTheSearchGoesOnAndBeginningsComeFirst() throws {
    let list = try list(of: (1...7).map { "p\($0)@d\($0).example" } + ["zoe@d9.example"])
    var budget = SearchBudget(chunk: 3)
    budget.time = .zero

    let first = try workspace.contacts(of: list, holding: "zoe", budget)
    #expect(first.contacts.map(\.email) == ["zoe@d9.example"])
    #expect(first.stop?.looked == 3)
    let byDomain = try workspace.contacts(of: list, holding: "firm of p5", budget)
    #expect(byDomain.contacts.map(\.email) == ["p5@d5.example"])

    var (seen, stop) = (0, first.stop)
    while let key = stop?.key {
      let page = try workspace.contacts(
        of: list, holding: ".example", at: .after(key), budget)
      seen += page.contacts.count
      stop = page.stop
    }
    #expect(seen == 5)
  }

  @Test func aLeadOfACampaignIsFoundTheSameWay() throws {
    let campaign = try workspace.makeDraft()
    let leads = try (1...7).map {
      try workspace.makeLead("p\($0)@d\($0).example", company: "Cold storage \($0)")
    }
    _ = try workspace.attach(list: workspace.makeList(of: leads), to: campaign)
    var budget = SearchBudget(chunk: 3)
    budget.time = .zero

    let inside = try workspace.sequenceLeads(of: campaign, holding: "storage 6")
    #expect(inside.leads.map(\.email) == ["p6@d6.example"])
    #expect(inside.stop == nil)
    let page = try workspace.sequenceLeads(of: campaign, holding: "p7@", budget)
    #expect(page.leads.map(\.email) == ["p7@d7.example"])
    #expect(page.stop?.looked == 3)
    let on = try workspace.sequenceLeads(
      of: campaign, holding: "@d", key: page.stop?.key, budget)
    #expect(on.leads.count == 3)
  }

  private func list(of emails: [String]) throws -> LeadList.ID {
    let leads = try emails.map {
      try workspace.makeLead($0, first: "Ada", company: "Firm of \($0)")
    }
    return try workspace.makeList(of: leads)
  }
}
