import HTTPTypes
import Web

/// The cookie by which a browser is known in which somebody has signed in: failures of others, from wherever,
/// do not slow its sign-in down. It opens nothing by itself.
enum KnownBrowser {
  private static let plainName = "auth_browser"
  /// Over https only: no other host and no plain answer can have set it.
  private static let secureName = "__Host-auth_browser"

  static let names = [plainName, secureName]

  static func token(of request: Request) -> String? {
    request.cookies[request.isSecure ? secureName : plainName].flatMap {
      (20...200) ~= $0.utf8.count ? $0 : nil
    }
  }

  static func cookie(_ token: String, isSecure: Bool) -> HTTPField {
    let name = isSecure ? secureName : plainName
    let secure = isSecure ? "; Secure" : ""
    return HTTPField(
      name: .setCookie,
      value: "\(name)=\(token); Path=/; Max-Age=\(180 * 86_400)\(secure); HttpOnly; SameSite=Lax")
  }
}
