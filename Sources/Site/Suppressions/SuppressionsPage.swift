import HTTPTypes
import Outreach
import Text
import Web

/// Templates/Suppressions/suppressions.mustache
struct SuppressionsPage: Page {
  static let template = "Suppressions/suppressions"

  let frame: Frame
  let mayEdit: Bool
  let search: String
  let items: [Item]
  let empty: EmptyState?
  let paging: Paging?
  let errors: FormErrors?
  let email: FormField
  let note: FormField

  struct Item {
    let email: String
    let badge: Badge
    let origin: String
    let note: String
    /// The reply that asked for it, in place of the note; nil: none did, or it is gone.
    let reply: Int?
    let when: String
    let mayRemove: Bool
    let removal: String
  }
}

extension Site {
  func suppressions(_ request: Request) throws -> Response {
    try page(suppressionsPage(request))
  }

  func addSuppression(_ request: Request) throws -> Response {
    guard let typed = addressToSuppress(request.form["email"]) else {
      let text = request.form["email"].trimmingBlanks().prefix(254)
      return try page(
        suppressionsPage(request, complaint: "“\(text)” is not an email address."),
        status: .unprocessableContent)
    }
    var fieldErrors = FieldErrors()
    fieldErrors.limit(request.form, ["note": 1_000])
    guard fieldErrors.isEmpty else {
      return try page(
        suppressionsPage(request, noteComplaint: fieldErrors["note"]),
        status: .unprocessableContent)
    }
    let isNew = try database.suppress(typed, because: .byHand, note: request.form["note"])
    return try seeOther(
      "/suppressions",
      saying: isNew
        ? .done(
          "\(typed) is now suppressed.",
          undo: .init("/suppressions/\(asPathPiece(typed.lowercased()))/remove"))
        : .done("\(typed) is already suppressed."))
  }

  func confirmSuppressionRemoval(_ request: Request) throws -> Response {
    let email = request.parameters["email"] ?? ""
    guard try database.isSuppressed(email) else { throw HTTPError.notFound }
    return try page(
      ConfirmPage(
        frame: frame(.settings), question: "Allow emails to \(email) again?",
        stays:
          "Sequences that ended for this address stay ended. Contact people who opted out "
          + "again only if they ask for it.",
        action: "/suppressions/\(asPathPiece(email))/remove", verb: "Remove 1 suppression",
        back: "/suppressions"))
  }

  func removeSuppression(_ request: Request) throws -> Response {
    let email = request.parameters["email"] ?? ""
    try database.unsuppress(email)
    return try seeOther("/suppressions", saying: .done("\(email) can be emailed again."))
  }

  private func suppressionsPage(
    _ request: Request, complaint: String = "", noteComplaint: String = ""
  ) throws
    -> SuppressionsPage
  {
    let turn = PageTurn(request)
    let search = request.query["q"]
    let key = turn.key?.text(0)
    let found = try database.suppressions(
      beginning: search, after: turn.isBackwards ? nil : key, before: turn.isBackwards ? key : nil,
      limit: 51)
    let (shown, paging) = Paging.of(
      found, turn, request, of: ("address", "addresses"),
      total: try database.totalSuppressions(beginning: search)
    ) { [$0.email] }
    let mayEdit = try currentUser.may(.edit)
    return SuppressionsPage(
      frame: try frame(.settings), mayEdit: mayEdit, search: search,
      items: shown.map { item($0, mayEdit: mayEdit) },
      empty: shown.isEmpty ? .noSuppression(search: search) : nil,
      paging: shown.isEmpty ? nil : paging,
      errors: FormErrors.of([
        FormField("email", "Address", error: complaint),
        FormField("note", "Note", error: noteComplaint),
      ]),
      email: FormField(
        "email", "Address", value: request.form["email"], type: "text", error: complaint,
        attributes: ["inputmode": "email", "autocomplete": "off"]),
      note: FormField(
        "note", "Note", value: request.form["note"], error: noteComplaint, isOptional: true))
  }

  private func item(_ suppression: Suppression, mayEdit: Bool) -> SuppressionsPage.Item {
    let origin = suppression.campaign ?? suppression.person ?? "—"
    return SuppressionsPage.Item(
      email: suppression.email, badge: suppression.reason.badge, origin: origin,
      note: suppression.note, reply: suppression.reply?.rawValue, when: words.time(suppression.at),
      mayRemove: mayEdit,
      removal: "/suppressions/\(asPathPiece(suppression.email))/remove")
  }
}

extension EmptyState {
  fileprivate static func noSuppression(search: String) -> EmptyState {
    search.isEmpty
      ? EmptyState(
        "No suppressed addresses yet", "Unsubscribed addresses appear here automatically.")
      : EmptyState(
        "No addresses found", "No address starts with “\(search)”.", action: "Show all",
        href: "/suppressions")
  }
}
