import Foundation
import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

@Suite(.database, .serialized) struct APITokensPageTests {
  @Test func aTokenIsShownOnceAndWorks() throws {
    let browser = try workspace.signIn("Ida")

    let answer = try door().respond(
      to: browser.request(
        "/api-tokens", form: ["name": "Script", "right": "see", "expiry": "30"]))
    let next = try #require(answer.headers[.location])
    let made = try #require(Int(next.split(separator: "=").last ?? ""))
    let shown = try door().respond(
      to: browser.request("/api-tokens", query: ["made": "\(made)"])
    ).text
    let token = try #require(shown.firstMatch(of: #/ovt_\d+_[\w\-]{43}/#)).0

    #expect(answer.status == .seeOther)
    #expect(shown.contains("Copy the token now"))
    let again = try door().respond(
      to: browser.request("/api-tokens", query: ["made": "\(made)"]))
    #expect(!again.text.contains("ovt_"))
    let used = try door().respond(
      to: Request(
        .get, "/v1/outreach/campaigns", headers: [.authorization: "Bearer \(token)"]))
    #expect(used.status == .ok)
  }

  @Test func aTokenOfSomebodyElseIsNotShown() throws {
    let (ida, bo) = (try workspace.signIn("Ida"), try workspace.signIn("Bo"))
    _ = try door().respond(to: ida.request("/api-tokens", form: ["name": "S", "right": "see"]))
    let id: Int = try workspace.value("SELECT id FROM api_tokens")

    let page = try door().respond(to: bo.request("/api-tokens", query: ["made": "\(id)"])).text

    #expect(!page.contains("ovt_"))
    #expect(page.contains("<span class=\"name\">S</span>"))
  }

  @Test(
    arguments: [
      ("", "see", "Enter a name, such as that of your script."),
      ("A", "", "Select at least one right."),
      ("A", "fly", "Select rights from the list."),
    ])
  func whatIsWrongIsSaidAtItsField(name: String, right: String, words: String) throws {
    let form: Form = right.isEmpty ? ["name": name] : ["name": name, "right": right]

    let answer = try door().respond(to: Request(.post, "/api-tokens", form: form), as: someone())

    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains(words))
  }

  @Test func aRevokedTokenIsRefused() throws {
    let program = try APIProgram([.see])
    let id = try workspace.apiTokens()[0].id
    let question = try door().respond(
      to: Request(.get, "/api-tokens/\(id)/revoke"), as: someone())
    #expect(question.text.contains("Revoke token"))

    _ = try door().respond(to: Request(.post, "/api-tokens/\(id)/revoke"), as: someone())

    #expect(try program.send(.get, "/v1/outreach/campaigns").status == .unauthorized)
  }
}
