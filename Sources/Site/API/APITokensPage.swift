import Foundation
import HTTPTypes
import Outreach
import Text
import Web

/// Templates/API/tokens.mustache
struct APITokensPage: Page {
  static let template = "API/tokens"

  let frame: Frame
  let tabs = Tabs.settings(on: .tokens)
  /// A new token, on the one page that shows it; empty: there is none.
  let token: String
  let items: [Item]
  let empty: EmptyState?
  let errors: FormErrors?
  let product: FormField

  struct Item {
    let id: Int
    let name: String
    let rights: String
    let person: String
    let expires: String
    let isExpired: Bool
    let used: String
  }
}

/// Templates/API/new.mustache
struct NewAPITokenPage: Page {
  static let template = "API/new"

  let frame: Frame
  let errors: FormErrors?
  let name: FormField
  let expiry: FormField
  let rights: FormField
  let checks: [FormField]
}

extension Site {
  func apiTokens(_ request: Request) throws -> Response {
    try page(apiTokensPage(request))
  }

  func newAPIToken(_ request: Request) throws -> Response {
    try newAPITokenPage(APITokenForm(Form([.init(name: "right", value: Right.see.rawValue)])))
  }

  func makeAPIToken(_ request: Request) throws -> Response {
    var form = APITokenForm(request.form)
    let currentUser = try currentUser
    guard let draft = form.draft(for: currentUser) else {
      return try newAPITokenPage(form, status: .unprocessableContent)
    }
    let id = try database.make(draft, for: currentUser, sealedBy: Secrets.current())
    return .seeOther("/api-tokens?made=\(id)")
  }

  func askToRevokeAPIToken(_ request: Request) throws -> Response {
    let token = try database.apiToken(request.parameter("apiToken"))
    return try page(
      ConfirmPage(
        frame: frame(.settings), question: "Revoke “\(token.name)”?",
        stays: "Programs that use this token will stop working. This cannot be undone.",
        action: "/api-tokens/\(token.id)/revoke", verb: "Revoke token", back: "/api-tokens",
        sums: [
          .init("Rights", token.rights.map(\.words).joined(separator: ", ")),
          .init("Created by", token.personName),
          .init("Last used", token.lastUsedAt.map(words.time) ?? "never"),
        ]))
  }

  func revokeAPIToken(_ request: Request) throws -> Response {
    let token = try database.apiToken(request.parameter("apiToken"))
    try database.revoke(token.id)
    return try seeOther("/api-tokens", saying: .done("\(token.name) was revoked."))
  }

  func changeDefaultProduct(_ request: Request) throws -> Response {
    let typed = request.form["product"]
    let product = try database.productChoices().first { "\($0.id)" == typed }
    guard typed.isEmpty || product != nil else {
      let page = try apiTokensPage(request, productError: "Choose a product of this workspace.")
      return try self.page(page, status: .unprocessableContent)
    }
    try database.setDefaultProduct(product?.id)
    return try seeOther(
      "/api-tokens",
      saying: .done(
        product.map { "\($0.name) is the default product of the API." }
          ?? "The first product is the default of the API."))
  }

  private func apiTokensPage(
    _ request: Request, productError: String = ""
  ) throws -> APITokensPage {
    let tokens = try database.apiTokens()
    let chosen = try database.chosenDefaultProduct()?.description ?? ""
    let products = try database.productChoices().map { (value: "\($0.id)", label: $0.name) }
    let product = FormField(
      "product", "Default product", value: productError.isEmpty ? chosen : request.form["product"],
      hint: "For campaigns that a program creates without naming a product.", error: productError,
      options: [("", "The first product")] + products)
    return APITokensPage(
      frame: try frame(.settings), token: try handedToken(request), items: tokens.map(item),
      empty: tokens.isEmpty
        ? EmptyState(
          "No API tokens yet",
          "A token lets another program work here, within the rights you give it.",
          action: "New token", href: "/api-tokens/new", isPrimary: true) : nil,
      errors: FormErrors.of([product]), product: product)
  }

  private func handedToken(_ request: Request) throws -> String {
    // A request for the head alone shows nothing, and does not use the one time up.
    guard request.method == .get, let id = APIToken.ID(request.query["made"]) else { return "" }
    return try database.handedToken(id, to: currentUser, sealedBy: Secrets.current()) ?? ""
  }

  private func item(_ token: APIToken) -> APITokensPage.Item {
    let isExpired = token.expiresAt.map { $0 <= Date() } ?? false
    return APITokensPage.Item(
      id: token.id.rawValue, name: token.name,
      rights: token.rights.map(\.words).joined(separator: ", "), person: token.personName,
      expires: token.expiresAt.map { (isExpired ? "expired " : "") + words.day($0) } ?? "never",
      isExpired: isExpired, used: token.lastUsedAt.map(words.time) ?? "never")
  }

  private func newAPITokenPage(
    _ form: APITokenForm, status: HTTPResponse.Status = .ok
  ) throws -> Response {
    try page(
      NewAPITokenPage(
        frame: frame(.settings),
        errors: FormErrors.of([form.name, form.expiry, form.rights]), name: form.name,
        expiry: form.expiry, rights: form.rights, checks: form.checks(for: currentUser)),
      status: status)
  }
}

/// A new token as typed, with its errors.
struct APITokenForm {
  private let form: Form
  private var fieldErrors = FieldErrors()

  /// How long a token can be valid, in days.
  private static let days = [(30, "30 days"), (90, "90 days"), (365, "1 year")]

  init(_ form: Form) { self.form = form }

  /// Fills the field errors; nil if there is one.
  mutating func draft(for maker: CurrentUser) -> APITokenDraft? {
    let name = form["name"].trimmingBlanks()
    if name.isEmpty { fieldErrors["name"] = "Enter a name, such as that of your script." }
    fieldErrors.limit("name", name)
    let typed = form.all("right")
    let rights = Right.allCases.filter { typed.contains($0.rawValue) }
    if rights.isEmpty { fieldErrors["right"] = "Select at least one right." }
    if !rights.allSatisfy(maker.may) || typed.contains(where: { Right(rawValue: $0) == nil }) {
      fieldErrors["right"] = "Select rights from the list. A token has none that you do not have."
    }
    let offered = Self.days.map { "\($0.0)" } + ["never"]
    let expiry = fieldErrors.choice("expiry", form["expiry"], of: offered)
    guard fieldErrors.isEmpty else { return nil }
    let days = Int(expiry.isEmpty ? "90" : expiry)
    return APITokenDraft(
      name: name, rights: rights,
      expiresAt: days.map { Date(timeIntervalSinceNow: Double($0) * 86_400) })
  }

  var name: FormField {
    FormField(
      "name", "Name", value: form["name"], hint: "What uses it, such as a script.",
      error: fieldErrors["name"], isRequired: true,
      attributes: ["maxlength": "200", "autocomplete": "off"])
  }

  var expiry: FormField {
    FormField(
      "expiry", "Expires after", value: form["expiry"].isEmpty ? "90" : form["expiry"],
      error: fieldErrors["expiry"],
      options: Self.days.map { (value: "\($0.0)", label: $0.1) } + [("never", "Never")])
  }

  /// Links to the first check box.
  var rights: FormField {
    FormField("right", "Rights", id: "right-see", error: fieldErrors["right"])
  }

  func checks(for maker: CurrentUser) -> [FormField] {
    Right.allCases.filter(maker.may).map { right in
      FormField(
        "right", right.words, value: right.rawValue,
        id: "right-" + right.rawValue.replacing("_", with: "-"),
        isChecked: form.all("right").contains(right.rawValue))
    }
  }
}

extension Right {
  /// As people read it.
  var words: String {
    switch self {
    case .see: "See everything but costs"
    case .seeCosts: "See costs"
    case .edit: "Edit"
    case .approve: "Approve accounts"
    case .launch: "Launch and send"
    case .handleReplies: "Handle replies"
    case .enterCosts: "Enter costs"
    case .manageCRM: "Manage the CRM"
    case .administer: "Manage members and settings"
    }
  }
}
