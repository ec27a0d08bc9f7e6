import Foundation
import Mail
import Outreach

/// One of our emails as its test recipient sees it.
struct PracticeMail {
  let subject: String
  let text: String
  private let html: String
  private let unsubscribe: String

  init(_ raw: [UInt8]) {
    let message = IncomingMessage(parsing: raw)
    subject = message.subject
    text = message.text
    html = message.html ?? ""
    unsubscribe = header("list-unsubscribe", of: raw)
  }

  /// The pixel that counts an open.
  func pixel(_ own: OwnLinks) -> String? {
    addresses.lazy.compactMap { own.address($0, .open) }.first
  }

  func links(_ own: OwnLinks) -> [String] {
    addresses.compactMap { own.address($0, .click) }
  }

  /// The one-click unsubscribe address (RFC 8058).
  func oneClick(_ own: OwnLinks) -> String? {
    unsubscribe.firstMatch(of: /<(https?:[^>]+)>/).flatMap {
      own.address(String($0.1), .unsubscribe)
    }
  }

  private var addresses: [String] {
    html.matches(of: /(?:href|src)="(https?:[^"]+)"/).map {
      String($0.1).replacing("&amp;", with: "&")
    }
  }
}
