import Crypto
import Foundation
import HTTPTypes
import Outreach
import Synchronization
import Web

/// A browser that sends a request: its cookie, and the token that its forms carry.
///
/// There is one cookie, the session's. A browser without a session also gets one when it is shown a
/// form: the form's token is made from it, so that another site cannot have submitted the form.
final class BrowserSession: Sendable {
  /// The value of the cookie, whether or not it is a session's.
  let token: String?
  private let isSecure: Bool
  private let fresh = Mutex<String?>(nil)

  static let plainName = "auth_token"
  /// Over https only: no other host and no plain answer can have set it.
  static let secureName = "__Host-auth_token"

  init(_ request: Request) {
    let cookies = request.cookies
    // Over https the plain name is not ours: a neighboring host may have planted it.
    let brought = cookies[request.isSecure ? Self.secureName : Self.plainName]
    token = brought.flatMap { (20...200) ~= $0.utf8.count ? $0 : nil }
    isSecure = request.isSecure
  }

  /// For the forms of a page for a visitor who is not signed in.
  var formToken: String {
    Self.formToken(
      of: token
        ?? fresh.withLock { fresh in
          let made = fresh ?? randomToken()
          fresh = made
          return made
        })
  }

  /// The answer, with the cookie that the forms of its page need.
  func remembered(by response: Response) -> Response {
    guard let fresh = fresh.withLock({ $0 }), response.headers[.setCookie] == nil else {
      return response
    }
    return response.settingSession(fresh, isSecure: isSecure, seconds: nil)
  }

  /// Refuses a form that another site may have sent: by the origin that the browser states, and by
  /// the token that only our own page can know.
  ///
  /// A form of this session that was opened in another workspace is refused as well:
  /// `otherWorkspace` finds it by the form's token.
  func checkForm(
    of request: Request, currentUser: CurrentUser?, isForAnyone: Bool,
    otherWorkspace: (String) throws -> OtherWorkspace?
  ) throws {
    try checkOrigin(of: request)
    let sent =
      request.form["csrf"].isEmpty ? request.headers[.csrfToken] ?? "" : request.form["csrf"]
    guard try isToken(sent, of: currentUser) || isKept(sent, of: currentUser, request) else {
      let other = try otherWorkspace(sent)
      if let other, other.mayPass { return }
      throw StaleForm(
        isSignedOut: currentUser == nil && !isForAnyone,
        // The token is of this session, so the page was ours.
        mayBeShown: other != nil
          || (saysItIsOurs(request) && (currentUser != nil || !isForAnyone)),
        other: other)
    }
  }

  /// The part of `checkForm` that only needs the head of the request.
  func checkOrigin(of request: Request) throws {
    guard isOurs(request) else { throw HTTPError.forbidden(Self.foreign) }
  }

  /// Whether this is the token of the forms that this currentUser was shown.
  func isToken(_ sent: String, of currentUser: CurrentUser?) -> Bool {
    let wanted = currentUser?.csrfToken ?? token.map(Self.formToken(of:)) ?? ""
    return !wanted.isEmpty && equal(Array(sent.utf8), Array(wanted.utf8))
  }

  /// A form that came too late and was shown again, sent after signing in again in this browser.
  private func isKept(
    _ sent: String, of currentUser: CurrentUser?, _ request: Request
  ) throws -> Bool {
    guard let currentUser, saysItIsOurs(request) else { return false }
    return try request.workspaceOfKept(sent) == currentUser.workspace
  }

  /// Current browsers say themselves whether a form is the site's own, and then leave Origin
  /// `null`, because our pages send no referrer. Without that, Origin must be this host; if both
  /// are missing, the browser is an old one, and the token must be enough.
  private func isOurs(_ request: Request) -> Bool {
    if let site = request.headers[.secFetchSite] { return site == "same-origin" || site == "none" }
    return request.headers[.origin] == nil || hasOwnOrigin(request)
  }

  /// The browser explicitly says so, while `isOurs` also accepts silence.
  private func saysItIsOurs(_ request: Request) -> Bool {
    request.headers[.secFetchSite] == "same-origin" || hasOwnOrigin(request)
  }

  private func hasOwnOrigin(_ request: Request) -> Bool {
    let scheme = request.isSecure ? "https" : "http"
    return request.headers[.origin] == "\(scheme)://\(request.headers[.host] ?? "")"
  }

  private static func formToken(of token: String) -> String {
    Data(SHA256.hash(data: Data("form:\(token)".utf8))).base64EncodedString()
  }

  private static let foreign = """
    This form was sent from another site, so nothing was done. Open the page here and send it again.
    """
}

extension HTTPField.Name {
  static let secFetchSite = lowercased("sec-fetch-site")
  static let csrfToken = lowercased("x-csrf-token")
  static let host = lowercased("host")
  /// A request of an open page for live parts: see app.js.
  static let live = lowercased("x-live")

  private static func lowercased(_ name: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(name) else { preconditionFailure("no header's name: \(name)") }
    return name
  }
}

extension Response {
  /// Gives the browser the token of a session, or, with a lifetime of 0, removes it.
  func settingSession(_ token: String, isSecure: Bool, seconds: Int?) -> Response {
    var response = self
    let name = isSecure ? BrowserSession.secureName : BrowserSession.plainName
    let age = seconds.map { "; Max-Age=\($0)" } ?? ""
    let secure = isSecure ? "; Secure" : ""
    response.headers.append(
      HTTPField(
        name: .setCookie, value: "\(name)=\(token); Path=/\(age)\(secure); HttpOnly; SameSite=Lax"))
    return response
  }
}
