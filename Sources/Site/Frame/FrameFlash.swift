import Foundation
import Outreach
import Web

/// One line on the next page: what was done, and how to undo it.
package struct Flash: Codable, Sendable, Equatable {
  let words: String
  let isBad: Bool
  let link: Link?
  let undo: Undo?
  /// How long it is shown, if not the usual time: as long as it can be undone.
  var seconds: Int?
  /// The webhook whose signing secret its page shows with this line, and never again.
  var secretOf: Int?

  package struct Link: Codable, Sendable, Equatable {
    let label: String
    let href: String
  }

  /// A form that undoes the act, behind a button in the line.
  package struct Undo: Codable, Sendable, Equatable {
    let action: String
    let label: String
    let fields: [HiddenField]

    package init(_ action: String, _ fields: [HiddenField] = [], label: String = "Undo") {
      self.action = action
      self.fields = fields
      self.label = label
    }
  }

  package static func done(
    _ words: String, undo: Undo? = nil, link: (label: String, href: String)? = nil,
    seconds: Int? = nil, secretOf: Webhook.ID? = nil
  ) -> Flash {
    Flash(
      words: words, isBad: false, link: link.map { Link(label: $0, href: $1) }, undo: undo,
      seconds: seconds, secretOf: secretOf?.rawValue)
  }

  package static func bad(_ words: String, link: (label: String, href: String)? = nil) -> Flash {
    Flash(words: words, isBad: true, link: link.map { Link(label: $0, href: $1) }, undo: nil)
  }
}

/// A flash as the layout shows it.
package struct FlashLine {
  let words: String
  let isBad: Bool
  let glyph: String
  let link: Flash.Link?
  let undo: Flash.Undo?
  /// For a flash with another than the usual time.
  let seconds: Int?
  let secretOf: Int?

  init(_ flash: Flash) {
    words = flash.words
    isBad = flash.isBad
    glyph = flash.isBad ? "g-warn" : "g-ok"
    link = flash.link
    undo = flash.undo
    seconds = flash.seconds
    secretOf = flash.secretOf
  }
}

extension Site {
  /// After a POST: redirects to `path`, where the next page says what was done.
  func seeOther(_ path: String, saying flash: Flash) throws -> Response {
    let text = String(decoding: try JSONEncoder().encode(flash), as: UTF8.self)
    try database.leaveFlash(text, in: currentUser.session)
    return .seeOther(path)
  }

  /// The message that the page before left. It is shown once.
  func takeFlash() throws -> Flash? {
    let currentUser = try currentUser
    guard currentUser.hasFlash, let text = try database.takeFlash(from: currentUser.session) else {
      return nil
    }
    return try? JSONDecoder().decode(Flash.self, from: Data(text.utf8))
  }
}
