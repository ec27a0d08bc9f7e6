import HTTPTypes
import Outreach
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
