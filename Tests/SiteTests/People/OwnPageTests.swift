import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

@Suite(.database) struct OwnPageTests {
  @Test func itListsSessionsAndEndsOneOrAllOthers() throws {
    let one = try workspace.signIn()
    let two = try workspace.signIn(one.person)
    let three = try workspace.signIn(one.person)

    let page = try door().respond(to: one.request("/me")).text
    _ = try door().respond(to: one.request("/me/sessions/\(two.session)", form: [:]))

    #expect(page.contains("Firefox on Linux") && page.contains("this one"))
    #expect(try !isIn(two) && isIn(three))

    _ = try door().respond(to: one.request("/me/sessions/others", form: [:]))
    #expect(try !isIn(three) && isIn(one))
  }

  @Test func anothersSessionCannotBeEnded() throws {
    let ada = try workspace.signIn("Ada")
    let ben = try workspace.signIn("Ben")

    let response = try door().respond(to: ada.request("/me/sessions/\(ben.session)", form: [:]))

    #expect(response.status == .notFound)
    #expect(try isIn(ben))
  }

  @Test func aNewPasswordEndsTheOtherSessionsWhenAsked() throws {
    let one = try workspace.signIn()
    let two = try workspace.signIn(one.person)

    let response = try door().respond(
      to: one.request(
        "/me/password", form: ["old": "correct horse", "new": "battery staple", "others": "on"]))

    #expect(response.status == .seeOther)
    #expect(try !isIn(two))
  }

  /// Whoever handed over a one-time password could stay signed in with it.
  @Test func aPasswordInPlaceOfAOneTimeOneEndsEveryOtherSession() throws {
    let one = try workspace.signIn()
    let two = try workspace.signIn(one.person)
    try owner.run("UPDATE people SET password_is_temporary = true WHERE id = \(one.person)")

    let page = try door().respond(to: one.request("/me/password")).text
    let response = try door().respond(
      to: one.request("/me/password", form: ["old": "correct horse", "new": "battery staple"]))

    #expect(!page.contains("End my other sessions"))
    #expect(response.status == .seeOther)
    #expect(try !isIn(two))
  }

  @Test func aNewPasswordGivesTheSessionANewToken() throws {
    let browser = try workspace.signIn()

    let response = try door().respond(
      to: browser.request("/me/password", form: ["old": "correct horse", "new": "battery staple"]))
    let set = try #require(response.headers[.setCookie])
    let token = try #require(set.firstMatch(of: #/^auth_token=([^;]+); Path=\/; Max-Age=\d+;/#)?.1)
    let again = Request(.get, "/me", headers: [.cookie: "auth_token=\(token)"])

    #expect(try !isIn(browser), "whoever had the token before has nothing")
    #expect(try door().respond(to: again).text.contains("Your password is changed."))
  }

  @Test func failuresOfOthersDoNotKeepAPasswordFromBeingChanged() throws {
    let browser = try workspace.signIn()
    for _ in 1...9 { _ = try database.signIn("ada@example.com", "wrong horse", from: "127.0.0.1") }

    let response = try door().respond(
      to: browser.request("/me/password", form: ["old": "correct horse", "new": "battery staple"]))

    #expect(response.status == .seeOther)
  }

  @Test func afterFiveWrongPasswordsOfASessionEvenTheRightOneWaits() throws {
    let browser = try workspace.signIn()
    for _ in 1...5 {
      _ = try door().respond(
        to: browser.request("/me/password", form: ["old": "wrong horse", "new": "battery staple"]))
    }

    let response = try door().respond(
      to: browser.request("/me/password", form: ["old": "correct horse", "new": "battery staple"]))

    #expect(response.status == .unprocessableContent)
  }

  @Test func aMemberLeavesAWorkspaceAfterAQuestion() throws {
    let ada = try workspace.makeMember("Ada", .owner)
    _ = try otherWorkspace.makeMember("Ada", .viewer)
    let browser = try workspace.signIn(ada)
    let path = "/me/workspaces/\(otherWorkspace.id)/leave"

    let question = try door().respond(to: browser.request(path)).text
    _ = try door().respond(to: browser.request(path, form: [:]))
    let again = try door().respond(to: browser.request(path, form: [:]))
    let last = try door().respond(
      to: browser.request("/me/workspaces/\(workspace.id)/leave", form: [:]))
    let page = try door().respond(to: browser.request("/me")).text

    #expect(question.contains("Leave Theirs?"))
    #expect(try otherWorkspace.members().isEmpty)
    #expect(again.status == .notFound)
    #expect(last.status == .seeOther)
    #expect(page.contains("You are the last owner of Ours"))
    #expect(try workspace.members().map(\.person) == [ada])
  }

  @Test(arguments: [("wrong horse", "battery staple"), ("correct horse", "password")])
  func aWrongOrWeakPasswordComesBackWithTheReason(old: String, new: String) throws {
    let browser = try workspace.signIn()

    let response = try door().respond(
      to: browser.request("/me/password", form: ["old": old, "new": new]))

    #expect(response.status == .unprocessableContent)
    #expect(response.text.contains("aria-invalid"))
    #expect(!response.text.contains("horse"))
  }

  @Test func theirTimeZoneIsOneThatThereIs() throws {
    let browser = try workspace.signIn()

    let wrong = try door().respond(
      to: browser.request("/me", form: ["name": "Ada", "timeZone": "Mars/Olympus"]))
    let right = try door().respond(
      to: browser.request("/me", form: ["name": "Ada", "timeZone": "Asia/Tokyo"]))

    #expect(wrong.status == .unprocessableContent)
    #expect(wrong.text.contains("Mars/Olympus"))
    #expect(right.status == .seeOther)
    #expect(
      try database.transaction { try $0.enter(token: browser.token, from: "") }?.timeZone
        == "Asia/Tokyo")
  }

  @Test func keysAreSilentForWhoSwitchedThemOff() throws {
    let browser = try workspace.signIn()
    #expect(try door().respond(to: browser.request("/me")).text.contains("data-shortcuts"))

    _ = try door().respond(to: browser.request("/me", form: ["name": "Ada"]))

    #expect(try !door().respond(to: browser.request("/me")).text.contains("data-shortcuts"))
  }

  @Test func whoBelongsToTwoWorkspacesOpensTheOther() throws {
    let ada = try workspace.makeMember("Ada", .owner)
    _ = try otherWorkspace.makeMember("Ada", .viewer)
    _ = try otherWorkspace.makeCampaign("Over there")
    let browser = try workspace.signIn(ada)

    let response = try door().respond(
      to: browser.request("/workspace", form: ["workspace": "\(otherWorkspace.id)"]))
    let page = try door().respond(to: browser.request("/campaigns")).text

    #expect(response.status == .seeOther)
    #expect(page.contains("Over there") && page.contains("Theirs"))
  }

  @Test func aWorkspaceThatIsNotTheirsIsNotFound() throws {
    let browser = try workspace.signIn()

    let response = try door().respond(
      to: browser.request("/workspace", form: ["workspace": "\(otherWorkspace.id)"]))

    #expect(response.status == .notFound)
  }

  private func isIn(_ browser: Browser) throws -> Bool {
    try database.transaction { try $0.enter(token: browser.token, from: "") != nil }
  }
}
