import HTTPTypes
import Outreach
import Web

/// Templates/People/password.mustache
struct PasswordPage: Page {
  static let template = "People/password"

  let frame: Frame
  /// Someone else has seen the current one.
  let mustChange: Bool
  let email: String
  let errors: FormErrors?
  let old: FormField
  let new: FormField
  let endOthers: FormField
}

extension Site {
  /// The pages that are open to a person whose password someone else has seen.
  static let openToTemporaryPasswords: Set<String> = ["/me/password", "/sign-out", "/sign-in"]

  func password(_ request: Request) throws -> Response {
    try passwordPage(FieldErrors(), isTyped: false)
  }

  /// Both passwords are hashed without a database connection: see `HashingPool`.
  func changePassword(_ request: Request) throws -> Response {
    let currentUser = try currentUser
    let (old, new) = (request.form["old"], request.form["new"])
    var fieldErrors = FieldErrors()
    fieldErrors["new"] = Password.complaint(of: new, email: currentUser.email) ?? ""
    if fieldErrors.isEmpty, old == new {
      fieldErrors["new"] = "This is your current password. Choose another."
    }
    guard fieldErrors.isEmpty else { return try passwordRefused(fieldErrors, request) }
    guard try database.mayTryPassword(in: currentUser.session),
      let kept = try database.password(of: currentUser.person)
    else { return try wrongPassword(request) }
    return withoutConnection(
      { [hashing] in
        try hashing.run(.known) {
          try kept.matches(old) ? try Password(of: new) : nil
        }
      },
      then: { site, chosen in
        guard let chosen else { return try site.wrongPassword(request) }
        return try site.change(to: chosen, request)
      })
  }

  private func change(to chosen: Password, _ request: Request) throws -> Response {
    let currentUser = try currentUser
    try database.forgetTries(in: currentUser.session)
    try database.setPassword(of: currentUser.person, to: chosen)
    var said = "Your password is changed."
    // The person who handed over a one-time password may have signed in with it, too.
    if currentUser.mustChangePassword || request.form.has("others") {
      let ended = try database.endOtherSessions(
        than: currentUser.session, of: currentUser.person, keeping: KnownBrowser.token(of: request))
      said += " \(Words.count(ended, "other session")) ended."
    }
    try database.audit("changed the password of", .person, id: currentUser.person.rawValue)
    note(.passwordChanged, currentUser.person, request)
    let response = try seeOther("/me", saying: .done(said))
    // The old token becomes useless to anyone who had it.
    guard let token = try database.renew(session: currentUser.session) else { return response }
    return response.settingSession(
      token, isSecure: request.isSecure, seconds: try database.secondsToKeep(session: token))
  }

  private func wrongPassword(_ request: Request) throws -> Response {
    note(.passwordChangeFailed, try currentUser.person, request)
    var fieldErrors = FieldErrors()
    fieldErrors["old"] = """
      This is not your current password, or there were too many failed attempts. Check it and try again; \
      after several failures, each new attempt has to wait, at first 30 seconds.
      """
    return try passwordRefused(fieldErrors, request)
  }

  private func passwordRefused(_ fieldErrors: FieldErrors, _ request: Request) throws -> Response {
    try passwordPage(
      fieldErrors, isTyped: true, endOthers: request.form.has("others"),
      status: .unprocessableContent)
  }

  private func passwordPage(
    _ fieldErrors: FieldErrors, isTyped: Bool, endOthers: Bool = true,
    status: HTTPResponse.Status = .ok
  ) throws -> Response {
    let currentUser = try currentUser
    let old = FormField(
      "old", currentUser.mustChangePassword ? "The password you were given" : "Current password",
      type: "password", error: fieldErrors["old"], isRequired: true,
      attributes: ["autocomplete": "current-password"])
    let new = FormField(
      "new", "New password", type: "password",
      hint: "At least 8 characters; 15 or more, or a few words, are better.",
      error: fieldErrors["new"], isRequired: true,
      attributes: ["autocomplete": "new-password", "minlength": "8", "maxlength": "200"])
    return try page(
      PasswordPage(
        frame: frame(.none), mustChange: currentUser.mustChangePassword, email: currentUser.email,
        errors: FormErrors.of([old, new]), old: old, new: new,
        endOthers: FormField(
          "others", "End my other sessions", value: "on", isChecked: !isTyped || endOthers)),
      status: status)
  }
}
