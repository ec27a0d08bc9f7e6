import HTTPTypes
import Outreach
import Web

/// The cookie of a browser in which someone has signed in: failures of others, from anywhere, do
/// not slow down its sign-in, and a flood of strangers does not take its place in the queue. It
/// opens nothing by itself. The token is followed by a mark of this installation, so that no one
/// can make one up.
enum KnownBrowser {
  private static let plainName = "auth_browser"
  /// Over https only: no other host and no plain answer can have set it.
  private static let secureName = "__Host-auth_browser"

  /// The token that the browser was given; nil if it has none, or one that is not ours.
  static func token(of request: Request) throws -> String? {
    let name = request.isSecure ? secureName : plainName
    guard let cookie = request.cookies[name] else { return nil }
    return token(in: cookie, by: try Secrets.current())
  }

  /// Whether this installation gave one of these cookies to a browser.
  static func isNamed(in cookies: [String: String], by secrets: Secrets) -> Bool {
    [secureName, plainName].contains { name in
      cookies[name].flatMap { token(in: $0, by: secrets) } != nil
    }
  }

  static func cookie(_ token: String, isSecure: Bool) throws -> HTTPField {
    let name = isSecure ? secureName : plainName
    let secure = isSecure ? "; Secure" : ""
    let value = "\(token).\(try Secrets.current().mark(ofBrowser: token))"
    return HTTPField(
      name: .setCookie,
      value: "\(name)=\(value); Path=/; Max-Age=\(180 * 86_400)\(secure); HttpOnly; SameSite=Lax")
  }

  private static func token(in cookie: String, by secrets: Secrets) -> String? {
    guard (20...200) ~= cookie.utf8.count else { return nil }
    let parts = cookie.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, secrets.isMark(parts[1], ofBrowser: parts[0]) else { return nil }
    return String(parts[0])
  }
}
