import HTTPTypes
import Outreach
import Web

/// Templates/People/invitations.mustache: the workspaces that ask the person to join. It has no
/// frame, because it is also for a person who belongs to no workspace.
struct InvitationsPage: Page {
  static let template = "People/invitations"

  let frame: Gate
  let email: String
  let invitations: [Item]
  let isEmpty: Bool
  /// There is no other page to go to before an invitation is accepted.
  let isHomeless: Bool
  let next: String

  struct Item {
    let workspace: Int
    let name: String
    let role: String
    let invitedBy: String
    let invitedAt: String
    let next: String
    let errors: FormErrors?
    let code: FormField
  }
}

/// A code that was not accepted, and why.
private struct RefusedCode {
  let workspace: Workspace.ID
  let typed: String
  let why: String
}

extension Site {
  func invitations(_ request: Request) throws -> Response {
    guard let person = try personAsked else { throw HTTPError.signedOut }
    return try invitationsPage(of: person, next: Self.next(request.query["next"]))
  }

  private func invitationsPage(
    of person: Person.ID, next: String, refused: RefusedCode? = nil
  ) throws -> Response {
    let found = try database.invitations(of: person)
    return try page(
      InvitationsPage(
        frame: gate, email: try database.email(of: person),
        invitations: found.map { item(of: $0, next: next, refused) }, isEmpty: found.isEmpty,
        isHomeless: !isSignedIn, next: next),
      status: refused == nil ? .ok : .unprocessableContent)
  }

  func answerInvitation(_ request: Request) throws -> Response {
    guard let person = try personAsked else {
      return .seeOther(Request(.get, "/sign-in").address(["next": "/invitations"]))
    }
    let workspace: Workspace.ID = try request.parameter("workspace")
    let accepts = request.form["answer"] == "accept"
    guard accepts || request.form["answer"] == "decline" else {
      throw HTTPError.badRequest("Choose Accept or Decline.")
    }
    let open = try database.invitations(of: person)
    guard let invitation = open.first(where: { $0.workspace == workspace }) else {
      throw Refusal.notFound("no such invitation")
    }
    let next = Self.next(request.form["next"])
    if accepts {
      if let why = try complaint(of: request.form["code"], for: workspace) {
        let refused = RefusedCode(workspace: workspace, typed: request.form["code"], why: why)
        return try invitationsPage(of: person, next: next, refused: refused)
      }
    } else {
      try database.declineInvitation(to: workspace)
    }
    if open.count > 1 {
      return .seeOther(Request(.get, "/invitations").address(["next": next]))
    }
    guard isSignedIn else { return .seeOther(accepts ? next : "/invitations") }
    return try seeOther(
      accepts ? "/me#workspaces" : next,
      saying: .done(
        accepts
          ? "You joined \(invitation.workspaceName). You can switch to it below."
          : "You declined the invitation to \(invitation.workspaceName)."))
  }

  /// Joins the workspace with this code, or says why not.
  private func complaint(of typed: String, for workspace: Workspace.ID) throws -> String? {
    let code = InvitationCode(typed: typed)
    if code.isEmpty {
      return "Enter the code. The person who invited you was given it."
    }
    switch try database.acceptInvitation(to: workspace, with: code) {
    case .accepted, .declined: return nil
    case .wrongCode:
      return "This is not the code of this invitation. A newer invitation has a new code."
    case .expiredCode:
      return "This code was valid for 7 days and has expired. Ask to be invited again."
    case .tooManyTries:
      return "Too many wrong codes. Wait 30 seconds or longer, then try again."
    }
  }

  /// The person of the session, even if they belong to no workspace.
  private var personAsked: Person.ID? {
    get throws {
      if isSignedIn { return try currentUser.person }
      return try sessionToken.flatMap { try database.enterWithoutWorkspace(token: $0) }
    }
  }

  private func item(
    of invitation: OwnInvitation, next: String, _ refused: RefusedCode?
  ) -> InvitationsPage.Item {
    let refused = refused?.workspace == invitation.workspace ? refused : nil
    let code = FormField(
      "code", "Invitation code", value: refused?.typed ?? "", id: "code-\(invitation.workspace)",
      hint: "From the person who invited you. You need it only to accept.",
      error: refused?.why ?? "",
      attributes: ["autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"])
    return InvitationsPage.Item(
      workspace: invitation.workspace.rawValue, name: invitation.workspaceName,
      role: invitation.role.words,
      invitedBy: invitation.invitedBy.isEmpty ? "A former member" : invitation.invitedBy,
      invitedAt: words.time(invitation.invitedAt), next: next,
      errors: FormErrors.of([code], verb: "Not accepted."), code: code)
  }
}
