import HTTPTypes
import Outreach
import Web

/// Templates/People/invitations.mustache: which workspaces ask the person to join. It has no frame, because a
/// person who belongs to no workspace comes here, too.
struct InvitationsPage: Page {
  static let template = "People/invitations"

  let gate: Gate
  let email: String
  let invitations: [Item]
  let isEmpty: Bool
  /// Nowhere to go on to before an invitation is accepted.
  let isHomeless: Bool
  let next: String

  struct Item {
    let workspace: Int
    let name: String
    let role: String
    let invitedBy: String
    let invitedAt: String
    let next: String
    let csrf: String
  }
}

extension Site {
  func invitations(_ request: Request) throws -> Response {
    guard let person = try personAsked else { throw HTTPError.signedOut }
    let next = Self.next(request.query["next"])
    let found = try database.invitations(of: person)
    return try page(
      InvitationsPage(
        gate: gate, email: try database.email(of: person),
        invitations: found.map { item(of: $0, next: next) }, isEmpty: found.isEmpty,
        isHomeless: !isSignedIn, next: next))
  }

  func answerInvitation(_ request: Request) throws -> Response {
    guard let person = try personAsked else {
      return .seeOther(Request(.get, "/sign-in").address(["next": "/invitations"]))
    }
    let workspace: Workspace.ID = try request.parameter("workspace")
    let accepts = request.form["answer"] == "accept"
    guard accepts || request.form["answer"] == "decline" else {
      throw HTTPError.badRequest("The form says neither accept nor decline.")
    }
    let open = try database.invitations(of: person)
    guard let invitation = open.first(where: { $0.workspace == workspace }) else {
      throw Refusal.notFound("no such invitation")
    }
    try database.answerInvitation(to: workspace, accepts: accepts)
    let next = Self.next(request.form["next"])
    if open.count > 1 {
      return .seeOther(Request(.get, "/invitations").address(["next": next]))
    }
    guard isSignedIn else { return .seeOther(accepts ? next : "/invitations") }
    return try seeOther(
      accepts ? "/me#workspaces" : next,
      saying: .done(
        accepts
          ? "You belong to \(invitation.workspaceName) now. Open it below when you want to."
          : "You declined the invitation to \(invitation.workspaceName)."))
  }

  /// The person whose session it is, whether or not they belong to a workspace.
  private var personAsked: Person.ID? {
    get throws {
      if isSignedIn { return try viewer.person }
      return try sessionToken.flatMap { try database.enterWithoutWorkspace(token: $0) }
    }
  }

  private func item(of invitation: OwnInvitation, next: String) -> InvitationsPage.Item {
    InvitationsPage.Item(
      workspace: invitation.workspace.rawValue, name: invitation.workspaceName,
      role: invitation.role.words,
      invitedBy: invitation.invitedBy.isEmpty ? "A former member" : invitation.invitedBy,
      invitedAt: words.time(invitation.invitedAt), next: next, csrf: csrf)
  }
}
