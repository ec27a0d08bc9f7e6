import Crypto
import Foundation

/// The key that signs what a webhook sends, in the form that Standard Webhooks gives it: `whsec_` and
/// base64 of 24 to 64 bytes (https://www.standardwebhooks.com).
package struct WebhookSecret: Sendable, Equatable {
  package let text: String
  private let key: [UInt8]

  /// A new one of 32 random bytes.
  package init() {
    let bytes = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
    key = bytes
    text = "whsec_" + Data(bytes).base64EncodedString()
  }

  /// Nil: not a secret of this form.
  package init?(_ text: String) {
    guard text.hasPrefix("whsec_"), let data = Data(base64Encoded: String(text.dropFirst(6))),
      (24...64).contains(data.count)
    else { return nil }
    self.text = text
    key = Array(data)
  }

  /// The value of the header `webhook-signature`: version 1, HMAC-SHA256 of id, time and body.
  /// `timestamp` is in seconds since 1970.
  package func signature(id: String, timestamp: Int, body: String) -> String {
    let signed = Data("\(id).\(timestamp).\(body)".utf8)
    let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: key))
    return "v1,\(Data(code).base64EncodedString())"
  }
}
