import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

/// Countries, languages and time zones are chosen from lists wherever they are entered.
@Suite(.database) struct ChoiceTests {
  @Test func languagesAreChosenFromOneListOnAllForms() throws {
    let account = try workspace.makeAccount(fields("Frost", in: "AT"))
    let product = try workspace.makeProduct("Herbals")
    let pages = ["/accounts/new", "/accounts/\(account)", "/products/new", "/products/\(product)"]

    for path in pages {
      let page = try get(path)
      #expect(page.contains(#/<select[^>]*name="language"/#), "\(path)")
      #expect(page.contains("<option value=\"nl\">Dutch</option>"), "\(path)")
    }
  }

  @Test func anAccountsCountryIsChosenAndOneThatIsUnknownStays() throws {
    let known = try workspace.makeAccount(fields("Frost", in: "AT"))
    let unknown = try workspace.makeAccount(fields("Dairy", in: "Atlantis"))

    let (page, other) = (try get("/accounts/\(known)"), try get("/accounts/\(unknown)"))

    #expect(page.contains("<option value=\"AT\" selected>Austria</option>"))
    #expect(page.contains("<option value=\"AU\">Australia</option>"))
    #expect(other.contains("<option value=\"Atlantis\" selected>Atlantis</option>"))
  }

  @Test func theZoneOfAScheduleHasTheListOfZones() throws {
    let campaign = try workspace.makeCampaign("Autumn")

    let page = try get("/campaigns/\(campaign)/sequence")

    #expect(page.contains(#/<input[^>]*name="zone"[^>]*list="zones"/#))
    #expect(page.contains("<datalist id=\"zones\">"))
  }

  private func fields(_ name: String, in country: String) -> AccountFields {
    var fields = AccountFields(name: name)
    fields.country = country
    return fields
  }

  private func get(_ path: String) throws -> String {
    try door().respond(to: Request(.get, path), as: someone()).text
  }
}
