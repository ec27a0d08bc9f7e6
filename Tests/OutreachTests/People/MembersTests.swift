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

    _ = try workspace.ask("ada@example.com", as: .viewer)

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
      let code = try workspace.ask("\(name)@example.com", as: .sales)

      let (open, count) = try database.inWorkspace(otherWorkspace.id, as: ada) { connection in
        if accepts {
          #expect(try connection.acceptInvitation(to: workspace.id, with: code) == .accepted)
        } else {
          try connection.declineInvitation(to: workspace.id)
        }
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
    let code = try workspace.ask("ada@example.com", as: .owner)

    let seen = try database.inWorkspace(otherWorkspace.id, as: eve) {
      try $0.invitations(of: eve)
    }

    #expect(seen.isEmpty)
    #expect(throws: Refusal.self) {
      try database.inWorkspace(otherWorkspace.id, as: eve) {
        try $0.acceptInvitation(to: workspace.id, with: code)
      }
    }
    #expect(try workspace.members().isEmpty)
  }

  /// Whoever made the account had proved nothing about its address, and could accept.
  @Test func theAdministratorWhoMadeAnAccountCannotAcceptItsInvitationToAnotherWorkspace() throws {
    _ = try otherWorkspace.invite("victim@example.com", as: .viewer, password: "one-time horse")
    let impostor = try #require(try database.signIn("victim@example.com", "one-time horse"))
    let person: Person.ID = try owner.value(
      "SELECT id FROM people WHERE email = 'victim@example.com'")
    _ = try workspace.ask("victim@example.com", as: .owner)

    let answers = try ["", "one-time horse", InvitationCode().text].map { guess in
      try database.transaction { connection in
        _ = try connection.enter(token: impostor.token, from: "")
        return try connection.acceptInvitation(
          to: workspace.id, with: InvitationCode(typed: guess))
      }
    }

    #expect(answers == [.wrongCode, .wrongCode, .wrongCode])
    #expect(try workspace.members().isEmpty)
    #expect(try workspace.openInvitations().map(\.person) == [person])
  }

  /// An administrator who reset the password of a member could accept in their place.
  @Test func aResetPasswordOpensNoWorkspaceThatHasInvitedThem() throws {
    _ = try otherWorkspace.makeMember("Olga", .owner)
    let ada = try otherWorkspace.makeMember("Ada", .viewer)
    let code = try workspace.ask("ada@example.com", as: .owner)
    try otherWorkspace.resetPassword(of: ada, to: Password(of: "one-time horse", cost: cheap))
    #expect(try database.signIn("ada@example.com", "one-time horse") != nil)

    #expect(try accept(InvitationCode(), as: ada) == .wrongCode)
    #expect(try workspace.members().isEmpty)
    #expect(try accept(code, as: ada) == .accepted, "the person who was meant has it")
  }

  @Test func aNewInvitationMakesANewCodeAndTheOneBeforeIsWrong() throws {
    let ada = try otherWorkspace.makeMember("Ada", .owner)
    let first = try workspace.ask("ada@example.com", as: .viewer)
    let second = try workspace.ask("ada@example.com", as: .sales)

    #expect(try accept(first, as: ada) == .wrongCode)
    #expect(try accept(second, as: ada) == .accepted)
    #expect(try workspace.member(ada).role == .sales)
  }

  @Test func aCodeIsValidForSevenDaysAndSaysSoOnlyToWhoHasIt() throws {
    let ada = try otherWorkspace.makeMember("Ada", .owner)
    let code = try workspace.ask("ada@example.com", as: .viewer)
    #expect(
      try owner.value(
        "SELECT code_expires_at BETWEEN now() + '167 hours' AND now() + '168 hours' FROM invitations"
      ))
    try owner.run("UPDATE invitations SET code_expires_at = now() - interval '1 second'")

    #expect(try accept(InvitationCode(), as: ada) == .wrongCode)
    #expect(try accept(code, as: ada) == .expiredCode)
    #expect(try workspace.members().isEmpty)
    let renewed = try workspace.ask("ada@example.com", as: .viewer)
    #expect(try accept(renewed, as: ada) == .accepted)
  }

  @Test func afterFiveWrongCodesTheRightOneHasToWait() throws {
    let ada = try otherWorkspace.makeMember("Ada", .owner)
    let ben = try otherWorkspace.makeMember("Ben", .owner)
    let code = try workspace.ask("ada@example.com", as: .viewer)
    let bens = try workspace.ask("ben@example.com", as: .viewer)
    for _ in 1...5 { #expect(try accept(InvitationCode(), as: ada) == .wrongCode) }

    #expect(try accept(code, as: ada) == .tooManyTries)
    #expect(try accept(bens, as: ben) == .accepted, "another's tries are not counted for them")

    try owner.run("UPDATE sign_in_failures SET blocked_until = now() - interval '1 second'")
    #expect(try accept(code, as: ada) == .accepted)
    #expect(try owner.value("SELECT count(*) FROM sign_in_failures") == 0)
  }

  @Test func theDatabaseKeepsNoCodeAndNoTwoAreTheSame() throws {
    _ = try otherWorkspace.makeMember("Ada", .owner)
    let code = try workspace.ask("ada@example.com", as: .viewer)
    let kept: String = try owner.value("SELECT invitations::text FROM invitations")

    #expect(!kept.contains(code.text) && !kept.contains(code.text.replacing("-", with: "")))
    #expect(Set((1...100).map { _ in InvitationCode().text }).count == 100)
    #expect(code.text.wholeMatch(of: #/([a-z2-9]{4}-){6}[a-z2-9]{4}/#) != nil)
  }

  @Test(arguments: [" %@ ", "%@\n", "upper", "spaces", "plain"])
  func aCodeMayBeTypedInCapitalsWithSpacesOrWithoutHyphens(form: String) {
    let code = InvitationCode()
    let typed =
      switch form {
      case "upper": code.text.uppercased()
      case "spaces": code.text.replacing("-", with: " ")
      case "plain": code.text.replacing("-", with: "")
      default: form.replacing("%@", with: code.text)
      }

    #expect(InvitationCode(typed: typed) == code)
  }

  /// What the workspace's trail says, entry by entry; before they accept it shows the address alone.
  @Test func theTrailOfAnInvitationNamesTheAddressAndNobodyUntilTheyAccept() throws {
    let olga = try workspace.makeMember("Olga", .owner)
    let ada = try otherWorkspace.makeMember("Ada", .owner)
    func invite(as role: Role) throws -> InvitationCode {
      try database.inWorkspace(workspace.id, as: olga) {
        try $0.ask("ada@example.com", as: role)
      }
    }
    func trail() throws -> [String] {
      try workspace.auditTrail().reversed().map {
        "\($0.personName) \($0.action) \($0.subjectKind.rawValue) \($0.subjectName)"
      }
    }

    _ = try invite(as: .viewer)
    _ = try invite(as: .sales)
    _ = try invite(as: .sales)
    _ = try database.inWorkspace(workspace.id, as: olga) { try $0.withdrawInvitation(of: ada) }
    _ = try invite(as: .viewer)
    try database.inWorkspace(otherWorkspace.id, as: ada) {
      try $0.declineInvitation(to: workspace.id)
    }
    let code = try invite(as: .viewer)
    let before = try trail()
    let written: String = try owner.value("SELECT string_agg(e::text, ' ') FROM audit_entries e")
    #expect(try accept(code, as: ada) == .accepted)

    #expect(
      before == [
        "Olga made invitation ada@example.com", "Olga changed invitation ada@example.com",
        "Olga changed invitation ada@example.com", "Olga deleted invitation ada@example.com",
        "Olga made invitation ada@example.com",
        "ada@example.com declined the invitation of invitation ada@example.com",
        "Olga made invitation ada@example.com",
      ])
    #expect(try trail().dropFirst(before.count) == ["Ada made member Ada"])
    let hash: String = try owner.value(
      "SELECT encode(sha256(\(Bytes(Array(code.text.utf8)))), 'hex')")
    #expect(!written.contains("Ada") && !written.contains(hash), "\(written)")
    #expect(try otherWorkspace.auditTrail().isEmpty)
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
    let code = try workspace.ask("ada@example.com", as: .viewer)

    let come = try #require(try database.signIn("ada@example.com", "correct horse"))
    #expect(come.workspace == nil)
    let (viewer, person) = try database.transaction { connection in
      let viewer = try connection.enter(token: come.token, from: "")
      let person = try connection.enterWithoutWorkspace(token: come.token)
      #expect(try connection.acceptInvitation(to: workspace.id, with: code) == .accepted)
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

  /// A member of Sales whose password the operator reset became an owner.
  @Test func theOperatorsNewPasswordChangesNoRoleUnlessItIsAskedFor() throws {
    let made = try queue.makeOwner(
      email: "ada@example.com", name: "Ada", password: "correct horse", workspace: "Tarnbrook",
      cost: cheap)
    let ben = try queue.makePerson(
      email: "ben@example.com", name: "Ben", password: Password(of: "correct horse", cost: cheap),
      role: .sales, in: made.workspace)
    func own(promotes: Bool) throws -> Role {
      try queue.makeOwner(
        email: "ben@example.com", name: "Ben", password: "another horse", workspace: "Tarnbrook",
        promotes: promotes, cost: cheap
      ).role
    }
    func role() throws -> Role {
      try owner.value("SELECT role FROM memberships WHERE person_id = \(ben)")
    }

    #expect(made.role == .owner)
    #expect(try own(promotes: false) == .sales)
    #expect(try role() == .sales)
    #expect(try own(promotes: true) == .owner)
    #expect(try role() == .owner)
  }

  @Test func theOperatorGivesAOneTimePasswordAndEveryRoleStays() throws {
    let ben = try workspace.signIn("Ben", as: .sales)
    _ = try otherWorkspace.makeMember("Ben", .viewer)
    let known = try #require(try database.signIn("ben@example.com", "correct horse"))

    try queue.resetPassword(
      ofAccount: "Ben@Example.com", to: Password(of: "one-time horse", cost: cheap))

    let isIn = try database.transaction { connection in
      try [ben.token, known.token].map { try connection.enter(token: $0, from: "") != nil }
    }
    #expect(isIn == [false, false])
    #expect(try database.transaction { try $0.knows(browser: known.browser) } == false)
    #expect(try database.signIn("ben@example.com", "correct horse") == nil)
    let come = try #require(try database.signIn("ben@example.com", "one-time horse"))
    let viewer = try database.transaction { try $0.enter(token: come.token, from: "") }
    #expect(viewer?.mustChangePassword == true)
    #expect(try workspace.member(ben.person).role == .sales)
    #expect(try otherWorkspace.member(ben.person).role == .viewer)
    for place in [workspace, otherWorkspace] {
      let entry = try place.auditTrail().first { $0.action == "gave a one-time password to" }
      #expect(entry?.subjectName == "Ben" && entry?.isOwnDoing == true)
    }
    #expect(throws: Refusal.self) {
      try queue.resetPassword(
        ofAccount: "nobody@example.com", to: Password(of: "one-time horse", cost: cheap))
    }
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

  private func accept(_ code: InvitationCode, as person: Person.ID) throws -> InvitationAnswer {
    try database.inWorkspace(otherWorkspace.id, as: person) {
      try $0.acceptInvitation(to: workspace.id, with: code)
    }
  }
}
