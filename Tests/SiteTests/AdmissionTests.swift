import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

/// What the door says of a large body before it is read.
@Suite(.database) struct AdmissionTests {
  private let secFetchSite = HTTPField.Name("sec-fetch-site") ?? .accept
  private let csrfToken = HTTPField.Name("x-csrf-token") ?? .accept

  private func admission(
    _ browser: Browser?, path: String = "/imports", headers: HTTPFields = [:]
  ) throws -> Admission {
    var headers = headers
    if let browser { headers[.cookie] = "auth_token=\(browser.token)" }
    return try door().admit(Request(.post, path, headers: headers))
  }

  private func refusal(_ admission: Admission) -> Response? {
    if case .refused(let response) = admission { response } else { nil }
  }

  @Test func whoHoldsNoSessionUploadsNothing() throws {
    let response = try #require(refusal(try admission(nil)))
    #expect(response.status == .forbidden)
    #expect(response.text.contains("You are signed out"))

    let ended = try workspace.signIn()
    try owner.run("DELETE FROM sessions")
    #expect(refusal(try admission(ended))?.status == .forbidden)
  }

  @Test(arguments: [
    (Role.viewer, HTTPResponse.Status.forbidden), (.finance, .forbidden), (.sales, .forbidden),
  ])
  func whoMayNotEditUploadsNothing(role: Role, status: HTTPResponse.Status) throws {
    let browser = try workspace.signIn("Ada", as: role)
    #expect(refusal(try admission(browser))?.status == status)
  }

  @Test(arguments: ["cross-site", "same-site"])
  func aFormOfAnotherSiteUploadsNothing(site: String) throws {
    let browser = try workspace.signIn()
    let headers: HTTPFields = [secFetchSite: site]
    #expect(refusal(try admission(browser, headers: headers))?.status == .forbidden)
    let origin: HTTPFields = [.origin: "https://evil.example"]
    #expect(refusal(try admission(browser, headers: origin))?.status == .forbidden)
  }

  @Test func aTemporaryPasswordUploadsNothing() throws {
    let browser = try workspace.signIn()
    try owner.run("UPDATE people SET password_is_temporary = true")
    #expect(refusal(try admission(browser))?.headers[.location] == "/me/password")
  }

  @Test func whatNoPageTakesIsNotRead() throws {
    let browser = try workspace.signIn()
    #expect(refusal(try admission(browser, path: "/nowhere"))?.status == .notFound)
    #expect(refusal(try door().admit(Request(.put, "/imports")))?.status == .methodNotAllowed)
  }

  @Test func theFormsTokenStandsInAHeaderOrBeforeTheFile() throws {
    let browser = try workspace.signIn()
    let other = try workspace.signIn()

    guard case .admitted = try admission(browser, headers: [csrfToken: browser.csrf]) else {
      Issue.record("the token in the header is not taken")
      return
    }
    for headers: HTTPFields in [[:], [csrfToken: other.csrf], [csrfToken: ""]] {
      guard case .admittedBehind(let isOurs) = try admission(browser, headers: headers) else {
        Issue.record("the token in the form is not waited for")
        return
      }
      #expect(isOurs(["csrf": browser.csrf]))
      #expect(!isOurs(["csrf": other.csrf]) && !isOurs(["csrf": ""]) && !isOurs([:]))
    }
  }
}
