import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct MembersTests {
  @Test func aNewMemberGetsAPasswordThatOpensOnceItIsChanged() throws {
    let invitation = try workspace.invite(
      email: " Cleo@Example.com ", name: "Cleo", as: .finance, cost: cheap)
    guard case .oneTimePassword(let password) = invitation else {
      Issue.record("no password")
      return
    }

    let token = try database.transaction {
      try $0.signIn(email: "cleo@example.com", password: password, from: "::1", agent: "")
    }
    let viewer = try database.transaction { try $0.enter(token: token ?? "", from: "::1") }

    #expect(viewer?.mustChangePassword == true)
    #expect(viewer?.role == .finance)
  }

  @Test func somebodyOfAnotherWorkspaceKeepsTheirPassword() throws {
    _ = try otherWorkspace.makeMember("Ada", .owner)

    let invitation = try workspace.invite(email: "ada@example.com", name: "Ada", as: .viewer)

    #expect(invitation == .knownPerson)
    #expect(try workspace.members().map(\.name) == ["Ada"])
  }

  @Test func nobodyIsAMemberTwice() throws {
    _ = try workspace.makeMember("Ada", .owner)

    #expect(throws: Refusal.conflict("They are a member already.")) {
      _ = try workspace.invite(email: "ada@example.com", name: "Ada", as: .viewer)
    }
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

  @Test func aChangeOfRoleEndsTheirSessionsHere() throws {
    _ = try workspace.makeMember("Ada", .owner)
    let ben = try workspace.signIn("Ben", as: .admin)

    try workspace.changeRole(of: ben.person, to: .viewer)

    #expect(try database.transaction { try $0.enter(token: ben.token, from: "") == nil })
  }

  @Test func theFirstOwnerIsMadeWithTheirWorkspaceAndASecondTimeOnlyTheirPasswordChanges() throws {
    let first = try queue.makeOwner(
      email: "Ada@Example.com", name: "Ada", password: "correct horse", workspace: "Tarnbrook",
      cost: cheap)
    let second = try queue.makeOwner(
      email: "ada@example.com", name: "Ada", password: "another horse", workspace: "Tarnbrook",
      cost: cheap)

    let token = try database.transaction {
      try $0.signIn(email: "ada@example.com", password: "another horse", from: "::1", agent: "")
    }

    #expect(first == second)
    #expect(token != nil)
  }

  @Test func aWeakPasswordMakesNoOwner() throws {
    #expect(throws: Refusal.self) {
      _ = try queue.makeOwner(
        email: "ada@example.com", name: "Ada", password: "password", workspace: "Tarnbrook")
    }
  }

  @Test func aPasswordIsChangedOnlyByWhoKnowsIt() throws {
    let ada = try workspace.makeMember("Ada", .owner)

    #expect(
      try !workspace.changePassword(of: ada, from: "wrong horse", to: "new horse", cost: cheap))
    #expect(
      try workspace.changePassword(of: ada, from: "correct horse", to: "new horse", cost: cheap))
  }

  @Test func figuresOfTheFrameAreOfThisWorkspaceOnly() throws {
    _ = try otherWorkspace.makeCampaign()

    #expect(try workspace.frameFigures().runningCampaigns == 0)
    #expect(try otherWorkspace.frameFigures().runningCampaigns == 1)
  }
}
