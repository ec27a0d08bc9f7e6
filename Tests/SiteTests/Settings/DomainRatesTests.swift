import Foundation
import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

@Suite(.database) struct DomainRatesTests {
  @Test("S1-050 an administrator changes how many emails a second a family of domains gets")
  func aChangedRateHoldsAndIsAudited() throws {
    let ada = try workspace.signIn()
    var form = try formAsShown(ada)
    #expect(
      form.fields.map(\.value).sorted() == ["1", "2", "2", "2", "2", "5"], "the standard is shown")
    form["rate_gmail"] = "0.5"

    let response = try door().respond(to: ada.request("/settings/rates", form: form))
    let entry = try #require(try workspace.auditTrail().first)

    #expect(response.status == .seeOther)
    #expect(try own() == ["gmail": "0.5"])
    #expect(try formAsShown(ada)["rate_gmail"] == "0.5")
    #expect(entry.subjectKind == .domainRate)
    #expect(entry.subjectName == "gmail")
  }

  @Test("S1-050 the next emails leave at the rate that was set")
  func theSenderKeepsToIt() throws {
    let campaign = try workspace.makeSendingCampaign()
    try workspace.makeSendingStep(of: campaign)
    for number in 1...9 { try workspace.makeSendingLead("l\(number)@gmail.com", in: campaign) }
    let ada = try workspace.signIn()

    _ = try door().respond(to: ada.request("/settings/rates", form: ["rate_gmail": "1"]))
    let claimed = try queue.claimDeliveries(for: "w", atMost: 50)

    // Places for five seconds ahead, a second apart.
    #expect(claimed.count == 6)
  }

  @Test(arguments: ["", "2"])
  func theStandardIsPutBack(typed: String) throws {
    let ada = try workspace.signIn()
    try workspace.setRate(of: "gmail", to: 7)
    var form = try formAsShown(ada)
    form["rate_gmail"] = typed

    _ = try door().respond(to: ada.request("/settings/rates", form: form))

    #expect(try own() == [:])
    #expect(try formAsShown(ada)["rate_gmail"] == "2")
  }

  @Test(arguments: [
    "fast", "0", "0.000", "-1", "1000.001", "1001", "1e3", "0x2", "NaN", "inf", "1,250", "0.0001",
    "99999999999999999999",
  ])
  func whatIsNoRateComesBackAsTyped(typed: String) throws {
    let ada = try workspace.signIn()
    var form = try formAsShown(ada)
    form["rate_gmail"] = typed
    form["rate_proton"] = "3"

    let response = try door().respond(to: ada.request("/settings/rates", form: form))

    #expect(response.status == .unprocessableContent)
    #expect(response.text.contains(#"value="\#(typed)""#))
    #expect(try own() == [:])
  }

  @Test func aRateMayHaveADecimalComma() throws {
    let ada = try workspace.signIn()
    var form = try formAsShown(ada)
    form["rate_gmail"] = "0,5"

    let response = try door().respond(to: ada.request("/settings/rates", form: form))

    #expect(response.status == .seeOther)
    #expect(try own() == ["gmail": "0.5"])
  }

  private func own() throws -> [String: String] {
    let rates = try workspace.domainRates().filter { $0.own != nil }
    return Dictionary(uniqueKeysWithValues: rates.map { ($0.family, "\($0.inForce)") })
  }

  /// The form as the page shows it: what holds now.
  private func formAsShown(_ browser: Browser) throws -> Form {
    let page = try door().respond(to: browser.request("/settings")).text
    var form: Form = [:]
    for field in page.matches(of: #/name="(rate_[a-z]+)" type="text" value="([^"]*)"/#) {
      form[String(field.1)] = String(field.2)
    }
    return form
  }
}
