import Foundation
import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

@Suite(.database) struct DoorTests {
  /// Over https a neighboring host may have planted the plain name, and no browser sends the other one
  /// over http.
  @Test(arguments: [
    ("auth_token", false, true), ("__Host-auth_token", true, true),
    ("auth_token", true, false), ("__Host-auth_token", false, false),
  ])
  func aSessionIsFoundByTheCookieOfItsScheme(name: String, isSecure: Bool, isFound: Bool) throws {
    let browser = try workspace.signIn()

    let response = try door().respond(
      to: Request(
        .get, "/campaigns", headers: [.cookie: "\(name)=\(browser.token)"], isSecure: isSecure))

    #expect((response.status == .ok) == isFound)
  }

  @Test func whoIsNotSignedInIsLedToSignInAndBackAgain() throws {
    let response = try door().respond(to: Request(.get, "/campaigns", query: ["q": "a b"]))

    #expect(response.status == .seeOther)
    #expect(response.headers[.location] == "/sign-in?next=%2Fcampaigns%3Fq%3Da%2520b")
  }

  @Test(arguments: [
    "", "nobody", "'; DROP TABLE sessions; --", String(repeating: "x", count: 5000),
  ])
  func anyOtherCookieIsNobodys(value: String) throws {
    let response = try door().respond(
      to: Request(.get, "/campaigns", headers: [.cookie: "auth_token=\(value)"]))

    #expect(response.status == .seeOther)
  }

  @Test func anUnknownAddressIsNotFoundWithTheSidebarAndWithout() throws {
    let browser = try workspace.signIn()

    let inside = try door().respond(to: browser.request("/nowhere"))
    let outside = try door().respond(to: Request(.get, "/nowhere"))

    #expect(inside.status == .notFound)
    #expect(inside.text.contains("Page not found") && inside.text.contains(#"class="side""#))
    #expect(outside.status == .notFound)
    #expect(outside.text.contains("Page not found") && !outside.text.contains(#"class="side""#))
  }

  @Test func anotherMethodIsToldWhichOnesThereAre() throws {
    let response = try door().respond(to: Request(.delete, "/campaigns"))

    #expect(response.status == .methodNotAllowed)
    #expect(response.headers[.allow]?.contains("GET, HEAD") == true)
  }

  @Test func aBreakageIsOneLineToTheReaderAndAnErrorToTheLog() throws {
    let browser = try workspace.signIn()
    let said = Said()
    let door = Door(
      database: database,
      templates: try templates.get(),
      report: { said.add("\($0)") })
    try owner.run("ALTER TABLE campaigns RENAME TO hidden_campaigns")
    defer { try? owner.run("ALTER TABLE hidden_campaigns RENAME TO campaigns") }

    let response = door.respond(to: browser.request("/me/password"))

    #expect(response.status == .internalServerError)
    #expect(response.text.contains("test"), "the request's number")
    #expect(!response.text.contains("SELECT"), "nothing of the statement")
    #expect(said.lines.count == 1)
  }

  @Test func aDatabaseThatIsAwayIsSaidSoWithATimeToComeBack() throws {
    let door = Door(
      database: Database("host=127.0.0.1 port=1 dbname=nowhere"),
      templates: try templates.get(), report: { _ in }
    )

    let response = door.respond(to: Request(.get, "/sign-in"))

    #expect(response.status == .serviceUnavailable)
    #expect(response.headers[.retryAfter] == "5")
    #expect(response.text.contains("Temporarily unavailable"))
  }

  @Test func aFlashIsSaidOnceByTheNextPage() throws {
    let browser = try workspace.signIn()

    let saved = try door().respond(to: browser.request("/me", form: ["name": "Ada L"]))
    var live = HTTPFields()
    live[.init("X-Live") ?? .accept] = "1"
    // An open page that looks for what is new throws the rest of the answer away.
    _ = try door().respond(to: browser.request("/campaigns", headers: live))
    let first = try door().respond(to: browser.request("/me"))
    let second = try door().respond(to: browser.request("/me"))

    #expect(saved.status == .seeOther)
    #expect(first.text.contains("Your settings are saved."))
    #expect(!second.text.contains("Your settings are saved."))
  }

  @Test func theFramesCountsAndNamesAreTheirOwn() throws {
    let browser = try workspace.signIn("Ada", as: .sales)

    let page = try door().respond(to: browser.request("/campaigns")).text

    #expect(page.contains("Ours") && page.contains("Ada") && page.contains("Sales"))
    #expect(!page.contains(#"href="/settings""#), "not for this role")
  }

  @Test func aBodyMayBeAsLongAsItsRouteSaysAndSmallFromAnybody() throws {
    let door = try door()
    #expect(door.plan(.post, "/imports").bodyLimit == 2 << 30)
    #expect(door.plan(.post, "/campaigns").bodyLimit == 1 << 20)
    for path in ["/sign-in", "/u/token", "/nowhere"] {
      #expect(door.plan(.post, path).bodyLimit == ServerConfiguration.smallBody, "\(path)")
    }
    #expect(door.plan(.get, "/campaigns").bodyLimit == ServerConfiguration.smallBody)
    #expect(door.plan(.put, "/imports").bodyLimit == ServerConfiguration.smallBody)
  }

  @Test func whatHashesOrWaitsForOthersIsApartFromThePages() throws {
    let door = try door()
    #expect(door.plan(.post, "/sign-in").lane == .passwords)
    #expect(door.plan(.post, "/mailboxes/1/test").lane == .network)
    #expect(door.plan(.get, "/sign-in").lane == .pages)
    #expect(door.plan(.post, "/nowhere").lane == .pages)
  }

  @Test func aPageWhoseTimeIsOverGetsNoFurtherStatement() throws {
    let browser = try workspace.signIn()
    let late = Door(
      database: database, templates: try templates.get(), pageTime: .zero, report: { _ in })

    let response = late.respond(to: browser.request("/campaigns"))

    #expect(response.status == .serviceUnavailable)
    #expect(response.text.contains("This took too long"))
    #expect(try door().respond(to: browser.request("/campaigns")).status == .ok)
  }

  @Test(arguments: [
    ("/o/abc", "/o/:token"), ("/c/abc/2", "/c/:token"), ("/u/abc", "/u/:token"),
    ("/u/abc/more", "/u/:token"), ("//u/abc", "/u/:token"), ("/u", nil), ("/campaigns/1", nil),
    ("/", nil), ("", nil),
  ])
  func theTokenOfAnEmailIsNotLogged(path: String, wanted: String?) {
    #expect(Door.pathInLog(path) == wanted)
  }

  @Test func aSessionThatStaysOpenEndsLikeAnyOther() throws {
    let browser = try workspace.signIn()
    let viewer = try #require(
      try database.transaction { try $0.enter(token: browser.token, from: "") })
    let goesOn = { (place: Workspace.ID) in
      try queue.over([(viewer.session, place)]).isEmpty
    }

    #expect(try goesOn(viewer.workspace))
    #expect(try !goesOn(Workspace.ID(rawValue: 999)), "no member there")

    try owner.run("UPDATE people SET disabled_at = now()")
    #expect(try !goesOn(viewer.workspace))
    try owner.run("UPDATE people SET disabled_at = NULL")
    try owner.run("UPDATE sessions SET last_seen_at = now() - interval '13 hours'")
    #expect(try !goesOn(viewer.workspace), "idle for too long")
    try owner.run("UPDATE sessions SET last_seen_at = now()")
    #expect(try goesOn(viewer.workspace))
    try owner.run("UPDATE sessions SET ends_at = now() - interval '1 second'")
    #expect(
      try !goesOn(viewer.workspace), "it has lasted as long as it was to, whatever is set now")
    try owner.run(
      """
      UPDATE sessions
      SET ends_at = now() + interval '1 day', idles_until = now() - interval '1 second'
      """)
    #expect(try !goesOn(viewer.workspace), "idle for as long as it was to be")
    try owner.run("UPDATE sessions SET idles_until = now() + interval '1 hour'")
    #expect(try goesOn(viewer.workspace))
    _ = try door().respond(to: browser.request("/sign-out", form: [:]))
    #expect(try !goesOn(viewer.workspace))
  }

  @Test func aTemporaryPasswordOpensOnlyThePageToChangeIt() throws {
    let browser = try workspace.signIn()
    try owner.run("UPDATE people SET password_is_temporary = true")

    #expect(
      try door().respond(to: browser.request("/campaigns")).headers[.location] == "/me/password")
    #expect(try door().respond(to: browser.request("/me/password")).status == .ok)
  }

  @Test func liveTopicsAreTheWorkspacesOwn() throws {
    let browser = try workspace.signIn()

    let response = try door().respond(
      to: browser.request("/events", query: ["topics": "campaign:12,replies"]))
    let wrong = try door().respond(
      to: browser.request("/events", query: ["topics": "2/campaign:1"]))

    guard case .events(let topics) = response.body else {
      Issue.record("no events")
      return
    }
    #expect(topics == ["1/campaign:12", "1/replies"])
    #expect(response.holder?.workspace == 1 && response.holder?.session != nil)
    #expect(wrong.status == .badRequest)
  }
}

/// What the door reported.
private final class Said: @unchecked Sendable {
  private let lock = NSLock()
  private var said: [String] = []

  func add(_ line: String) { lock.withLock { said.append(line) } }
  var lines: [String] { lock.withLock { said } }
}
