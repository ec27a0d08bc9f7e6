import Foundation
import Mail
import Outreach

/// One of our e-mails as its invented recipient sees it.
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

  /// The picture that counts an open.
  var pixel: String? { addresses(with: "/o/").first }

  var links: [String] { addresses(with: "/c/") }

  /// Where one click unsubscribes, by RFC 8058.
  var oneClick: String? {
    unsubscribe.firstMatch(of: /<(https?:[^>]+)>/).map { String($0.1) }
  }

  private func addresses(with path: String) -> [String] {
    html.matches(of: /(?:href|src)="(https?:[^"]+)"/).map {
      String($0.1).replacing("&amp;", with: "&")
    }.filter { $0.contains(path) }
  }
}
