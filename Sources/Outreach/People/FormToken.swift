import Crypto
import Foundation

/// The token that the forms of a session carry: made from the session's secret and the workspace in
/// which the form was opened, so that a form saves into that workspace or into none.
package struct FormToken: Sendable, Equatable {
  package let text: String

  package init(secret: String, workspace: Workspace.ID) {
    let code = HMAC<SHA256>.authenticationCode(
      for: Data("form of workspace \(workspace)".utf8), using: SymmetricKey(data: Data(secret.utf8))
    )
    text = "\(workspace)-" + Data(code).base64EncodedString()
  }

  /// The token of a form that came after its session had ended, and is shown again to be sent after
  /// signing in: it is made from the token by which the browser is known, so it is valid in this
  /// browser's next session. `form` is the token that the form came with; nil if that names no
  /// workspace.
  package init?(keeping form: String, browser: String) {
    guard let workspace = Self.named(by: form) else { return nil }
    self.init(secret: Self.secret(ofBrowser: browser), workspace: workspace)
  }

  /// The workspace that a token of this session was made for; nil if it is not one.
  package static func workspace(of text: String, secret: String) -> Workspace.ID? {
    guard let workspace = named(by: text) else { return nil }
    let wanted = FormToken(secret: secret, workspace: workspace).text
    return equal(Array(text.utf8), Array(wanted.utf8)) ? workspace : nil
  }

  /// The same for a token of a form that was kept for this browser.
  package static func workspace(ofKept text: String, browser: String) -> Workspace.ID? {
    workspace(of: text, secret: secret(ofBrowser: browser))
  }

  private static func secret(ofBrowser token: String) -> String { "kept form \(token)" }

  private static func named(by text: String) -> Workspace.ID? {
    Int(text.prefix { $0 != "-" }).map(Workspace.ID.init(rawValue:))
  }
}
