import Foundation
import HTTPTypes
import Outreach
import Postgres
import Synchronization
import Web

/// How many requests a token or a person may send to the API in a minute, counted by each server
/// program for itself.
package final class RateLimiter: Sendable {
  private struct Window {
    var start: ContinuousClock.Instant
    var used: Int
  }

  /// The state after one more request.
  struct Standing {
    let isAllowed: Bool
    let left: Int
    /// Seconds until the next minute begins.
    let seconds: Int
  }

  let limit: Int
  private let windows = Mutex<[String: Window]>([:])

  /// `limit` requests a minute.
  package init(limit: Int = 600) {
    self.limit = limit
  }

  func count(_ caller: String, at now: ContinuousClock.Instant = .now) -> Standing {
    windows.withLock { windows in
      if windows.count > 10_000 {
        windows = windows.filter { now - $0.value.start < .seconds(60) }
      }
      var window = windows[caller] ?? Window(start: now, used: 0)
      if now - window.start >= .seconds(60) { window = Window(start: now, used: 0) }
      window.used += 1
      windows[caller] = window
      let seconds = 60 - Int((now - window.start).components.seconds)
      return Standing(
        isAllowed: window.used <= limit, left: max(limit - window.used, 0), seconds: seconds)
    }
  }
}

extension RateLimiter.Standing {
  /// The fields of draft-ietf-httpapi-ratelimit-headers.
  func fields(limit: Int) -> HTTPFields {
    [
      .rateLimitPolicy: "\"minute\";q=\(limit);w=60",
      .rateLimit: "\"minute\";r=\(left);t=\(seconds)",
    ]
  }
}

extension HTTPField.Name {
  static let rateLimit = apiName("ratelimit")
  static let rateLimitPolicy = apiName("ratelimit-policy")
  static let idempotencyKey = apiName("idempotency-key")
  static let idempotencyReplayed = apiName("idempotency-replayed")

  private static func apiName(_ name: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(name) else { preconditionFailure("no header's name: \(name)") }
    return name
  }
}

extension CurrentUser {
  /// Whose requests are counted and whose idempotency keys are kept together.
  var caller: String { token.map { "token:\($0.id)" } ?? "person:\(person)" }
}

extension Request {
  /// The token of the header Authorization; nil: it has none. The outer nil: there is no such header.
  var bearer: APITokenText?? {
    guard let value = headers[.authorization] else { return nil }
    let words = value.split(separator: " ", maxSplits: 1)
    guard words.count == 2, words[0].lowercased() == "bearer" else { return .some(nil) }
    return .some(APITokenText(words[1].trimmingCharacters(in: .whitespaces)))
  }
}

extension Door {
  /// The caller of the API: by its token, or else by the cookie of a session. A wrong token
  /// is no session.
  func apiEntrance(_ browser: BrowserSession, _ request: Request) -> Entrance? {
    guard let bearer = request.bearer else { return entrance(browser, request) }
    return bearer.map { APIToken.entering(with: $0, from: request.address) }
  }

  /// Whether a large body of a request to the API is read at all.
  func admitToAPI(_ request: Request, _ browser: BrowserSession) -> Admission {
    let entrance = apiEntrance(browser, request)
    do {
      let (route, _) = try find(request)
      let currentUser = try transaction(entrance) { _, currentUser in currentUser }
      try checkAPIOrigin(request, browser)
      try check(route.access, for: currentUser)
      return .admitted
    } catch {
      return .refused(problem(about: error, to: request))
    }
  }

  /// A request that a browser sends with its cookie must come from a page of ours; without a token
  /// of a form it is told by its origin, and by a content type that no form of another site has.
  func checkAPIOrigin(_ request: Request, _ browser: BrowserSession) throws {
    guard request.bearer == nil else { return }
    do {
      try browser.checkOrigin(of: request)
    } catch HTTPError.forbidden {
      throw HTTPError.forbidden("A browser sent this from a page of another site.")
    }
  }

  /// Counts the request, and answers with what is left, also to a request that is refused.
  func withinRate(
    _ currentUser: CurrentUser, _ request: Request, _ answer: () throws -> Response
  ) throws -> Response {
    let standing = rates.count(currentUser.caller)
    let fields = standing.fields(limit: rates.limit)
    guard standing.isAllowed else {
      var headers = fields
      headers[.retryAfter] = "\(standing.seconds)"
      throw APIProblem(
        .tooManyRequests,
        "At most \(rates.limit) requests a minute. Try again in "
          + "\(Words.count(standing.seconds, "second")).", headers: headers)
    }
    do {
      var response = try answer()
      for field in fields { response.headers[field.name] = field.value }
      return response
    } catch let error where Self.isRefusal(error) {
      var problem = Self.described(error, request)
      for field in fields { problem.headers[field.name] = field.value }
      throw problem
    }
  }

  /// Any other error is ours: it is reported, or the request is tried again.
  private static func isRefusal(_ error: any Error) -> Bool {
    error is APIProblem || error is Refusal || error is HTTPError || error is TakenEmail
  }
}
