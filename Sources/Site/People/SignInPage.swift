import HTTPTypes
import Outreach
import Web

/// Templates/People/sign-in.mustache
struct SignInPage: Page {
  static let template = "People/sign-in"

  let frame: Gate
  let next: String
  /// Over plain http anyone on the way could read a password: then there is no form.
  let isRefused: Bool
  /// The command that makes the first account, while no one can sign in; nil otherwise.
  let firstCommand: String?
  /// The time after which a session ends, if a workspace does not set another.
  let idleTime: String
  let email: FormField
  let password: FormField
}

extension Site {
  func signIn(_ request: Request) throws -> Response {
    if isSignedIn { return .seeOther(Self.next(request.query["next"])) }
    return try signInPage(request, next: request.query["next"])
  }

  /// The password is checked without a database connection, by few at a time: see `HashingPool`.
  func postSignIn(_ request: Request) throws -> Response {
    guard request.mayCarryPasswords else { return try signInPage(request, status: .forbidden) }
    let attempt = SignInAttempt(
      email: request.form["email"], address: request.address,
      agent: request.headers[.userAgent] ?? "", browser: try KnownBrowser.token(of: request))
    let password = request.form["password"]
    let isKnown = try database.knows(browser: attempt.browser)
    deferredWork.set { [hashing] door in
      try hashing.run(isKnown ? .known : .stranger) {
        var begun: SignInCheck?
        _ = try door { site in
          begun = try site.database.begin(attempt)
          return Response(status: .ok)
        }
        guard let check = begun else { throw HTTPError.signedOut }
        let isRight = try check.matches(password)
        return try door { try $0.finishSignIn(attempt, check, isRight: isRight, request) }
      }
    }
    return Response(status: .ok)
  }

  private func finishSignIn(
    _ attempt: SignInAttempt, _ check: SignInCheck, isRight: Bool, _ request: Request
  ) throws -> Response {
    guard isRight, let person = check.person else {
      if check.isAllowed, let person = check.person {
        try database.recordFailure(of: attempt, as: person)
      }
      note(check.isAllowed ? .signInFailed : .signInSlowed, check.person, request)
      guard try database.hasPeople() else {
        return try signInFailed(request, "No one has an account here yet.")
      }
      return try signInFailed(
        request,
        """
        Email and password do not match, or there were too many failed attempts. Check both and try again; \
        after several failures, each new attempt has to wait, at first 30 seconds. An administrator of your \
        workspace can give you a new one-time password.
        """)
    }
    guard let come = try database.finish(attempt, as: person, replacing: sessionToken) else {
      note(.oneTimePasswordExpired, person, request)
      return try signInFailed(
        request,
        """
        This one-time password was valid for 7 days and has expired. Ask an administrator of your \
        workspace for a new one.
        """)
    }
    note(.signedIn, person, request)
    let isAsked = come.workspace == nil || come.invitations > 0
    let next = Self.next(request.form["next"])
    var response = Response.seeOther(
      isAsked ? Request(.get, "/invitations").address(["next": next]) : next
    ).settingSession(come.token, isSecure: request.isSecure, seconds: come.seconds)
    response.headers.append(try KnownBrowser.cookie(come.browser, isSecure: request.isSecure))
    return response
  }

  private func signInFailed(_ request: Request, _ error: String) throws -> Response {
    try signInPage(
      request, next: request.form["next"], email: request.form["email"], error: error,
      status: .unprocessableContent)
  }

  func signOut(_ request: Request) throws -> Response {
    let currentUser = try currentUser
    try database.endSession(currentUser.session, of: currentUser.person)
    try database.audit("signed out", .person, id: currentUser.person.rawValue)
    note(.signedOut, currentUser.person, request)
    return Response.seeOther("/sign-in").settingSession("", isSecure: request.isSecure, seconds: 0)
  }

  private func signInPage(
    _ request: Request, next: String = "", email: String = "", error: String = "",
    status: HTTPResponse.Status = .ok
  ) throws -> Response {
    try page(
      SignInPage(
        frame: gate, next: Self.next(next, otherwise: ""), isRefused: !request.mayCarryPasswords,
        firstCommand: try database.hasPeople() ? nil : Self.firstCommand,
        idleTime: Words.hours(try database.sessionIdleTime()),
        email: FormField(
          "email", "Email", value: email, isRequired: true,
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

  /// As Overture/Commands/Owner.swift reads it.
  private static let firstCommand =
    "overture owner you@example.com --workspace \"Your company\""

  /// The next page, if it is a page of ours: another site's address is not used.
  static func next(_ path: String, otherwise: String = home) -> String {
    LocalPath.isOurs(path) && path != "/" ? path : otherwise
  }

  /// The start page.
  static let home = answers("/") ? "/" : "/campaigns"
}

extension Request {
  /// No one can listen on the way: it is encrypted, or does not leave this machine.
  var mayCarryPasswords: Bool {
    isSecure || isLocal
  }
}
