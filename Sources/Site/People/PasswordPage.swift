import HTTPTypes
import Outreach
import Web

/// Templates/People/password.mustache
struct PasswordPage: Page {
  static let template = "People/password"

  let frame: Frame
  /// Somebody else has seen the one that is in use.
  let mustChange: Bool
  let email: String
  let errors: [FormErrors]
  let old: FormField
  let new: FormField
  let endOthers: FormField
}

extension Site {
  /// What is open to somebody whose password somebody else has seen.
  static let openToTemporaryPasswords: Set<String> = ["/me/password", "/sign-out", "/sign-in"]

  func password(_ request: Request) throws -> Response {
    try passwordPage(Complaints(), isTyped: false)
  }

  func changePassword(_ request: Request) throws -> Response {
    let viewer = try viewer
    let (old, new) = (request.form["old"], request.form["new"])
    var complaints = Complaints()
    complaints["new"] = Password.complaint(of: new, email: viewer.email) ?? ""
    if complaints.isEmpty, old == new { complaints["new"] = "It is the one in use. Take another." }
    if complaints.isEmpty, try !mayTryPassword() || !change(old, to: new) {
      complaints["old"] = """
        This is not your password, or there were too many tries: after five, one counts every 30 \
        seconds.
        """
    }
    guard complaints.isEmpty else {
      return try passwordPage(
        complaints, isTyped: true, endOthers: request.form.has("others"),
        status: .unprocessableContent)
    }
    var said = "Your password is changed."
    if request.form.has("others") {
      let ended = try database.endOtherSessions(than: viewer.session, of: viewer.person)
      said += " \(Words.count(ended, "other session")) ended."
    }
    try database.audit("changed the password of", "person", id: viewer.person.rawValue)
    return try seeOther("/me", saying: .done(said))
  }

  private func mayTryPassword() throws -> Bool {
    try database.mayTryPassword(of: viewer.email)
  }

  private func change(_ old: String, to new: String) throws -> Bool {
    let viewer = try viewer
    if try database.changePassword(of: viewer.person, from: old, to: new) { return true }
    try database.recordFailure(of: viewer.email)
    return false
  }

  private func passwordPage(
    _ complaints: Complaints, isTyped: Bool, endOthers: Bool = true,
    status: HTTPResponse.Status = .ok
  ) throws -> Response {
    let viewer = try viewer
    let old = FormField(
      "old", viewer.mustChangePassword ? "The password you were given" : "Password in use",
      type: "password", error: complaints["old"], isRequired: true,
      attributes: ["autocomplete": "current-password"])
    let new = FormField(
      "new", "New password", type: "password",
      hint: "At least 8 characters; 15 or a few words are better. Anything you can type counts.",
      error: complaints["new"], isRequired: true,
      attributes: ["autocomplete": "new-password", "minlength": "8", "maxlength": "200"])
    return try page(
      PasswordPage(
        frame: frame(.none), mustChange: viewer.mustChangePassword, email: viewer.email,
        errors: FormErrors.of([old, new]), old: old, new: new,
        endOthers: FormField(
          "others", "End my other sessions", value: "on", isChecked: !isTyped || endOthers)),
      status: status)
  }
}
