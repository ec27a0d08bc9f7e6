import Foundation
import HTTPTypes
import Outreach
import Postgres
import Site
import Synchronization
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

  @Test func withoutAnyAccountTheWayToTheFirstOneIsSaid() throws {
    let (cookie, csrf) = try open()
    let url = Request(.get, "/sign-in", address: "127.0.0.1")
    #expect(!(try send("a guess", cookie, csrf)).text.contains("overture owner"))
    #expect(!(try door().respond(to: url)).text.contains("overture owner"))

    try owner.run("DELETE FROM people")

    // Before anyone has tried to sign in.
    let page = words(in: try door().respond(to: url).text)
    #expect(page.contains("No one can sign in yet."))
    #expect(page.contains(#"overture owner you@example.com --workspace "Your company""#))

    let answer = try send("a guess", cookie, csrf)
    #expect(answer.status == .unprocessableContent)
    #expect(answer.text.contains("overture owner you@example.com"))
  }

  @Test func theFirstWrongPasswordAsksForNoWait() throws {
    _ = try workspace.makeMember("Ada", .owner)
    let (cookie, csrf) = try open()

    let wrong = try words(in: send("a guess", cookie, csrf).text)

    #expect(wrong.contains("Check both and try again; after several failures, each new attempt"))
    #expect(!wrong.contains("Wait 30 seconds"))
    #expect(try send("correct horse", cookie, csrf).status == .seeOther)
  }

  @Test func overHTTPSTheCookieIsSecureAndOfThisHostOnly() throws {
    _ = try workspace.makeMember("Ada", .owner)
    let (cookie, csrf) = try open(isSecure: true)

    let set = try #require(
      try send("correct horse", cookie, csrf, isSecure: true).headers[.setCookie])

    #expect(set.hasPrefix("__Host-auth_token=") && set.contains("; Secure"))
    #expect(!set.contains("Domain"))
  }

  @Test func thePageSaysHowLongOneStaysSignedIn() throws {
    let hours: Int = try owner.value(
      "SELECT (value #>> '{}')::int FROM setting_defaults WHERE key = 'session.idle_hours'")

    let page = try door().respond(to: Request(.get, "/sign-in", address: "127.0.0.1"))

    #expect(page.text.contains("until you have been away for \(hours) hours"))
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

  @Test func aOneTimePasswordThatHasExpiredSaysSo() throws {
    _ = try workspace.invite("ada@example.com", as: .sales, password: "one-time horse")
    try owner.run("UPDATE people SET password_expires_at = now() - interval '1 minute'")
    let (cookie, csrf) = try open()

    let wrong = try send("wrong horse", cookie, csrf)
    let right = try send("one-time horse", cookie, csrf)

    #expect(!wrong.text.contains("has expired"), "only who knows it is told")
    #expect(right.status == .unprocessableContent)
    #expect(right.text.contains("valid for 7 days and has expired"))
  }

  @Test func theBrowserIsKnownAfterwardsByACookieOfItsOwn() throws {
    _ = try workspace.makeMember("Ada", .owner)
    for isSecure in [false, true] {
      let (cookie, csrf) = try open(isSecure: isSecure)
      let response = try send("correct horse", cookie, csrf, isSecure: isSecure)
      let sets = response.headers[fields: .setCookie].map(\.value)
      let name = isSecure ? "__Host-auth_browser" : "auth_browser"
      let set = try #require(sets.first { $0.hasPrefix("\(name)=") })

      #expect(sets.count == 2)
      #expect(set.contains("HttpOnly") && set.contains("; Secure") == isSecure)
    }
  }

  @Test func aBrowserThatMakesUpItsCookieIsNotKnown() throws {
    _ = try workspace.makeMember("Ada", .owner)
    let (cookie, csrf) = try open()
    let response = try send("correct horse", cookie, csrf)
    let sets = response.headers[fields: .setCookie].map(\.value)
    let set = try #require(sets.first { $0.hasPrefix("auth_browser=") })
    let given = String(set.dropFirst("auth_browser=".count).prefix { $0 != ";" })
    let secrets = try Secrets.current()
    func isKnown(_ value: String) -> Bool {
      Door.isKnownBrowser(["auth_token": "x", "auth_browser": value], by: secrets)
    }

    #expect(isKnown(given))
    let token = given.prefix { $0 != "." }
    for madeUp in [
      "", String(token), "\(token).", "\(token).\(String(repeating: "0", count: 32))", "x\(given)",
      "\(given).\(given)", String(repeating: "x", count: 40), String(given.reversed()),
    ] {
      #expect(!isKnown(madeUp), "\(madeUp)")
    }
  }

  @Test func signingInAgainEndsTheSessionThatItReplaces() throws {
    _ = try workspace.makeMember("Ada", .owner)
    let browser = try workspace.signIn("Ben", as: .sales)
    let cookie = "auth_token=\(browser.token)"

    let response = try send("correct horse", cookie, browser.csrf)

    #expect(response.status == .seeOther)
    #expect(try status(cookie) == .seeOther, "it opens nothing any more")
  }

  @Test func whoIsInvitedSeesItAfterSigningInAndAnswers() throws {
    let ada = try workspace.makeMember("Ada", .owner)
    _ = try otherWorkspace.makeMember("Olga", .owner)
    let code = try otherWorkspace.ask("ada@example.com", as: .sales)
    let form: Form = ["answer": "accept", "code": code.text.uppercased(), "next": "/campaigns"]
    let (cookie, csrf) = try open()

    let response = try send("correct horse", cookie, csrf, next: "/campaigns")
    let browser = try workspace.signIn(ada)
    let page = try door().respond(to: browser.request("/invitations")).text
    let answer = try door().respond(
      to: browser.request("/invitations/\(otherWorkspace.id)", form: form))
    let own = try door().respond(to: browser.request("/me")).text
    let again = try door().respond(
      to: browser.request("/invitations/\(otherWorkspace.id)", form: form))

    #expect(response.headers[.location] == "/invitations?next=%2Fcampaigns")
    #expect(page.contains("Theirs") && page.contains("as <b>Sales</b>"))
    #expect(page.contains("Decide later"))
    #expect(answer.headers[.location] == "/me#workspaces")
    #expect(again.status == .notFound)
    #expect(own.contains("You joined Theirs."))
    #expect(try otherWorkspace.members().map(\.name) == ["Ada", "Olga"])
  }

  @Test func aWrongCodeIsRefusedAtItsFieldAndTheTryIsCounted() throws {
    let ada = try workspace.signIn()
    _ = try otherWorkspace.makeMember("Olga", .owner)
    let code = try otherWorkspace.ask("ada@example.com", as: .sales)
    func accept(_ code: String) throws -> Response {
      try door().respond(
        to: ada.request(
          "/invitations/\(otherWorkspace.id)", form: ["answer": "accept", "code": code]))
    }

    let none = try accept(" ")
    let wrong = try accept("aaaa-bbbb")
    for _ in 1...4 { _ = try accept("aaaa-bbbb") }
    let late = try accept(code.text)

    for (response, words) in [
      (none, "Enter the code."), (wrong, "This is not the code of this invitation."),
      (late, "Too many wrong codes."),
    ] {
      #expect(response.status == .unprocessableContent)
      #expect(response.text.contains(words), "\(words)")
      #expect(
        response.text.contains(#"aria-describedby="code-\#(otherWorkspace.id)-hint code-"#))
    }
    #expect(wrong.text.contains(#"value="aaaa-bbbb""#), "as typed")
    #expect(try otherWorkspace.members().map(\.name) == ["Olga"])

    let declined = try door().respond(
      to: ada.request("/invitations/\(otherWorkspace.id)", form: ["answer": "decline"]))
    #expect(declined.status == .seeOther)
    #expect(try otherWorkspace.openInvitations().isEmpty)
  }

  @Test func whoBelongsToNoWorkspaceAcceptsAnInvitationThere() throws {
    _ = try workspace.makeMember("Olga", .owner)
    let ada = try workspace.makeMember("Ada", .sales)
    try workspace.removeMember(ada)
    let (cookie, csrf) = try open()

    let response = try send("correct horse", cookie, csrf)
    let set = try #require(response.headers[fields: .setCookie].first?.value)
    let session = String(set.prefix { $0 != ";" })
    func get() throws -> String {
      try door().respond(to: Request(.get, "/invitations", headers: [.cookie: session])).text
    }
    let empty = try get()
    let code = try otherWorkspace.ask("ada@example.com", as: .viewer)
    let page = try get()
    let token = try #require(page.firstMatch(of: #/name="csrf" value="([^"]+)"/#)?.1)
    let answer = try door().respond(
      to: Request(
        .post, "/invitations/\(otherWorkspace.id)",
        form: [
          "answer": "accept", "csrf": String(token).replacing("&#43;", with: "+"),
          "next": "/campaigns", "code": code.text,
        ], headers: [.cookie: session]))

    #expect(response.headers[.location]?.hasPrefix("/invitations") == true)
    #expect(empty.contains("You are not a member of any workspace."))
    #expect(answer.headers[.location] == "/campaigns")
    #expect(try status(session) == .ok)
  }

  /// Eighty tries at the same moment, from as many addresses, kept all page threads busy for ten seconds.
  @Test func aCrowdIsTurnedAwayAtOnceAndToldWhenToComeAgain() throws {
    // Long enough to be a crowd, and not so long as a real password takes here.
    _ = try queue.makePerson(
      email: "ada@example.com", name: "Ada", password: Password(of: "correct horse", cost: 14),
      role: .owner, in: workspace.id)
    let (cookie, csrf) = try open()
    let crowded = Door(
      database: database, templates: try templates.get(), report: { Issue.record($0) })
    let answers = Mutex<[Response]>([])

    try atOnce(80) { number in
      let answer = crowded.respond(
        to: Request(
          .post, "/sign-in",
          form: ["email": "ada@example.com", "password": "wrong horse", "csrf": csrf],
          headers: [.cookie: cookie], address: "127.1.\(number).1"))
      answers.withLock { $0.append(answer) }
    }

    let turnedAway = answers.withLock { $0.filter { $0.status == .serviceUnavailable } }
    let tried = answers.withLock { $0.filter { $0.status == .unprocessableContent } }
    #expect(turnedAway.count + tried.count == 80)
    #expect(tried.count >= 4 && turnedAway.count > 40)
    #expect(turnedAway.allSatisfy { $0.headers[.retryAfter] == "5" })
    #expect(turnedAway.first?.text.contains("Too many people are signing in") == true)
  }

  @Test func whatHappenedIsNotedWithoutWhatWasTyped() throws {
    let ada = try workspace.makeMember("Ada", .owner)
    let (cookie, csrf) = try open()
    let noted = Mutex<[SecurityEvent]>([])
    let listening = Door(
      database: database, templates: try templates.get(),
      events: { event in noted.withLock { $0.append(event) } }, report: { Issue.record($0) })

    for (email, password) in [
      ("ada@example.com", "wrong horse"), ("correct horse", "x"),
      ("ada@example.com", "correct horse"),
    ] {
      _ = listening.respond(
        to: Request(
          .post, "/sign-in", form: ["email": email, "password": password, "csrf": csrf],
          headers: [.cookie: cookie]))
    }

    #expect(
      noted.withLock { $0 } == [
        SecurityEvent(kind: .signInFailed, person: ada, address: "127.0.0.1", id: "test"),
        SecurityEvent(kind: .signInFailed, person: nil, address: "127.0.0.1", id: "test"),
        SecurityEvent(kind: .signedIn, person: ada, address: "127.0.0.1", id: "test"),
      ])
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
