import HTTPTypes
import Outreach
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
    #expect(response.text.contains("A workspace keeps an owner"))
    #expect(response.text.contains("Role of Ada"))
  }

  @Test func theLastOwnerWhoWouldBeAViewerIsToldAtTheField() throws {
    let ada = try workspace.signIn()

    let response = try door().respond(
      to: ada.request("/members/\(ada.person)", form: ["role": "viewer"]))

    #expect(response.status == .unprocessableContent)
    #expect(response.text.contains(#"aria-describedby="role-\#(ada.person)-error""#))
    #expect(response.text.contains(#"<option value="viewer" selected>Viewer</option>"#))
    #expect(response.text.contains("Make somebody else one first."))
    #expect(!response.text.contains("Somebody was faster"))
    #expect(try workspace.members().map(\.role) == [.owner])
  }
}
