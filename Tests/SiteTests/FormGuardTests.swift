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
    let anew = try workspace.signIn(browser.person)
    let shown = try send(anew, csrf: "")
    let taken = try send(anew, csrf: anew.csrf)

    #expect(refused.status == .forbidden)
    #expect(refused.text.contains("You are signed out"))
    #expect(refused.text.contains(#"href="/sign-in" target="_blank""#))
    #expect(refused.text.contains("Ada &lt;3</textarea>") && !refused.text.contains(browser.csrf))
    #expect(refused.text.contains(#"<input type="hidden" name="empty" value="">"#))
    #expect(shown.status == .forbidden)
    #expect(shown.text.contains("Ada &lt;3</textarea>") && shown.text.contains("Send it again"))
    #expect(shown.text.contains(#"class="side""#))
    #expect(taken.status == .seeOther)
    #expect(try workspace.members().map(\.name) == ["Ada <3"])
  }

  @Test func passwordsAreNotShownAgainNorSentWithoutThem() throws {
    let browser = try workspace.signIn()
    try owner.run("DELETE FROM sessions")

    let page = try door().respond(
      to: browser.request(
        "/me/password", form: ["old": "correct horse", "new": "battery staple", "name": "Ada"],
        headers: [secFetchSite: "same-origin"])
    ).text

    #expect(page.contains("Ada</textarea>") && !page.contains("Send it again"))
    #expect(!page.contains("correct horse") && !page.contains("battery staple"))
  }

  @Test func whatMayHaveComeFromElsewhereIsNotShown() throws {
    let browser = try workspace.signIn()
    try owner.run("DELETE FROM sessions")

    let page = try door().respond(to: browser.request("/me", form: ["name": "Ada <3"])).text

    #expect(page.contains("You are signed out") && !page.contains("Ada &lt;3"))
  }

  private var guarded: [Route<Site, Access>] {
    Site.routes.filter { route in
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
