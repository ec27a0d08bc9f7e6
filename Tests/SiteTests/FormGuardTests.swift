import Foundation
import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

/// What keeps another site from sending our forms.
@Suite(.database) struct FormGuardTests {
  @Test func everyFormWithoutItsTokenIsRefused() throws {
    let browser = try workspace.signIn()

    for route in guarded {
      var form: Form = [:]
      form["csrf"] = "another"
      for form in [Form(), form] {
        let request = Request(
          .post, filled(route.pattern), form: form,
          headers: [.cookie: "auth_token=\(browser.token)"])
        #expect(try door().respond(to: request).status == .forbidden, "\(route.pattern)")
      }
    }
  }

  @Test func everyFormFromAnotherOriginIsRefusedWhateverItHolds() throws {
    let browser = try workspace.signIn()

    for route in guarded {
      for headers: HTTPFields in [
        [origin: "https://evil.example"], [origin: "null"], [secFetchSite: "cross-site"],
        [secFetchSite: "same-site"],
      ] {
        let request = browser.request(filled(route.pattern), form: [:], headers: headers)
        #expect(try door().respond(to: request).status == .forbidden, "\(route.pattern) \(headers)")
      }
    }
  }

  @Test func ourOwnFormsAreTaken() throws {
    for headers: HTTPFields in [
      [:], [secFetchSite: "same-origin", origin: "null"],
      [origin: "http://127.0.0.1:8080", host: "127.0.0.1:8080"],
    ] {
      let browser = try workspace.signIn()
      let request = browser.request("/me", form: ["name": "Ada"], headers: headers)
      #expect(try door().respond(to: request).status == .seeOther, "\(headers)")
    }
  }

  @Test func theTokenOfOneSessionIsNotAnothers() throws {
    let (one, other) = (try workspace.signIn(), try workspace.signIn())
    let request = Request(
      .post, "/me", form: ["name": "Ada", "csrf": one.csrf],
      headers: [.cookie: "auth_token=\(other.token)"])

    #expect(try door().respond(to: request).status == .forbidden)
  }

  /// Two tabs of one browser: the form was opened in one workspace, and the other tab has opened another since.
  @Test func everyFormOfOneWorkspaceIsRefusedInAnother() throws {
    let (before, now) = try inTwoWorkspaces()

    for route in guarded where !["/sign-out", "/workspace"].contains(route.pattern) {
      for headers: HTTPFields in [[:], [secFetchSite: "same-origin"], [name("x-live"): "1"]] {
        let request = before.request(filled(route.pattern), form: [:], headers: headers)
        let response = try door().respond(to: request)
        #expect(response.status == .forbidden, "\(route.pattern)")
        #expect(response.text.contains("This form belongs to Ours"), "\(route.pattern)")
      }
      var headers: HTTPFields = [.cookie: "auth_token=\(before.token)"]
      headers[name("x-csrf-token")] = before.csrf
      let byHeader = Request(.post, filled(route.pattern), headers: headers)
      #expect(try door().respond(to: byHeader).status == .forbidden, "\(route.pattern)")
    }
    #expect(try otherWorkspace.value("SELECT count(*) FROM products") == 0)
    let taken = try door().respond(to: now.request("/products", form: product))
    #expect(taken.status == .seeOther)
  }

  @Test func aFormOfAnotherWorkspaceIsKeptAndSentWhereItBelongs() throws {
    let (before, now) = try inTwoWorkspaces()

    let refused = try door().respond(to: before.request("/products", form: product)).text
    let again = try door().respond(to: before.request("/products", form: product))
    // What the button of the page does, in a new tab.
    let switched = try door().respond(
      to: now.request("/workspace", form: ["workspace": "\(workspace.id)"]))
    let taken = try door().respond(to: before.request("/products", form: product))

    #expect(refused.contains("You opened it in Ours, and work in Theirs now."))
    #expect(
      refused.contains("Cold <room>".replacing("<", with: "&lt;").replacing(">", with: "&gt;")))
    #expect(refused.contains("Switch to Ours, in a new tab"))
    #expect(refused.contains("Submit again"))
    #expect(refused.contains(#"name="workspace" value="1""#))
    #expect(again.status == .forbidden)
    #expect(switched.status == .seeOther)
    #expect(taken.status == .seeOther)
    #expect(try workspace.value("SELECT name FROM products") == "Cold <room>")
    #expect(try otherWorkspace.value("SELECT count(*) FROM products") == 0)
  }

  @Test func anUploadOfAnotherWorkspaceIsRefusedAsWell() throws {
    let (before, _) = try inTwoWorkspaces()
    var request = before.request("/imports", form: [:])
    request = Request(
      .post, "/imports", form: request.form, headers: request.headers,
      uploads: [
        "file": Upload(file: URL(filePath: "/nowhere"), name: "a.csv", contentType: "", bytes: 1)
      ])

    let response = try door().respond(to: request)

    #expect(response.status == .forbidden)
    #expect(response.text.contains("Switch to Ours") && !response.text.contains("Submit again"))
    #expect(try otherWorkspace.value("SELECT count(*) FROM imports") == 0)
  }

  @Test func signingOutAndSwitchingWorkFromAPageOfAnyWorkspace() throws {
    let (before, _) = try inTwoWorkspaces()

    let switched = try door().respond(
      to: before.request("/workspace", form: ["workspace": "\(otherWorkspace.id)"]))
    let out = try door().respond(to: before.request("/sign-out", form: [:]))

    #expect(switched.status == .seeOther)
    #expect(out.headers[.location] == "/sign-in")
  }

  /// The same session, as its pages of the first workspace and of the second know it.
  private func inTwoWorkspaces() throws -> (before: Browser, now: Browser) {
    let ada = try workspace.makeMember("Ada", .owner)
    _ = try otherWorkspace.makeMember("Ada", .owner)
    let before = try workspace.signIn(ada)
    let response = try door().respond(
      to: before.request("/workspace", form: ["workspace": "\(otherWorkspace.id)"]))
    #expect(response.status == .seeOther)
    return (before, try before.working(in: otherWorkspace))
  }

  private var product: Form { ["name": "Cold <room>", "language": "en", "description": "x"] }

  @Test func whoWasSignedOutKeepsWhatTheyTypedAndSendsItAfterSigningIn() throws {
    let browser = try workspace.signIn()
    try owner.run("DELETE FROM sessions")
    let typed: Form = ["name": "Ada <3", "empty": ""]
    func send(_ browser: Browser, csrf: String) throws -> Response {
      var form = typed
      form["csrf"] = csrf
      return try door().respond(
        to: Request(
          .post, "/me", form: form,
          headers: [.cookie: "auth_token=\(browser.token)", secFetchSite: "same-origin"]))
    }

    let refused = try send(browser, csrf: browser.csrf)
    let again = try workspace.signIn(browser.person)
    let shown = try send(again, csrf: "")
    let taken = try send(again, csrf: again.csrf)

    #expect(refused.status == .forbidden)
    #expect(refused.text.contains("You are signed out"))
    #expect(refused.text.contains(#"href="/sign-in" target="_blank""#))
    #expect(refused.text.contains("Ada &lt;3</textarea>") && !refused.text.contains(browser.csrf))
    #expect(refused.text.contains(#"<input type="hidden" name="empty" value="">"#))
    #expect(shown.status == .forbidden)
    #expect(shown.text.contains("Ada &lt;3</textarea>") && shown.text.contains("Submit again"))
    #expect(shown.text.contains(#"class="side""#))
    #expect(taken.status == .seeOther)
    #expect(try workspace.members().map(\.name) == ["Ada <3"])
  }

  @Test func afterSigningInElsewhereTheKeptFormIsTakenAtTheFirstTry() throws {
    let before = try workspace.signIn()
    let known = try knownBrowser()
    try owner.run("DELETE FROM sessions")
    func send(_ session: String, csrf: String) throws -> Response {
      var headers: HTTPFields = [.cookie: "auth_token=\(session); \(known)"]
      headers[secFetchSite] = "same-origin"
      return try door().respond(
        to: Request(.post, "/me", form: ["name": "Ada L.", "csrf": csrf], headers: headers))
    }

    let kept = try #require(
      PageForm.all(in: try send(before.token, csrf: before.csrf).text)
        .first { $0.path == "/me" }?.fields["csrf"])
    let later = try workspace.signIn(before.person)
    let taken = try send(later.token, csrf: kept)

    #expect(taken.status == .seeOther)
    #expect(try workspace.members().map(\.name) == ["Ada L."])
  }

  @Test func aKeptFormIsTakenFromItsOwnBrowserAndForItsOwnWorkspaceOnly() throws {
    let (ours, theirs) = try inTwoWorkspaces()
    let known = try knownBrowser()
    let kept = try #require(
      FormToken(
        keeping: ours.csrf,
        browser: String(known.dropFirst("auth_browser=".count).prefix { $0 != "." }))
    ).text
    func send(_ cookies: String) throws -> Response {
      var form = product
      form["csrf"] = kept
      var headers: HTTPFields = [.cookie: cookies]
      headers[secFetchSite] = "same-origin"
      return try door().respond(to: Request(.post, "/products", form: form, headers: headers))
    }

    let elsewhere = try send("auth_token=\(theirs.token)")
    let inTheOther = try send("auth_token=\(theirs.token); \(known)")

    #expect(elsewhere.status == .forbidden)
    #expect(
      inTheOther.status == .forbidden && inTheOther.text.contains("This form belongs to Ours"))
    #expect(try otherWorkspace.value("SELECT count(*) FROM products") == 0)
  }

  /// The cookie that a browser gets at its first sign-in.
  private func knownBrowser() throws -> String {
    let token = String(repeating: "b", count: 32)
    return "auth_browser=\(token).\(try Secrets.current().mark(ofBrowser: token))"
  }

  @Test func passwordsAreNotShownAgainNorSentWithoutThem() throws {
    let browser = try workspace.signIn()
    try owner.run("DELETE FROM sessions")

    let page = try door().respond(
      to: browser.request(
        "/me/password", form: ["old": "correct horse", "new": "battery staple", "name": "Ada"],
        headers: [secFetchSite: "same-origin"])
    ).text

    #expect(page.contains("Ada</textarea>") && !page.contains("Submit again"))
    #expect(!page.contains("correct horse") && !page.contains("battery staple"))
  }

  @Test func whatMayHaveComeFromElsewhereIsNotShown() throws {
    let browser = try workspace.signIn()
    try owner.run("DELETE FROM sessions")

    let page = try door().respond(to: browser.request("/me", form: ["name": "Ada <3"])).text

    #expect(page.contains("You are signed out") && !page.contains("Ada &lt;3"))
  }

  private var guarded: [Route<Site, Access>] {
    Site.pageRoutes.filter { route in
      guard route.method != .get else { return false }
      if case .oneClick = route.access { return false }
      return true
    }
  }

  private func filled(_ pattern: String) -> String {
    pattern.replacing(#/:\w+/#, with: "1")
  }

  private var secFetchSite: HTTPField.Name { name("sec-fetch-site") }
  private var origin: HTTPField.Name { .origin }
  private var host: HTTPField.Name { name("host") }

  private func name(_ text: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(text) else { preconditionFailure("no name: \(text)") }
    return name
  }
}
