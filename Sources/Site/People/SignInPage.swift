import HTTPTypes
import Outreach
import Web

/// Templates/People/sign-in.mustache
struct SignInPage: Page {
  static let template = "People/sign-in"

  let gate: Gate
  let next: String
  /// Over plain http a password would be read by whoever listens: then there is no form.
  let isRefused: Bool
  let email: FormField
  let password: FormField
}

extension Site {
  func signIn(_ request: Request) throws -> Response {
    if isSignedIn { return .seeOther(Self.next(request.query["next"])) }
    return try signInPage(request, next: request.query["next"])
  }

  func postSignIn(_ request: Request) throws -> Response {
    guard request.mayCarryPasswords else { return try signInPage(request, status: .forbidden) }
    let token = try database.signIn(
      email: request.form["email"], password: request.form["password"], from: request.address,
      agent: request.headers[.userAgent] ?? "")
    guard let token else {
      return try signInPage(
        request, next: request.form["next"], email: request.form["email"],
        error: """
          E-mail and password do not match, or there were too many tries: after five, one counts \
          every 30 seconds. An owner of the workspace can invite you anew.
          """, status: .unprocessableContent)
    }
    let seconds = try database.secondsToKeep(session: token)
    return Response.seeOther(Self.next(request.form["next"]))
      .settingSession(token, isSecure: request.isSecure, seconds: seconds)
  }

  func signOut(_ request: Request) throws -> Response {
    let viewer = try viewer
    try database.endSession(viewer.session, of: viewer.person)
    return Response.seeOther("/sign-in").settingSession("", isSecure: request.isSecure, seconds: 0)
  }

  private func signInPage(
    _ request: Request, next: String = "", email: String = "", error: String = "",
    status: HTTPResponse.Status = .ok
  ) throws -> Response {
    try page(
      SignInPage(
        gate: gate, next: Self.next(next, otherwise: ""), isRefused: !request.mayCarryPasswords,
        email: FormField(
          "email", "E-mail", value: email, isRequired: true,
          isFocused: email.isEmpty,
          attributes: [
            "autocomplete": "username", "inputmode": "email", "autocapitalize": "none",
            "spellcheck": "false",
          ]),
        password: FormField(
          "password", "Password", type: "password", error: error, isRequired: true,
          attributes: ["autocomplete": "current-password"])),
      status: request.mayCarryPasswords ? status : .forbidden)
  }

  /// Where to go on, when it is a page of ours: another site's address is not one.
  static func next(_ path: String, otherwise: String = home) -> String {
    LocalPath.isOurs(path) && path != "/" ? path : otherwise
  }

  /// The page that one starts from.
  static let home = answers("/") ? "/" : "/campaigns"
}

extension Request {
  /// Nobody listens on the way: it is encrypted, or does not leave this machine.
  var mayCarryPasswords: Bool {
    isSecure || isLocal
  }
}
