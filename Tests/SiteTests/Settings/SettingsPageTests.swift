import HTTPTypes
import Outreach
import Postgres
import TestKit
import Testing
import Web

@testable import Site

@Suite(.database) struct SettingsPageTests {
  @Test func whatIsSavedHoldsAndIsAudited() throws {
    let ada = try workspace.signIn()
    var form = try formAsShown(ada)
    form["replies.sla_hours"] = "4"
    form["sending.auto_pause_bounce_rate"] = "2.5"

    let response = try door().respond(to: ada.request("/settings", form: form))
    let own = try workspace.settings().filter { $0.own != nil }

    #expect(response.status == .seeOther)
    #expect(own.map(\.key) == ["replies.sla_hours", "sending.auto_pause_bounce_rate"])
    #expect(own.map(\.own) == ["4", "0.025"])
    #expect(try workspace.auditTrail().map(\.subjectName).sorted() == own.map(\.key))
  }

  @Test(arguments: ["four", "-1", "0", "0.5", "9000", "1e1", "0x5", "NaN"])
  func whatIsNoUseComesBackAsTyped(typed: String) throws {
    let ada = try workspace.signIn()
    var form = try formAsShown(ada)
    form["replies.sla_hours"] = typed

    let response = try door().respond(to: ada.request("/settings", form: form))

    #expect(response.status == .unprocessableContent)
    #expect(response.text.contains(#"value="\#(typed)""#))
    #expect(try workspace.settings().allSatisfy { $0.own == nil })
  }

  @Test func numbersAreTypedAsPagesPrintThemAndWithADecimalComma() throws {
    let ada = try workspace.signIn()
    var form = try formAsShown(ada)
    form["practice.daily_limit"] = "90,000"
    form["sending.auto_pause_bounce_rate"] = "5,5 %"
    form["sending.retry_minutes"] = "5, 10"

    let response = try door().respond(to: ada.request("/settings", form: form))

    #expect(response.status == .seeOther)
    let own = try workspace.settings().compactMap(\.own)
    #expect(own.sorted() == ["0.055", "90000", "[5, 10]"])
  }

  @Test func aCommaInAListThatCouldBelongToANumberIsRefused() throws {
    let ada = try workspace.signIn()
    var form = try formAsShown(ada)
    form["sending.retry_minutes"] = "15, 1,440"

    let refused = try door().respond(to: ada.request("/settings", form: form))

    #expect(refused.status == .unprocessableContent)
    #expect(refused.text.contains("“1,440” is one number or two."))
    #expect(refused.text.contains("value=\"15, 1,440\""))
  }

  @Test func aShareIsShownInFullSoThatSavingChangesNothing() throws {
    try workspace.set("sending.auto_pause_bounce_rate", to: "0.0525")
    let ada = try workspace.signIn()
    let form = try formAsShown(ada)
    #expect(form["sending.auto_pause_bounce_rate"] == "5.25")

    _ = try door().respond(to: ada.request("/settings", form: form))

    #expect(try workspace.settings().compactMap(\.own) == ["0.0525"])
  }

  @Test func thousandsHaveSeparatorsInWhatIsSaid() throws {
    let ada = try workspace.signIn()
    var form = try formAsShown(ada)
    form["sending.daily_limit"] = "99999999"

    let refused = try door().respond(to: ada.request("/settings", form: form)).text

    let most = try #require(
      try workspace.settings().first { $0.key == "sending.daily_limit" }?.most)
    #expect(refused.contains("Enter a number from 1 to \(Words.number(Int(most)))."))
    #expect(most >= 1_000)
  }

  @Test(arguments: ["PLT", "IST", "GMT+3", "US/Pacific-New", "Mars/Olympus"])
  func onlyZonesThatMeanOneThingAreTaken(zone: String) throws {
    let ada = try workspace.signIn()

    let workspaces = try door().respond(
      to: ada.request("/settings/workspace", form: ["name": "Tarnbrook", "timeZone": zone]))
    let own = try door().respond(to: ada.request("/me", form: ["name": "Ada", "timeZone": zone]))

    #expect(workspaces.status == .unprocessableContent)
    #expect(own.status == .unprocessableContent)
    #expect(try door().respond(to: ada.request("/campaigns")).status == .ok)
  }

  @Test func everySettingHasALabelAndItsUnitBesideTheField() throws {
    let ada = try workspace.signIn()

    let page = try door().respond(to: ada.request("/settings")).text

    for setting in try workspace.settings() {
      let (name, unit) = try #require(Setting.words[setting.key], "\(setting.key)")
      let id = setting.key.replacing(".", with: "-").replacing("_", with: "-")
      #expect(page.contains(">\(name)</label>"), "\(setting.key)")
      #expect(unit.isEmpty || page.contains("id=\"\(id)-unit\">\(unit)</span>"), "\(setting.key)")
    }
  }

  @Test func eachFieldSaysItsStandardAndATextHasRoom() throws {
    let ada = try workspace.signIn()
    var form = try formAsShown(ada)
    form["sending.daily_limit"] = "many"

    let page = try door().respond(to: ada.request("/settings")).text
    let refused = try door().respond(to: ada.request("/settings", form: form)).text

    #expect(page.contains(">Default: 50</p>") && page.contains(">Default: nothing</p>"))
    #expect(page.contains(#/<textarea[^>]+name="sending\.footer"/#))
    #expect(!refused.contains("Default: 50<"))
  }

  @Test func theWorkspacesNameStandsOnEveryPage() throws {
    let ada = try workspace.signIn()

    _ = try door().respond(
      to: ada.request(
        "/settings/workspace", form: ["name": "Tarnbrook", "timeZone": "Europe/Vienna"]))

    #expect(try door().respond(to: ada.request("/campaigns")).text.contains("Tarnbrook"))
  }

  /// The form as the page shows it: what holds now.
  private func formAsShown(_ browser: Browser) throws -> Form {
    let page = try door().respond(to: browser.request("/settings")).text
    var form: Form = [:]
    for field in page.matches(of: #/name="([a-z]+\.[a-z_]+)" type="text" value="([^"]*)"/#) {
      form[String(field.1)] = String(field.2)
    }
    return form
  }
}
