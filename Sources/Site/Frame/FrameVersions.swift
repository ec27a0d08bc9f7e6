import Crypto
import Foundation
import Outreach
import Postgres
import Web

/// The state of a form, field by field, as it is read.
struct FormState: Equatable {
  let parts: [Part]

  struct Part: Equatable {
    let label: String
    let value: String
  }

  init(_ parts: [(label: String, value: String)]) {
    self.parts = parts.map { Part(label: $0.label, value: $0.value) }
  }

  /// A password is never part of the state: it is never shown.
  init(_ fields: [FormField], checks: [FormField] = []) {
    parts =
      fields.filter { $0.type != "password" }.map { field in
        let option = field.options.first { $0.value == field.value }
        return Part(label: field.label, value: option?.label ?? field.value)
      } + checks.map { Part(label: $0.label, value: $0.isChecked ? "Yes" : "No") }
  }

  /// Distinguishes one state from another.
  var version: String {
    let text = parts.map { "\($0.label)\u{1E}\($0.value)" }.joined(separator: "\u{1F}")
    return Data(SHA256.hash(data: Data(text.utf8)).prefix(12)).base64EncodedString()
  }
}

/// Templates/Frame/version.mustache, in each form that changes existing data: it names the state
/// that the form was made from, so that no one overwrites another member's change without seeing
/// it.
struct FormVersion {
  /// Empty: any state is accepted.
  let value: String
  let errors: FormErrors?
  /// The current state that would be overwritten.
  let theirs: [FormState.Part]
  /// The page that shows the current state; empty for a form that was not overtaken.
  let page: String
  let isOvertaken: Bool

  /// For a form when the page opens.
  init(of saved: FormState) {
    self.init(value: saved.version)
  }

  /// For a submitted form, with the current state `saved`. It was overtaken if that is neither the
  /// state it was made from nor its own content: a form sent twice is already saved. `page` shows
  /// the current state.
  init(_ form: Form, _ typed: FormState, saved: FormState, of what: String, page: String) {
    let seen = form["version"]
    if seen.isEmpty || seen == saved.version || typed == saved {
      self.init(value: seen)
    } else {
      self.init(
        overtakenBy: saved, besides: typed, of: what, page: page)
    }
  }

  /// A second save is deliberate: it is made from the state shown here.
  init(overtakenBy saved: FormState, besides typed: FormState, of what: String, page: String) {
    let theirs = saved.parts.filter { !typed.parts.contains($0) }
    self.init(
      value: saved.version,
      errors: FormErrors.plain(
        "Not saved. \(what) was changed by someone else. Saving again replaces their version:"),
      theirs: theirs.map { .init(label: $0.label, value: $0.value.isEmpty ? "Nothing" : $0.value) },
      page: page)
  }

  init(
    value: String, errors: FormErrors? = nil, theirs: [FormState.Part] = [], page: String = ""
  ) {
    self.value = value
    self.errors = errors
    isOvertaken = errors != nil
    self.theirs = theirs
    self.page = page
  }
}

extension Site {
  /// Another save of the same form waits for this transaction, and sees its result.
  func lockForm(at request: Request) throws {
    try database.lockForm(at: request.path)
  }
}
