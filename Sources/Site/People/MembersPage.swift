import HTTPTypes
import Outreach
import Postgres
import Text
import Web

/// Templates/People/members.mustache
struct MembersPage: Page {
  static let template = "People/members"

  let frame: Frame
  let tabs = Tabs.settings(on: .members)
  let count: String
  let members: [Item]
  let invitations: [Invited]
  let errors: FormErrors?
  let email: FormField
  let name: FormField
  let role: FormField
  /// The password or code to hand over after an invitation or a reset.
  let handed: HandedSecret?

  struct Item {
    let id: Int
    let name: String
    let initials: String
    let email: String
    let role: String
    let seen: String
    let isMe: Bool
    let mayBeChanged: Bool
    /// Whether they can get a one-time password in place of a forgotten one.
    let mayBeReset: Bool
    let roles: [FormField.Option]
    /// Why the last change was refused.
    let error: String
  }

  /// A person with an account who has not accepted yet: only their address is known.
  struct Invited {
    let id: Int
    let email: String
    let role: String
    let time: String
  }
}

/// A refused change of a member: as it was chosen, with the reason.
private struct RefusedChange {
  let person: Person.ID
  var role: Role?
  let why: String
}

extension Site {
  func members(_ request: Request) throws -> Response {
    try membersPage(Form(), FieldErrors())
  }

  func inviteMember(_ request: Request) throws -> Response {
    let form = request.form
    var fieldErrors = FieldErrors()
    if !isAddress(form["email"].trimmingBlanks()) {
      fieldErrors["email"] =
        form["email"].contains("@")
        ? "“\(form["email"])” is not a complete email address." : "No @ sign in “\(form["email"])”."
    }
    if form["name"].isEmpty {
      fieldErrors["name"] = "Enter a name. Other members see it next to what they do."
    }
    fieldErrors.limit("name", form["name"])
    fieldErrors.limit("email", form["email"], to: 254)
    let role = fieldErrors.choice("role", form["role"], standard: Role.viewer)
    guard fieldErrors.isEmpty else {
      return try membersPage(form, fieldErrors, status: .unprocessableContent)
    }
    try guardOwners(role)
    return handingOver { site, password, kept in
      do {
        let invitation = try site.database.savepoint {
          try site.database.invite(
            email: form["email"], name: form["name"], as: role, oneTime: kept)
        }
        return try site.invited(form, role, invitation, password)
      } catch Refusal.conflict(let why) {
        var fieldErrors = FieldErrors()
        fieldErrors["email"] = why
        return try site.membersPage(form, fieldErrors, status: .unprocessableContent)
      }
    }
  }

  private func invited(
    _ form: Form, _ role: Role, _ invitation: Invitation, _ password: String
  ) throws -> Response {
    let email = form["email"].trimmingBlanks()
    switch invitation {
    case .newPerson:
      return try membersPage(
        Form(), FieldErrors(),
        handed: .password("\(form["name"]) is a member.", password, of: email))
    case .asked(let code):
      return try membersPage(
        Form(), FieldErrors(),
        handed: .code("Invited as \(role.words).", code, for: email))
    }
  }

  /// Checked in one pass from left to right, however long it is.
  private func isAddress(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
    guard text.utf8.count <= 320, parts.count == 2, !parts[0].isEmpty,
      !text.contains(where: \.isWhitespace)
    else { return false }
    let labels = parts[1].split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return labels.count > 1 && labels.allSatisfy { !$0.isEmpty }
  }

  func withdrawInvitation(_ request: Request) throws -> Response {
    let invitation = try database.withdrawInvitation(of: try request.parameter("person"))
    return try seeOther(
      "/members", saying: .done("\(invitation.email) is no longer invited."))
  }

  func askToResetPassword(_ request: Request) throws -> Response {
    let member = try database.member(try request.parameter("person"))
    return try page(
      ConfirmPage(
        frame: frame(.settings), question: "Give \(member.name) a new one-time password?",
        stays:
          "Their current password stops working and they are signed out everywhere. Their role "
          + "stays. Hand the new password over yourself; they choose their own at the first sign-in.",
        action: "/members/\(member.person)/password", verb: "Give a one-time password",
        back: "/members"))
  }

  func resetPassword(_ request: Request) throws -> Response {
    let member = try database.member(try request.parameter("person"))
    try guardOwners(member.role)
    return handingOver { site, password, kept in
      do {
        try site.database.savepoint {
          try site.database.resetPassword(of: member.person, to: kept)
        }
      } catch Refusal.conflict(let why) {
        return try site.membersPage(RefusedChange(person: member.person, why: why))
      }
      try site.database.audit(
        "gave a one-time password to", .member, id: member.person.rawValue, name: member.name)
      return try site.membersPage(
        Form(), FieldErrors(),
        handed: .password(
          "\(member.name) has a new password.", password, of: member.email))
    }
  }

  /// Creates a one-time password, hashes it without a database connection, and continues with both.
  private func handingOver(
    _ goOn: @escaping (Site, String, Password) throws -> Response
  ) -> Response {
    let password = Password.oneTime()
    return withoutConnection(
      { [hashing] in
        try hashing.run(.known) { try Password(of: password) }
      }, then: { try goOn($0, password, $1) })
  }

  func changeMember(_ request: Request) throws -> Response {
    let person: Person.ID = try request.parameter("person")
    let role: Role = try request.field("role")
    let member = try database.member(person)
    try guardOwners(role, member.role)
    do {
      try database.savepoint { try database.changeRole(of: person, to: role) }
    } catch Refusal.conflict(let why) {
      return try membersPage(RefusedChange(person: person, role: role, why: why))
    }
    return try seeOther(
      "/members",
      saying: .done(
        "The role of \(member.name) is now \(role.words).",
        undo: .init("/members/\(person)", [HiddenField("role", member.role.rawValue)])))
  }

  func askToRemoveMember(_ request: Request) throws -> Response {
    let member = try database.member(try request.parameter("person"))
    return try page(
      ConfirmPage(
        frame: frame(.settings), question: "Remove \(member.name) from the workspace?",
        stays: "They lose access immediately. Their past work stays, also in the audit trail.",
        action: "/members/\(member.person)/remove", verb: "Remove \(member.name)", back: "/members")
    )
  }

  func removeMember(_ request: Request) throws -> Response {
    let member = try database.member(try request.parameter("person"))
    try guardOwners(member.role)
    do {
      try database.savepoint { try database.removeMember(member.person) }
    } catch Refusal.conflict(let why) {
      return try membersPage(RefusedChange(person: member.person, why: why))
    }
    if try member.person == currentUser.person { return .seeOther("/sign-in") }
    return try seeOther("/members", saying: .done("\(member.name) is no longer a member."))
  }

  /// Only an owner makes or removes owners.
  private func guardOwners(_ roles: Role...) throws {
    if roles.contains(.owner), try currentUser.role != .owner {
      throw HTTPError.forbidden(
        "Only an owner can make someone an owner or change an owner’s role.")
    }
  }

  private func membersPage(_ refused: RefusedChange) throws -> Response {
    try membersPage(Form(), FieldErrors(), refused: refused, status: .unprocessableContent)
  }

  private func membersPage(
    _ form: Form, _ fieldErrors: FieldErrors, handed: MembersPage.HandedSecret? = nil,
    refused: RefusedChange? = nil, status: HTTPResponse.Status = .ok
  ) throws -> Response {
    let members = try database.members()
    let invitations = try database.openInvitations()
    let roles = try offeredRoles
    let email = FormField(
      "email", "Email", value: form["email"], type: "email", error: fieldErrors["email"],
      isRequired: true, attributes: ["autocomplete": "off"])
    let name = FormField(
      "name", "Name", value: form["name"], error: fieldErrors["name"], isRequired: true,
      attributes: ["autocomplete": "off", "maxlength": "200"])
    let role = FormField(
      "role", "Role", value: form.has("role") ? form["role"] : Role.viewer.rawValue,
      error: fieldErrors["role"],
      options: roles.map { ($0.rawValue, $0.words) })
    return try page(
      MembersPage(
        frame: frame(.settings), count: Words.number(members.count),
        members: try members.map { member in
          try item(of: member, refused.flatMap { $0.person == member.person ? $0 : nil })
        },
        invitations: try invitations.map(item(of:)),
        errors: FormErrors.of([email, name, role], verb: "Not invited."),
        email: email, name: name, role: role, handed: handed),
      status: status)
  }

  private var offeredRoles: [Role] {
    get throws {
      let isOwner = try currentUser.role == .owner
      return Role.allCases.filter { isOwner || $0 != .owner }
    }
  }

  private func item(of invitation: OpenInvitation) throws -> MembersPage.Invited {
    MembersPage.Invited(
      id: invitation.person.rawValue, email: invitation.email, role: invitation.role.words,
      time: words.time(invitation.invitedAt))
  }

  private func item(of member: Member, _ refused: RefusedChange?) throws -> MembersPage.Item {
    let currentUser = try currentUser
    let chosen = refused?.role ?? member.role
    return MembersPage.Item(
      id: member.person.rawValue, name: member.name, initials: initials(of: member.name),
      email: member.email, role: member.role.words,
      seen: member.lastSeenAt.map(words.time) ?? "not yet",
      isMe: member.person == currentUser.person,
      mayBeChanged: currentUser.role == .owner || member.role != .owner,
      mayBeReset: member.person != currentUser.person
        && (currentUser.role == .owner || member.role != .owner),
      roles: try offeredRoles.map {
        .init(value: $0.rawValue, label: $0.words, isChosen: $0 == chosen)
      }, error: refused?.why ?? "")
  }
}
