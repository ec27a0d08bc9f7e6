import Crypto
import Foundation

/// What the forms of a session carry: made from the session's secret and the workspace in which the form was
/// opened, so that a form saves into that workspace or into none.
package struct FormToken: Sendable, Equatable {
  package let text: String

  package init(secret: String, workspace: Workspace.ID) {
    let code = HMAC<SHA256>.authenticationCode(
      for: Data("form of workspace \(workspace)".utf8), using: SymmetricKey(data: Data(secret.utf8))
    )
    text = "\(workspace)-" + Data(code).base64EncodedString()
  }

  /// The workspace that a token of this session was made for; nil for what is none.
  package static func workspace(of text: String, secret: String) -> Workspace.ID? {
    guard let number = Int(text.prefix { $0 != "-" }) else { return nil }
    let workspace = Workspace.ID(rawValue: number)
    let wanted = FormToken(secret: secret, workspace: workspace).text
    return equal(Array(text.utf8), Array(wanted.utf8)) ? workspace : nil
  }
}
