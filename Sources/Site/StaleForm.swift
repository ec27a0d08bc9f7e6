import Outreach
import Web

/// A form of ours that came when its session was over, or from another session than this one.
struct StaleForm: Error {
  /// Nobody is signed in, and somebody has to be.
  let isSignedOut: Bool
  /// It came from our own page for certain, so what was typed may be shown again.
  let mayBeShown: Bool

  var title: String { isSignedOut ? "You are signed out" : "This was not done" }

  var words: String {
    isSignedOut
      ? "Nobody is signed in here any more, so nothing was done. Sign in, then send it again."
      : "The page was open for too long, or in another session, so nothing was done. Load it anew "
        + "and send it again."
  }
}

/// Templates/Frame/kept.mustache: what was typed into a form that came too late, to be copied or sent
/// once more.
package struct KeptForm {
  let action: String
  /// Of the session that there is now. Without one the form is answered with this page once more.
  var csrf = ""
  let isSignedOut: Bool
  let hasFields: Bool
  let fields: [FormField]
  /// The names of the fields that were left empty.
  let blanks: [String]
  /// It is here as a whole.
  let maySend: Bool

  init(_ request: Request, isSignedOut: Bool) {
    let sent = request.form.fields.filter { $0.name != "csrf" }
    let open = sent.filter { !Self.secretFields.contains($0.name) }
    let shown = open.prefix(Self.most).filter { $0.value.utf8.count <= Self.longest }
    self.isSignedOut = isSignedOut
    action = Site.next(request.address([:]))
    fields = shown.filter { !$0.value.isEmpty }.enumerated().map { place, field in
      FormField(
        field.name, Words.sentence(field.name), value: field.value, id: "kept-\(place)",
        rows: min(12, 1 + field.value.utf8.count / 60 + field.value.count { $0.isNewline }),
        attributes: ["readonly": ""])
    }
    hasFields = !fields.isEmpty
    blanks = shown.filter(\.value.isEmpty).map(\.name)
    maySend = shown.count == sent.count && request.uploads.isEmpty
  }

  /// What is never shown again: the fields in which passwords are typed.
  package static let secretFields: Set<String> = ["password", "old", "new"]

  private static let most = 200
  private static let longest = 200_000
}
