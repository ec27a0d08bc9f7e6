import HTTPTypes
import Outreach
import Postgres
import Web

/// An answer of the API that says what is wrong: `application/problem+json` (RFC 9457).
struct APIProblem: Error {
  let status: HTTPResponse.Status
  let detail: String
  var errors: [FieldProblem] = []
  var headers: HTTPFields = [:]

  init(
    _ status: HTTPResponse.Status, _ detail: String, errors: [FieldProblem] = [],
    headers: HTTPFields = [:]
  ) {
    self.status = status
    self.detail = detail
    self.errors = errors
    self.headers = headers
  }

  /// A request with fields that cannot be accepted.
  static func invalid(_ errors: [FieldProblem]) -> APIProblem {
    let told = Array(errors.prefix(FieldProblem.most))
    let count = told.count == FieldProblem.most ? "\(told.count) or more" : "\(told.count)"
    return APIProblem(
      .unprocessableContent,
      told.count == 1
        ? "Nothing was saved: one field is wrong."
        : "Nothing was saved: \(count) fields are wrong.", errors: told)
  }

  static func invalid(_ field: String, _ detail: String) -> APIProblem {
    invalid([FieldProblem(field: field, detail: detail)])
  }

  var response: Response {
    var members: [(String, JSONValue)] = [
      ("type", "about:blank"), ("title", .text(status.reasonPhrase)), ("status", .int(status.code)),
      ("detail", .text(detail)),
    ]
    if !errors.isEmpty {
      members.append(
        (
          "errors",
          .array(errors.map { ["field": .text($0.field), "detail": .text($0.detail)] })
        ))
    }
    var response = Response(status: status, headers: headers, text: JSONValue(members).json)
    response.headers[.contentType] = "application/problem+json"
    response.headers[.cacheControl] = "no-store"
    return response
  }
}

extension Door {
  /// Whether a path belongs to the API, whose errors are not pages.
  static func isAPI(_ path: String) -> Bool { path == "/v1" || path.hasPrefix("/v1/") }

  /// The answer to an error of a request to the API.
  func problem(about error: any Error, to request: Request) -> Response {
    let problem = Self.described(error, request)
    if problem.status == .internalServerError || problem.status == .serviceUnavailable {
      report(error)
    }
    return problem.response
  }

  /// The problem that an error is.
  static func described(_ error: any Error, _ request: Request) -> APIProblem {
    switch error {
    case let problem as APIProblem: problem
    case HTTPError.notFound, Refusal.notFound:
      APIProblem(
        .notFound,
        "There is nothing at this address. The record may have been deleted, or is in another "
          + "workspace.")
    case HTTPError.signedOut:
      APIProblem(
        .unauthorized,
        "Send a valid token as Authorization: Bearer, or the cookie of a session.",
        headers: [.wwwAuthenticate: "Bearer realm=\"Overture\""])
    case let taken as TakenEmail: APIProblem.invalid(taken.fieldErrors.problems())
    case HTTPError.badRequest(let why): APIProblem(.badRequest, why)
    case HTTPError.forbidden(let why): APIProblem(.forbidden, why)
    case Refusal.conflict(let why): APIProblem(.conflict, why)
    case Refusal.invalid(let why): APIProblem(.unprocessableContent, why)
    case let wrong as WrongMethod:
      APIProblem(
        .methodNotAllowed, "This address does not answer \(request.method.rawValue).",
        headers: [.allow: allowed(wrong.others)])
    case let error as PostgresError where error.cause == .canceled:
      APIProblem(
        .serviceUnavailable, "This took too long, so nothing was changed.",
        headers: [.retryAfter: "5"])
    case let error as PostgresError where error.isUnavailable:
      APIProblem(
        .serviceUnavailable, "The database does not respond, so nothing was changed.",
        headers: [.retryAfter: "5"])
    default:
      APIProblem(
        .internalServerError,
        "Nothing was changed. The log has the details under request \(request.id).")
    }
  }
}
