import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

@Suite(.database) struct MembersPageTests {
  @Test func aNewMembersPasswordIsShownOnce() throws {
    let ada = try workspace.signIn()

    let response = try door().respond(
      to: ada.request(
        "/members", form: ["email": "ben@example.com", "name": "Ben", "role": "sales"]))
    let later = try door().respond(to: ada.request("/members")).text

    #expect(response.text.contains("Ben is a member."))
    #expect(response.text.contains(#"<code class="secret">"#))
    #expect(later.contains("ben@example.com") && !later.contains(#"<code class="secret">"#))
  }

  @Test func somebodyWithAnAccountIsInvitedAndNothingOfThemIsShown() throws {
    let ada = try workspace.signIn()
    _ = try otherWorkspace.makeMember("Benjamin", .owner)
    try owner.run("UPDATE people SET name = 'Benjamin Real' WHERE name = 'Benjamin'")

    let response = try door().respond(
      to: ada.request(
        "/members", form: ["email": "benjamin@example.com", "name": "B", "role": "sales"]))
    let page = try door().respond(to: ada.request("/members")).text
    let ben: Int = try owner.value("SELECT id FROM people WHERE email = 'benjamin@example.com'")
    let withdrawn = try door().respond(to: ada.request("/members/\(ben)/withdraw", form: [:]))
    let later = try door().respond(to: ada.request("/members")).text

    let code = try #require(
      response.text.firstMatch(of: #/<code class="secret">([^<]+)<\/code>/#)?.1)
    #expect(response.status == .ok)
    #expect(response.text.contains("becomes a member by accepting with this code"))
    #expect(code.count == 34)
    #expect(!page.contains(code), "shown once")
    #expect(page.contains("benjamin@example.com") && page.contains("invited"))
    #expect(!response.text.contains("Benjamin Real"))
    #expect(!page.contains("Benjamin Real"))
    #expect(try workspace.members().count == 1)
    #expect(withdrawn.status == .seeOther)
    #expect(later.contains("benjamin@example.com is no longer invited."))
    #expect(try workspace.openInvitations().isEmpty)
    let trail = try door().respond(to: ada.request("/audit")).text
    #expect(trail.contains("invited") && trail.contains("withdrew the invitation of"))
    #expect(!trail.contains("Benjamin Real") && !trail.contains("Code hash"))
    #expect(try workspace.auditTrail().map(\.action) == ["deleted", "made"], "one entry each")
  }

  @Test func theCodeOfTheMembersPageOpensTheWorkspaceToThePersonWhoTypesIt() throws {
    let ada = try workspace.signIn()
    let ben = try otherWorkspace.signIn("Ben", as: .owner)

    let response = try door().respond(
      to: ada.request(
        "/members", form: ["email": "ben@example.com", "name": "Ben", "role": "sales"]))
    let code = try #require(
      response.text.firstMatch(of: #/<code class="secret">([^<]+)<\/code>/#)?.1)
    _ = try door().respond(
      to: ben.request(
        "/invitations/\(workspace.id)", form: ["answer": "accept", "code": String(code)]))

    #expect(try workspace.member(ben.person).role == .sales)
  }

  @Test func aForgottenPasswordIsReplacedByAnAdministratorButNotAnOwnersAndNotAcrossWorkspaces()
    throws
  {
    let ada = try workspace.makeMember("Ada", .owner)
    let admin = try workspace.signIn("Ben", as: .admin)
    let cleo = try workspace.makeMember("Cleo", .sales)
    let dora = try workspace.makeMember("Dora", .sales)
    _ = try otherWorkspace.makeMember("Dora", .owner)

    let question = try door().respond(to: admin.request("/members/\(cleo)/password")).text
    let given = try door().respond(to: admin.request("/members/\(cleo)/password", form: [:]))
    let ofOwner = try door().respond(to: admin.request("/members/\(ada)/password", form: [:]))
    let across = try door().respond(to: admin.request("/members/\(dora)/password", form: [:]))
    let secret = try #require(
      given.text.firstMatch(of: #/<code class="secret">([^<]+)<\/code>/#)?.1)

    #expect(question.contains("Give Cleo a new one-time password?"))
    #expect(try database.signIn("cleo@example.com", String(secret)) != nil)
    #expect(try database.signIn("cleo@example.com", "correct horse") == nil)
    #expect(ofOwner.status == .forbidden)
    #expect(across.status == .unprocessableContent)
    #expect(across.text.contains("They belong to another workspace, too."))
    #expect(try database.signIn("dora@example.com", "correct horse") != nil)
  }

  /// Eight thousand letters took 5.6 seconds.
  @Test func anAddressOfAnyLengthIsLookedAtOnce() throws {
    let ada = try workspace.signIn()
    let long = "a@" + String(repeating: "a.", count: 500_000) + " x"

    let began = ContinuousClock.now
    let response = try door().respond(
      to: ada.request("/members", form: ["email": long, "name": "Ben", "role": "sales"]))

    #expect(response.status == .unprocessableContent)
    #expect(began.duration(to: .now) < .seconds(2))
  }

  @Test(arguments: ["ben", "ben@nowhere"])
  func anAddressThatIsNoneComesBackAsTyped(email: String) throws {
    let ada = try workspace.signIn()

    let response = try door().respond(
      to: ada.request("/members", form: ["email": email, "name": "Ben", "role": "sales"]))

    #expect(response.status == .unprocessableContent)
    #expect(response.text.contains(#"value="\#(email)""#))
  }

  @Test func anAdministratorMakesNoOwnersAndUnmakesNone() throws {
    let owner = try workspace.makeMember("Ada", .owner)
    let admin = try workspace.signIn("Ben", as: .admin)

    for (path, form) in [
      ("/members", ["email": "c@example.com", "name": "C", "role": "owner"] as Form),
      ("/members/\(owner)", ["role": "viewer"]), ("/members/\(owner)/remove", [:]),
      ("/members/\(admin.person)", ["role": "owner"]),
    ] {
      #expect(
        try door().respond(to: admin.request(path, form: form)).status == .forbidden, "\(path)")
    }
  }

  @Test func aRemovalIsAskedForAndThenDone() throws {
    let ada = try workspace.signIn()
    let ben = try workspace.makeMember("Ben", .sales)

    let question = try door().respond(to: ada.request("/members/\(ben)/remove")).text
    _ = try door().respond(to: ada.request("/members/\(ben)/remove", form: [:]))

    #expect(question.contains("Remove Ben from the workspace?"))
    #expect(try workspace.members().map(\.name) == ["Ada"])
  }

  @Test func theLastOwnerCannotLeave() throws {
    let ada = try workspace.signIn()

    let response = try door().respond(
      to: ada.request("/members/\(ada.person)/remove", form: [:]))

    #expect(response.status == .unprocessableContent)
    #expect(response.text.contains("A workspace needs an owner"))
    #expect(response.text.contains("Role of Ada"))
  }

  @Test func theLastOwnerWhoWouldBeAViewerIsToldAtTheField() throws {
    let ada = try workspace.signIn()

    let response = try door().respond(
      to: ada.request("/members/\(ada.person)", form: ["role": "viewer"]))

    #expect(response.status == .unprocessableContent)
    #expect(response.text.contains(#"aria-describedby="role-\#(ada.person)-error""#))
    #expect(response.text.contains(#"<option value="viewer" selected>Viewer</option>"#))
    #expect(response.text.contains("Make another member an owner first."))
    #expect(!response.text.contains("Somebody was faster"))
    #expect(try workspace.members().map(\.role) == [.owner])
  }
}
