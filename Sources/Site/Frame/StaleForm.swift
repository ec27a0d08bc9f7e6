import Outreach
import Postgres
import Web

/// A form of ours that came after its session had ended, or from another session than this one.
struct StaleForm: Error {
  /// No one is signed in, and the form requires it.
  let isSignedOut: Bool
  /// It certainly came from our own page, so its input may be shown again.
  let mayBeShown: Bool
  /// It was opened in this workspace, and another is open now.
  var other: OtherWorkspace?

  var title: String {
    if isSignedOut { return "You are signed out" }
    return other.map { "This form belongs to \($0.name)" } ?? "Not done"
  }

  var words: String {
    if isSignedOut {
      return
        "You are no longer signed in, so nothing was changed. Sign in, then submit the form again."
    }
    if let other {
      return """
        You opened it in \(other.name), and work in \(other.open) now. Nothing was saved in either. \
        Switch to \(other.name) in a new tab, then send it again; or copy what you typed.
        """
    }
    return
      "The page was open too long or in another session, so nothing was changed. Reload it "
      + "and submit the form again."
  }
}

/// The workspace in which a form of this session was opened, if another one is open now.
struct OtherWorkspace {
  let workspace: Workspace.ID
  let name: String
  /// The name of the workspace that is open now.
  let open: String
  /// The form saves into no workspace, so it may come from any.
  let mayPass: Bool
}

extension Site {
  /// The forms that save nothing into the open workspace.
  private static let ofNoWorkspace: Set<String> = ["/sign-out", "/workspace"]

  /// The workspace that a form's token was made for; nil if it is neither a token of this session
  /// nor one that was kept for this browser, or if the person is no longer a member there.
  static func otherWorkspace(
    of token: String, _ currentUser: CurrentUser?, _ connection: Connection, _ request: Request,
    at pattern: String
  ) throws -> OtherWorkspace? {
    guard let currentUser, !currentUser.formSecret.isEmpty,
      let workspace = try FormToken.workspace(of: token, secret: currentUser.formSecret)
        ?? request.workspaceOfKept(token),
      let membership = try connection.memberships(of: currentUser.person)
        .first(where: { $0.workspace == workspace })
    else { return nil }
    return OtherWorkspace(
      workspace: workspace, name: membership.name, open: currentUser.workspaceName,
      mayPass: ofNoWorkspace.contains(pattern))
  }
}

extension Request {
  /// The workspace of a form that was kept for this browser when its session had ended.
  func workspaceOfKept(_ token: String) throws -> Workspace.ID? {
    try KnownBrowser.token(of: self).flatMap { FormToken.workspace(ofKept: token, browser: $0) }
  }
}

/// Templates/Frame/kept.mustache: the input of a form that came too late, to be copied or sent
/// again.
package struct KeptForm {
  let action: String
  /// The token of the current session; without one, of the next session of a known browser. A form
  /// with neither is answered with this page again.
  var csrf = ""
  let isSignedOut: Bool
  /// The workspace of the form, if another one is open.
  let other: Switch?
  let isShown: Bool
  let fields: [FormField]
  /// The names of the fields that were left empty.
  let blanks: [String]
  /// The form is here as a whole.
  let maySend: Bool

  struct Switch {
    let workspace: Int
    let name: String
  }

  init(_ request: Request, isSignedOut: Bool, other: OtherWorkspace? = nil) {
    let sent = request.form.fields.filter { $0.name != "csrf" }
    let open = sent.filter { !Self.secretFields.contains($0.name) }
    let shown = open.prefix(Self.most).filter { $0.value.utf8.count <= Self.longest }
    self.isSignedOut = isSignedOut
    self.other = other.map { Switch(workspace: $0.workspace.rawValue, name: $0.name) }
    // It goes to its own workspace or is refused again, whatever is open when it is sent.
    if other != nil {
      csrf = request.form["csrf"]
    } else if let browser = try? KnownBrowser.token(of: request) {
      csrf = FormToken(keeping: request.form["csrf"], browser: browser)?.text ?? ""
    }
    action = Site.next(request.address([:]))
    fields = shown.filter { !$0.value.isEmpty }.enumerated().map { place, field in
      FormField(
        field.name, Words.sentence(field.name), value: field.value, id: "kept-\(place)",
        rows: min(12, 1 + field.value.utf8.count / 60 + field.value.count { $0.isNewline }),
        attributes: ["readonly": ""])
    }
    isShown = !fields.isEmpty || other != nil
    blanks = shown.filter(\.value.isEmpty).map(\.name)
    maySend = shown.count == sent.count && request.uploads.isEmpty
  }

  /// With the token of the person who is signed in by now. The form itself keeps that of its
  /// workspace.
  func carrying(_ token: String) -> KeptForm {
    var kept = self
    if other == nil { kept.csrf = token }
    return kept
  }

  /// Fields that are never shown again, because passwords are typed into them.
  package static let secretFields: Set<String> = ["password", "old", "new"]

  private static let most = 200
  private static let longest = 200_000
}
