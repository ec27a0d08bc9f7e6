import Foundation
import HTTPTypes
import Outreach
import Postgres
import Web

/// Templates/People/own.mustache
struct OwnPage: Page {
  static let template = "People/own"

  let frame: Frame
  let email: String
  let errors: FormErrors?
  let name: FormField
  let timeZone: FormField
  let shortcuts: FormField
  let sessions: [Item]
  let hasOthers: Bool
  let workspaces: [Choice]
  /// How many workspaces wait for an answer, in words; empty for none.
  let invitations: String

  struct Item {
    let id: Int
    let device: String
    let address: String
    let began: String
    let seen: String
    let isThis: Bool
  }

  struct Choice {
    let id: Int
    let name: String
    let role: String
    let isOpen: Bool
  }
}

extension Site {
  func own(_ request: Request) throws -> Response {
    try ownPage(Form(), FieldErrors())
  }

  func changeOwn(_ request: Request) throws -> Response {
    let form = request.form
    var fieldErrors = FieldErrors()
    if form["name"].isEmpty {
      fieldErrors["name"] = "Enter a name. Other members see it next to what you do."
    }
    fieldErrors.limit("name", form["name"])
    if !form["timeZone"].isEmpty, try !database.isTimeZone(form["timeZone"]) {
      fieldErrors["timeZone"] =
        "“\(form["timeZone"])” is not a known time zone. Choose one such as Europe/Vienna."
    }
    guard fieldErrors.isEmpty else {
      return try ownPage(form, fieldErrors, status: .unprocessableContent)
    }
    let isChanged = try database.changeOwnSettings(
      of: currentUser.person, name: form["name"],
      timeZone: form["timeZone"].isEmpty ? nil : form["timeZone"], shortcuts: form.has("shortcuts"))
    if isChanged {
      try database.audit("changed", .person, id: currentUser.person.rawValue, name: form["name"])
    }
    return try seeOther("/me", saying: .done("Your settings are saved."))
  }

  func endSession(_ request: Request) throws -> Response {
    let session: Session.ID = try request.parameter("session")
    let currentUser = try currentUser
    try database.endSession(session, of: currentUser.person)
    try database.audit(
      "ended a session of", .person, id: currentUser.person.rawValue, name: currentUser.name)
    if session == currentUser.session { return .seeOther("/sign-in") }
    return try seeOther("/me", saying: .done("The session was ended."))
  }

  func endOtherSessions(_ request: Request) throws -> Response {
    let currentUser = try currentUser
    let count = try database.endOtherSessions(
      than: currentUser.session, of: currentUser.person, keeping: KnownBrowser.token(of: request))
    if count > 0 {
      try database.audit(
        "ended other sessions of", .person, id: currentUser.person.rawValue, name: currentUser.name)
    }
    return try seeOther("/me", saying: .done("\(Words.count(count, "other session")) ended."))
  }

  func openWorkspace(_ request: Request) throws -> Response {
    guard let workspace = Workspace.ID(request.form["workspace"]) else {
      throw HTTPError.badRequest("Choose a workspace.")
    }
    let currentUser = try currentUser
    try database.open(workspace, in: currentUser.session, of: currentUser.person)
    return .seeOther(Self.home)
  }

  func askToLeave(_ request: Request) throws -> Response {
    let membership = try membership(request)
    return try page(
      ConfirmPage(
        frame: frame(.none), question: "Leave \(membership.name)?",
        stays:
          "You lose access immediately, and can come back only by invitation. Your past work there "
          + "stays, also in its audit trail.",
        action: "/me/workspaces/\(membership.workspace)/leave", verb: "Leave \(membership.name)",
        back: "/me#workspaces"))
  }

  /// Any of their workspaces, not only the one that is open.
  func leaveWorkspace(_ request: Request) throws -> Response {
    let membership = try membership(request)
    do {
      try database.savepoint { try database.leave(membership.workspace) }
    } catch Refusal.conflict {
      return try seeOther(
        "/me#workspaces",
        saying: .bad(
          "You are the last owner of \(membership.name), and a workspace keeps one. Make another "
            + "member its owner first."))
    }
    if try currentUser.workspaces == 1 { return .seeOther("/invitations") }
    return try seeOther("/me#workspaces", saying: .done("You left \(membership.name)."))
  }

  private func membership(_ request: Request) throws -> Membership {
    let workspace: Workspace.ID = try request.parameter("workspace")
    let mine = try database.memberships(of: currentUser.person)
    guard let membership = mine.first(where: { $0.workspace == workspace }) else {
      throw Refusal.notFound("no such workspace")
    }
    return membership
  }

  private func ownPage(
    _ form: Form, _ fieldErrors: FieldErrors, status: HTTPResponse.Status = .ok
  ) throws -> Response {
    let currentUser = try currentUser
    let isTyped = form.has("name")
    let zone = try isTyped ? form["timeZone"] : database.ownTimeZone(of: currentUser.person) ?? ""
    let name = FormField(
      "name", "Name", value: isTyped ? form["name"] : currentUser.name, error: fieldErrors["name"],
      isRequired: true, attributes: ["autocomplete": "name", "maxlength": "200"])
    let timeZone = FormField(
      "timeZone", "Time zone", value: zone, hint: "Empty: the workspace’s. Such as Europe/Vienna.",
      error: fieldErrors["timeZone"], isOptional: true, attributes: ["list": "zones"])
    let shortcuts = FormField(
      "shortcuts", "Single keys act on the pages made for them, such as a for Approve", value: "on",
      isChecked: isTyped ? form.has("shortcuts") : currentUser.shortcuts)
    let sessions = try database.sessions(of: currentUser.person)
    return try page(
      OwnPage(
        frame: frame(.none), email: currentUser.email, errors: FormErrors.of([name, timeZone]),
        name: name, timeZone: timeZone, shortcuts: shortcuts,
        sessions: sessions.map { item(of: $0, currentUser) },
        hasOthers: sessions.contains { $0.id != currentUser.session },
        workspaces: try database.memberships(of: currentUser.person).map {
          choice(of: $0, currentUser)
        },
        invitations: Frame.invitations(currentUser.invitations)),
      status: status)
  }

  private func item(of session: Session, _ currentUser: CurrentUser) -> OwnPage.Item {
    OwnPage.Item(
      id: session.id.rawValue, device: device(session.userAgent), address: session.address,
      began: words.time(session.createdAt), seen: words.time(session.lastSeenAt),
      isThis: session.id == currentUser.session)
  }

  private func choice(of membership: Membership, _ currentUser: CurrentUser) -> OwnPage.Choice {
    OwnPage.Choice(
      id: membership.workspace.rawValue, name: membership.name, role: membership.role.words,
      isOpen: membership.workspace == currentUser.workspace)
  }

  /// "Firefox on Linux", as far as the browser tells.
  private func device(_ agent: String) -> String {
    let browsers = ["Edg": "Edge", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"]
    let systems = [
      "Android": "Android", "iPhone": "iPhone", "Windows": "Windows", "Mac OS": "macOS",
      "Linux": "Linux",
    ]
    let browser = ["Edg", "Firefox", "Chrome", "Safari"].first(where: agent.contains)
    let system = ["Android", "iPhone", "Windows", "Mac OS", "Linux"].first(where: agent.contains)
    let named = browser.flatMap { browsers[$0] } ?? "A program"
    return system.flatMap { systems[$0] }.map { "\(named) on \($0)" } ?? named
  }
}
