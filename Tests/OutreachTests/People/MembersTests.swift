import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct MembersTests {
  @Test func aNewMemberGetsAPasswordThatOpensOnceItIsChanged() throws {
    let invitation = try workspace.invite(" Cleo@Example.com ", name: "Cleo", as: .finance)

    let come = try database.signIn("cleo@example.com", "one-time horse")
    let viewer = try database.transaction { try $0.enter(token: come?.token ?? "", from: "::1") }

    #expect(invitation == .newPerson)
    #expect(viewer?.mustChangePassword == true)
    #expect(viewer?.role == .finance)
  }

  /// Before, they were a member at once: their name was shown, and their next sign-in opened the workspace.
  @Test func somebodyOfAnotherWorkspaceIsAskedFirst() throws {
    let ada = try otherWorkspace.makeMember("Ada", .owner)

    #expect(try workspace.invite("ada@example.com", as: .viewer) == .asked)

    #expect(try workspace.members().isEmpty)
    #expect(try workspace.openInvitations().map(\.email) == ["ada@example.com"])
    let come = try #require(try database.signIn("ada@example.com", "correct horse"))
    #expect(come.workspace == otherWorkspace.id)
    #expect(come.invitations == 1)
    let asked = try database.inWorkspace(otherWorkspace.id, as: ada) {
      try $0.invitations(of: ada)
    }
    #expect(asked.map(\.workspace) == [workspace.id])
    #expect(asked.map(\.workspaceName) == ["Ours"])
  }

  @Test func whatTheyAcceptTheyBelongToAndWhatTheyDeclineIsGone() throws {
    for (number, accepts) in [true, false].enumerated() {
      let name = "Ada\(number)"
      let ada = try otherWorkspace.makeMember(name, .owner)
      _ = try workspace.invite("\(name)@example.com", as: .sales)

      let (open, count) = try database.inWorkspace(otherWorkspace.id, as: ada) { connection in
        try connection.answerInvitation(to: workspace.id, accepts: accepts)
        let open: Workspace.ID = try connection.value("SELECT rule.workspace()")
        return (open, try connection.memberships(of: ada).count)
      }

      #expect(open == otherWorkspace.id)
      #expect(count == (accepts ? 2 : 1))
      #expect(try workspace.members().map(\.name).contains(name) == accepts)
      #expect(try workspace.openInvitations().isEmpty)
      let come = try database.signIn("\(name)@example.com", "correct horse")
      #expect(come?.workspace == otherWorkspace.id, "it opens nothing by itself")
    }
    #expect(try workspace.auditTrail().map(\.action).contains("made"))
  }

  @Test func anInvitationOfSomebodyElseCannotBeAnswered() throws {
    _ = try otherWorkspace.makeMember("Ada", .owner)
    let eve = try otherWorkspace.makeMember("Eve", .owner)
    _ = try workspace.invite("ada@example.com", as: .owner)

    let seen = try database.inWorkspace(otherWorkspace.id, as: eve) {
      try $0.invitations(of: eve)
    }

    #expect(seen.isEmpty)
    #expect(throws: Refusal.self) {
      try database.inWorkspace(otherWorkspace.id, as: eve) {
        try $0.answerInvitation(to: workspace.id, accepts: true)
      }
    }
    #expect(try workspace.members().isEmpty)
  }

  @Test func aMembersListShowsThisWorkspaceOnly() throws {
    let ada = try workspace.makeMember("Ada", .owner)
    _ = try otherWorkspace.makeMember("Ada", .viewer)

    let members = try database.inWorkspace(workspace.id, as: ada) { try $0.members() }

    #expect(members.map(\.role) == [.owner])
  }

  @Test func whoBelongsToNoWorkspaceSignsInToAnInvitation() throws {
    _ = try otherWorkspace.makeMember("Olga", .owner)
    let ada = try otherWorkspace.makeMember("Ada", .viewer)
    try otherWorkspace.removeMember(ada)
    _ = try workspace.invite("ada@example.com", as: .viewer)

    let come = try #require(try database.signIn("ada@example.com", "correct horse"))
    #expect(come.workspace == nil)
    let (viewer, person) = try database.transaction { connection in
      let viewer = try connection.enter(token: come.token, from: "")
      let person = try connection.enterWithoutWorkspace(token: come.token)
      try connection.answerInvitation(to: workspace.id, accepts: true)
      return (viewer, person)
    }
    #expect(viewer == nil && person == ada)

    #expect(
      try database.transaction { try $0.enter(token: come.token, from: "")?.workspace }
        == workspace.id)
  }

  @Test func nobodyIsAMemberTwice() throws {
    _ = try workspace.makeMember("Ada", .owner)

    #expect(throws: Refusal.conflict("They are a member already.")) {
      _ = try workspace.invite("ada@example.com", as: .viewer)
    }
  }

  @Test func aMemberLeavesByThemselvesButTheLastOwnerStays() throws {
    let ada = try workspace.makeMember("Ada", .owner)
    let ben = try workspace.makeMember("Ben", .sales)
    _ = try otherWorkspace.makeMember("Ben", .viewer)

    try database.inWorkspace(otherWorkspace.id, as: ben) { try $0.leave(workspace.id) }

    #expect(try workspace.members().map(\.person) == [ada])
    #expect(try otherWorkspace.members().map(\.person) == [ben])
    #expect(try workspace.auditTrail().map(\.action) == ["deleted"])
    #expect(throws: Refusal.self) {
      try database.inWorkspace(workspace.id, as: ada) { try $0.leave(workspace.id) }
    }
  }

  @Test func theNextSignInOpensTheWorkspaceThatWasChosenLast() throws {
    let ada = try workspace.makeMember("Ada", .owner)
    _ = try otherWorkspace.makeMember("Ada", .viewer)
    let first = try database.signIn("ada@example.com", "correct horse")
    let browser = try workspace.signIn(ada)

    try database.inWorkspace(workspace.id, as: ada) {
      try $0.open(otherWorkspace.id, in: browser.session, of: ada)
    }

    #expect(first?.workspace == workspace.id)
    #expect(
      try database.signIn("ada@example.com", "correct horse")?.workspace == otherWorkspace.id)
  }

  @Test func aForgottenPasswordIsReplacedForSomebodyOfThisWorkspaceOnly() throws {
    let ben = try workspace.signIn("Ben", as: .sales)
    let both = try workspace.makeMember("Cleo", .sales)
    _ = try otherWorkspace.makeMember("Cleo", .owner)
    let oneTime = try Password(of: "one-time horse", cost: cheap)

    try workspace.resetPassword(of: ben.person, to: oneTime)

    #expect(try database.signIn("ben@example.com", "one-time horse") != nil)
    #expect(try database.signIn("ben@example.com", "correct horse") == nil)
    #expect(try database.transaction { try $0.enter(token: ben.token, from: "") } == nil)
    #expect(try workspace.member(ben.person).role == .sales)
    #expect(throws: Refusal.self) { try workspace.resetPassword(of: both, to: oneTime) }
    #expect(try database.signIn("cleo@example.com", "correct horse") != nil)
  }

  @Test func theLastOwnerStays() throws {
    let ada = try workspace.makeMember("Ada", .owner)

    #expect(throws: Refusal.self) { try workspace.removeMember(ada) }
    #expect(throws: Refusal.self) { try workspace.changeRole(of: ada, to: .admin) }
    #expect(try workspace.member(ada).role == .owner)
  }

  @Test func ofTwoOwnersWhoLeaveAtOnceOneStays() throws {
    let owners = try [workspace.makeMember("Ada", .owner), workspace.makeMember("Ben", .owner)]

    try atOnce(2) { number in
      do {
        try workspace.removeMember(owners[number])
      } catch Refusal.conflict {
        // The one that came second.
      }
    }

    #expect(try workspace.members().count == 1)
  }

  @Test func aChangeOfRoleHoldsFromTheNextRequestAndEndsNothing() throws {
    _ = try workspace.makeMember("Ada", .owner)
    let ben = try workspace.signIn("Ben", as: .admin)

    try workspace.changeRole(of: ben.person, to: .viewer)

    let viewer = try database.transaction { try $0.enter(token: ben.token, from: "") }
    #expect(viewer?.role == .viewer)
    #expect(viewer?.workspace == workspace.id)
  }

  @Test func aRemovedMembersSessionGoesOnInAnotherOfTheirWorkspaces() throws {
    _ = try workspace.makeMember("Ada", .owner)
    let ben = try workspace.signIn("Ben", as: .admin)
    _ = try otherWorkspace.makeMember("Ben", .viewer)

    try workspace.removeMember(ben.person)

    let viewer = try database.transaction { try $0.enter(token: ben.token, from: "") }
    #expect(viewer?.workspace == otherWorkspace.id)
    #expect(viewer?.csrfToken != ben.csrf, "forms of the workspace before save nothing here")
  }

  @Test func theFirstOwnerIsMadeWithTheirWorkspaceAndASecondTimeOnlyTheirPasswordChanges() throws {
    let first = try queue.makeOwner(
      email: "Ada@Example.com", name: "Ada", password: "correct horse", workspace: "Tarnbrook",
      cost: cheap)
    let second = try queue.makeOwner(
      email: "ada@example.com", name: "Ada", password: "another horse", workspace: "Tarnbrook",
      cost: cheap)

    #expect(first == second)
    #expect(try database.signIn("ada@example.com", "another horse") != nil)
  }

  @Test func aWeakPasswordMakesNoOwner() throws {
    #expect(throws: Refusal.self) {
      _ = try queue.makeOwner(
        email: "ada@example.com", name: "Ada", password: "password", workspace: "Tarnbrook")
    }
  }

  @Test func figuresOfTheFrameAreOfThisWorkspaceOnly() throws {
    _ = try otherWorkspace.makeCampaign()

    #expect(try workspace.frameFigures().runningCampaigns == 0)
    #expect(try otherWorkspace.frameFigures().runningCampaigns == 1)
  }
}
