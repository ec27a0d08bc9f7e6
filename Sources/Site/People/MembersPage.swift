import HTTPTypes
import Outreach
import Postgres
import Web

/// Templates/People/members.mustache
struct MembersPage: Page {
  static let template = "People/members"

  let frame: Frame
  let count: String
  let members: [Item]
  let errors: [FormErrors]
  let email: FormField
  let name: FormField
  let role: FormField
  /// Somebody was just invited: what they need to come in. None or one.
  let invited: [Invited]

  struct Item {
    let id: Int
    let name: String
    let initials: String
    let email: String
    let role: String
    let seen: String
    let isMe: Bool
    let mayBeChanged: Bool
    let roles: [FormField.Option]
    /// Why the last change was refused.
    let hasError: Bool
    let error: String
    let csrf: String
  }

  struct Invited {
    let name: String
    let email: String
    let password: String
    let hasPassword: Bool
  }
}

/// A change of a member that was refused: as it was chosen, with the reason.
private struct RefusedChange {
  let person: Person.ID
  var role: Role?
  let why: String
}

extension Site {
  func members(_ request: Request) throws -> Response {
    try membersPage(Form(), Complaints())
  }

  func inviteMember(_ request: Request) throws -> Response {
    let form = request.form
    var complaints = Complaints()
    if !looksLikeAddress(form["email"]) {
      complaints["email"] =
        form["email"].contains("@")
        ? "“\(form["email"])” is not a whole address." : "No @ sign in “\(form["email"])”."
    }
    if form["name"].isEmpty { complaints["name"] = "No name. Others see it beside what they do." }
    complaints.limit("name", form["name"])
    complaints.limit("email", form["email"], to: 254)
    guard complaints.isEmpty else {
      return try membersPage(form, complaints, status: .unprocessableContent)
    }
    let role: Role = try request.field("role")
    try guardOwners(role)
    do {
      let invitation = try database.savepoint {
        try database.invite(email: form["email"], name: form["name"], as: role)
      }
      return try membersPage(Form(), Complaints(), invited: invited(form, invitation))
    } catch Refusal.conflict(let why) {
      complaints["email"] = why
      return try membersPage(form, complaints, status: .unprocessableContent)
    }
  }

  /// One `@` with something before it, and a dot inside of what stands behind: read once, whatever its
  /// length.
  private func looksLikeAddress(_ typed: String) -> Bool {
    let text = typed.trimmingBlanks()
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !text.contains(where: \.isWhitespace) else {
      return false
    }
    return parts[1].dropFirst().dropLast().contains(".")
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
        "\(member.name) is \(role.words.lowercased()) now.",
        undo: .init("/members/\(person)", [HiddenField("role", member.role.rawValue)])))
  }

  func askToRemoveMember(_ request: Request) throws -> Response {
    let member = try database.member(try request.parameter("person"))
    return try page(
      ConfirmPage(
        frame: frame(.settings), question: "Remove \(member.name) from the workspace?",
        stays: "Their sessions here end at once. What they did stays, in the audit trail, too.",
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
    if try member.person == viewer.person { return .seeOther("/sign-in") }
    return try seeOther("/members", saying: .done("\(member.name) is no longer a member."))
  }

  /// Only an owner makes owners, and unmakes them.
  private func guardOwners(_ roles: Role...) throws {
    if roles.contains(.owner), try viewer.role != .owner {
      throw HTTPError.forbidden("Only an owner may make somebody an owner, or change one.")
    }
  }

  private func invited(_ form: Form, _ invitation: Invitation) -> MembersPage.Invited {
    let password = if case .oneTimePassword(let password) = invitation { password } else { "" }
    return .init(
      name: form["name"], email: form["email"], password: password, hasPassword: !password.isEmpty)
  }

  private func membersPage(_ refused: RefusedChange) throws -> Response {
    try membersPage(Form(), Complaints(), refused: refused, status: .unprocessableContent)
  }

  private func membersPage(
    _ form: Form, _ complaints: Complaints, invited: MembersPage.Invited? = nil,
    refused: RefusedChange? = nil, status: HTTPResponse.Status = .ok
  ) throws -> Response {
    let members = try database.members()
    let roles = try offeredRoles
    let email = FormField(
      "email", "E-mail", value: form["email"], type: "email", error: complaints["email"],
      isRequired: true, attributes: ["autocomplete": "off"])
    let name = FormField(
      "name", "Name", value: form["name"], error: complaints["name"], isRequired: true,
      attributes: ["autocomplete": "off", "maxlength": "200"])
    let role = FormField(
      "role", "Role", value: form.has("role") ? form["role"] : Role.viewer.rawValue,
      options: roles.map { ($0.rawValue, $0.words) })
    return try page(
      MembersPage(
        frame: frame(.settings), count: Words.number(members.count),
        members: try members.map { member in
          try item(of: member, refused.flatMap { $0.person == member.person ? $0 : nil })
        },
        errors: FormErrors.of([email, name], verb: "Not invited."),
        email: email, name: name, role: role, invited: invited.map { [$0] } ?? []),
      status: status)
  }

  private var offeredRoles: [Role] {
    get throws {
      let isOwner = try viewer.role == .owner
      return Role.allCases.filter { isOwner || $0 != .owner }
    }
  }

  private func item(of member: Member, _ refused: RefusedChange?) throws -> MembersPage.Item {
    let viewer = try viewer
    let chosen = refused?.role ?? member.role
    return MembersPage.Item(
      id: member.person.rawValue, name: member.name, initials: initials(of: member.name),
      email: member.email, role: member.role.words,
      seen: member.lastSeenAt.map(words.time) ?? "not yet", isMe: member.person == viewer.person,
      mayBeChanged: viewer.role == .owner || member.role != .owner,
      roles: try offeredRoles.map {
        .init(value: $0.rawValue, label: $0.words, isChosen: $0 == chosen)
      }, hasError: refused != nil, error: refused?.why ?? "", csrf: viewer.csrfToken)
  }
}
