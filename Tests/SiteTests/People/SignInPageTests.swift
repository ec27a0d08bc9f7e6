import Foundation
import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

@Suite(.database) struct SignInPageTests {
  @Test func theRightPasswordOpensTheHouseWithANewCookie() throws {
    _ = try workspace.makeMember("Ada", .owner)
    let (cookie, csrf) = try open()

    let response = try send("correct horse", cookie, csrf)
    let set = try #require(response.headers[.setCookie])
    let token = try #require(set.firstMatch(of: #/^auth_token=([^;]+);/#)?.1)

    #expect(response.status == .seeOther)
    #expect(set.contains("HttpOnly") && set.contains("SameSite=Lax") && set.contains("Path=/"))
    #expect(!set.contains("Secure"), "it came over plain http, on this machine")
    #expect("auth_token=\(token)" != cookie, "not the one from before")
    #expect(try status("auth_token=\(token)") == .ok)
    #expect(try status(cookie) == .seeOther, "the one from before opens nothing")
  }

  @Test func overHTTPSTheCookieIsSecureAndOfThisHostOnly() throws {
    _ = try workspace.makeMember("Ada", .owner)
    let (cookie, csrf) = try open(isSecure: true)

    let set = try #require(
      try send("correct horse", cookie, csrf, isSecure: true).headers[.setCookie])

    #expect(set.hasPrefix("__Host-auth_token=") && set.contains("; Secure"))
    #expect(!set.contains("Domain"))
  }

  @Test func theCookieIsKeptAsLongAsAWorkspaceOfTheirsHasTheSession() throws {
    let ada = try workspace.makeMember("Ada", .owner)
    let (cookie, csrf) = try open()
    func age() throws -> String? {
      let set = try send("correct horse", cookie, csrf).headers[.setCookie]
      return set?.firstMatch(of: #/Max-Age=(\d+);/#).map { String($0.1) }
    }
    #expect(try age() == "\(7 * 86_400)")

    try workspace.set("session.absolute_days", to: "30")
    #expect(try age() == "\(30 * 86_400)")

    try otherWorkspace.run(
      "INSERT INTO memberships (person_id, role) VALUES (\(ada), 'viewer')")
    try otherWorkspace.set("session.absolute_days", to: "45")
    #expect(try age() == "\(45 * 86_400)")
  }

  @Test(arguments: ["10.0.0.7", "192.168.1.2", "2001:db8::1"])
  func overPlainHTTPFromElsewhereThereIsNoFormAndThePageSaysWhy(address: String) throws {
    _ = try workspace.makeMember("Ada", .owner)

    let page = try door().respond(to: Request(.get, "/sign-in", address: address))

    #expect(page.status == .forbidden)
    #expect(page.text.contains("would read your password"))
    #expect(!page.text.contains("<form"))
  }

  @Test func allFailuresSayTheSame() throws {
    _ = try workspace.makeMember("Ada", .owner)
    let (cookie, csrf) = try open()

    var texts: Set<String> = []
    for _ in 1...5 { texts.insert(try send("wrong horse", cookie, csrf).text) }
    let blocked = try send("correct horse", cookie, csrf)
    texts.insert(blocked.text)

    #expect(blocked.status == .unprocessableContent)
    #expect(texts.count == 1)
    #expect(blocked.text.contains(#"value="ada@example.com""#), "as typed")
    #expect(!blocked.text.contains("correct horse"), "but no password")
  }

  static let waysOn: [(String, String?)] = [
    ("/campaigns?q=1", "/campaigns?q=1"), ("//evil.example", nil), (#"/\evil.example"#, nil),
    ("https://evil.example", nil), ("evil", nil), ("/a\r\nSet-Cookie: x=1", nil), ("", nil),
    ("//\u{FE0F}evil.example/phish", nil), ("/\\\u{FE0F}evil.example", nil),
    ("//\u{34F}evil.example", nil), ("//\u{301}evil.example", nil), ("/\t/evil.example", nil),
    ("/\n/evil.example", nil), (" //evil.example", nil), ("/a\\b", nil), ("\u{FE0F}/a", nil),
    ("/\u{FE0F}/evil.example", "/\u{FE0F}/evil.example"), ("javascript:alert(1)", nil),
    ("/" + String(repeating: "a", count: 5000), nil), ("/a//b", "/a//b"),
  ]

  @Test(arguments: waysOn)
  func theWayOnIsOurOwn(next: String, wanted: String?) throws {
    _ = try workspace.makeMember("Ada", .owner)
    let (cookie, csrf) = try open()

    let response = try send("correct horse", cookie, csrf, next: next)

    let home = Site.routes.contains { $0.pattern == "/" } ? "/" : "/campaigns"
    #expect(response.headers[.location] == wanted ?? home)
  }

  @Test func signingOutEndsTheSessionOnTheServer() throws {
    let browser = try workspace.signIn()

    let response = try door().respond(to: browser.request("/sign-out", form: [:]))

    #expect(response.headers[.setCookie]?.contains("Max-Age=0") == true)
    #expect(try status("auth_token=\(browser.token)") == .seeOther)
  }

  /// The cookie and the token of the form that a browser gets with the page.
  private func open(isSecure: Bool = false) throws -> (cookie: String, csrf: String) {
    let page = try door().respond(to: Request(.get, "/sign-in", isSecure: isSecure))
    let set = try #require(page.headers[.setCookie])
    let csrf = try #require(page.text.firstMatch(of: #/name="csrf" value="([^"]+)"/#)?.1)
    return (String(set.prefix { $0 != ";" }), String(csrf).replacing("&#43;", with: "+"))
  }

  private func send(
    _ password: String, _ cookie: String, _ csrf: String, isSecure: Bool = false, next: String = ""
  ) throws -> Response {
    try door().respond(
      to: Request(
        .post, "/sign-in",
        form: ["email": "ada@example.com", "password": password, "csrf": csrf, "next": next],
        headers: [.cookie: cookie], isSecure: isSecure))
  }

  private func status(_ cookie: String) throws -> HTTPResponse.Status {
    try door().respond(to: Request(.get, "/campaigns", headers: [.cookie: cookie])).status
  }
}
