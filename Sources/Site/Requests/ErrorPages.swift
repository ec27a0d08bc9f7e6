import HTTPTypes
import Outreach
import Postgres
import Web

/// Templates/Frame/error.mustache: the error page for a person who is signed in.
struct SignedInErrorPage: Page {
  static let template = "Frame/error"

  let frame: Frame
  let errorPage: ErrorPage
}

/// Templates/Frame/error-gate.mustache: the same for other visitors, and when the database is
/// unavailable.
struct GateErrorPage: Page {
  static let template = "Frame/error-gate"

  let frame: Gate
  let errorPage: ErrorPage
}

struct ErrorPage {
  let status: Int
  let title: String
  let words: String
  /// The request's id, if someone has to look it up in the log.
  let reference: String
  let back: String
  let backWords: String
  /// The submitted input, if it came too late.
  var kept: KeptForm?

  /// With the token that sends it, for the person who is signed in by now.
  fileprivate func carrying(_ csrf: String) -> ErrorPage {
    var errorPage = self
    errorPage.kept = kept?.carrying(csrf)
    return errorPage
  }
}

extension Door {
  /// The answer to an error: what it is, and what to do.
  func errorResponse(
    about error: any Error, to request: Request, _ entrance: Entrance?
  ) -> Response {
    if Self.isAPI(request.path) { return problem(about: error, to: request) }
    let (status, title, words) = describe(error)
    let isOurs = status == .internalServerError
    // Too many requests are not our fault, and logging each would add to the load.
    if isOurs || (status == .serviceUnavailable && !(error is TooBusy)) { report(error) }
    let kept = (error as? StaleForm).flatMap { stale in
      stale.mayBeShown ? KeptForm(request, isSignedOut: stale.isSignedOut, other: stale.other) : nil
    }
    let errorPage = ErrorPage(
      status: status.code, title: title, words: words, reference: isOurs ? request.id : "",
      back: Site.home, backWords: "Go to the dashboard", kept: kept)
    var response = page(of: errorPage, status: status, to: request, entrance)
    if let error = error as? WrongMethod { response.headers[.allow] = Self.allowed(error.others) }
    if status == .serviceUnavailable { response.headers[.retryAfter] = "5" }
    return response
  }

  private func describe(_ error: any Error) -> (HTTPResponse.Status, String, String) {
    switch error {
    case HTTPError.notFound, Refusal.notFound:
      (
        .notFound, "Page not found",
        "The address may be mistyped, or the record was deleted or is in another workspace."
      )
    case HTTPError.badRequest(let why): (.badRequest, "The request could not be read", why)
    case HTTPError.forbidden(let why): (.forbidden, "Not done", why)
    case let stale as StaleForm: (.forbidden, stale.title, stale.words)
    case Refusal.conflict(let why): (.conflict, "Not done", why)
    case Refusal.invalid(let why): (.unprocessableContent, "Not saved", why)
    case is WrongMethod:
      (
        .methodNotAllowed, "This page can’t be opened directly",
        "Use the button on its page instead."
      )
    case is TooBusy:
      (
        .serviceUnavailable, "Too many sign-ins at the same time",
        "Too many people are signing in right now. Your password is fine; try again "
          + "in a few seconds."
      )
    case let error as PostgresError where error.cause == .canceled:
      (
        .serviceUnavailable, "This took too long",
        "Nothing was changed. Narrow the request, or try again later."
      )
    case let error as PostgresError where error.isUnavailable:
      (
        .serviceUnavailable, "Temporarily unavailable",
        "Nothing was changed. The database does not respond; try again in a moment."
      )
    default:
      (
        .internalServerError, "Something went wrong",
        "Nothing was changed. Give your administrator the number below; the log has the details."
      )
    }
  }

  /// With the sidebar for a person who is signed in, if the database is available.
  private func page(
    of errorPage: ErrorPage, status: HTTPResponse.Status, to request: Request,
    _ entrance: Entrance?
  ) -> Response {
    if status != .serviceUnavailable {
      let framed = try? transaction(entrance) { connection, currentUser -> Response? in
        guard let currentUser else { return nil }
        let site = Site(
          database: connection, templates: templates, currentUser: currentUser, browser: nil,
          asset: asset,
          deferredWork: AfterCommit(), importFiles: nil)
        return try site.page(
          SignedInErrorPage(
            frame: site.frame(.none), errorPage: errorPage.carrying(currentUser.csrfToken)),
          status: status)
      }
      if let framed { return framed }
    }
    let gate = Gate(csrf: "", style: asset("style.css"), icon: asset("icon.svg"))
    let html = try? templates.render(GateErrorPage(frame: gate, errorPage: errorPage))
    return .html(html ?? errorPage.title, status: status)
  }

  static func allowed(_ methods: [HTTPRequest.Method]) -> String {
    var names = Set(methods.map(\.rawValue))
    if names.contains("GET") { names.insert("HEAD") }
    return names.sorted().joined(separator: ", ")
  }
}
