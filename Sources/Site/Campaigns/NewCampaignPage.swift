import HTTPTypes
import Outreach
import Postgres
import Text
import Web

/// Templates/Campaigns/new.mustache
struct NewCampaignPage: Page {
  static let template = "Campaigns/new"

  let frame: Frame
  let errors: FormErrors?
  let empty: EmptyState?
  let name: FormField
  let product: FormField
  let goal: FormField
  let language: FormField
  let checks: [FormField]
}

extension Site {
  func newCampaign(_ request: Request) throws -> Response {
    var draft = NewCampaign()
    draft.product = Product.ID(request.query["product"])
    return try newCampaignPage(draft, FieldErrors())
  }

  func createCampaign(_ request: Request) throws -> Response {
    var fieldErrors = FieldErrors()
    let draft = NewCampaign(request.form, fieldErrors: &fieldErrors)
    guard fieldErrors.isEmpty else {
      return try newCampaignPage(
        draft, fieldErrors, typed: request.form, status: .unprocessableContent)
    }
    do {
      let campaign = try database.savepoint { try database.create(draft) }
      return try seeOther(
        "/campaigns/\(campaign)",
        saying: .done(
          "\(draft.name) is a draft. Write its first email next.",
          link: ("To the sequence", "/campaigns/\(campaign)/sequence")))
    } catch Refusal.notFound {
      fieldErrors["product"] = "Choose a product of this workspace."
      return try newCampaignPage(
        draft, fieldErrors, typed: request.form, status: .unprocessableContent)
    }
  }

  private func newCampaignPage(
    _ draft: NewCampaign, _ fieldErrors: FieldErrors, typed form: Form = Form(),
    status: HTTPResponse.Status = .ok
  ) throws -> Response {
    let products = try database.productChoices()
    let fields = CampaignFields(draft, fieldErrors, typed: form)
    let product = FormField(
      "product", "Product", value: draft.product?.description ?? "",
      error: fieldErrors["product"],
      options: products.map { (value: "\($0.id)", label: $0.name) })
    return try page(
      NewCampaignPage(
        frame: frame(.campaigns),
        errors: FormErrors.of([fields.name, product, fields.goal, fields.language]),
        empty: products.isEmpty
          ? EmptyState(
            "No products yet", "A campaign offers one product. Create a product first.",
            action: "New product", href: "/products/new", isPrimary: true) : nil,
        name: fields.name, product: product, goal: fields.goal, language: fields.language,
        checks: fields.checks), status: status)
  }
}

/// The fields that a campaign's two forms share.
struct CampaignFields {
  let name: FormField
  let goal: FormField
  let language: FormField
  let checks: [FormField]

  /// `form` is what was typed, if it was refused.
  init(_ campaign: NewCampaign, _ fieldErrors: FieldErrors, typed form: Form = Form()) {
    name = Self.name(campaign.name, fieldErrors)
    goal = FormField(
      "goal", "Goal",
      value: fieldErrors["goal"].isEmpty ? campaign.goal.rawValue : form["goal"],
      hint: "Decides which accounts can be added: a press campaign is for press accounts.",
      error: fieldErrors["goal"], options: Goal.allCases.map { ($0.rawValue, $0.words) })
    language = FormField(
      "language", "Language", value: campaign.language ?? "", error: fieldErrors["language"],
      options: LanguageWords.options(
        saved: campaign.language ?? "", none: "The product’s language"))
    checks = [
      FormField(
        "check_reply", "Stop the sequence when a lead replies", value: "1",
        hint: "Recommended.", isChecked: campaign.checkReply),
      FormField(
        "track_opens", "Track opens", value: "1", hint: "Adds a tracking pixel to each email.",
        isChecked: campaign.trackOpens),
      FormField(
        "track_clicks", "Track clicks", value: "1", hint: "Routes links through this server.",
        isChecked: campaign.trackClicks),
      FormField(
        "only_approved", "Email only approved accounts", value: "1",
        hint: "Rejected accounts are never emailed.",
        isChecked: campaign.onlyApproved),
    ]
  }

  static func name(_ name: String, _ fieldErrors: FieldErrors = FieldErrors()) -> FormField {
    FormField(
      "name", "Name", value: name, hint: "Internal only; leads never see it.",
      error: fieldErrors["name"], isRequired: true, attributes: ["maxlength": "200"])
  }
}

extension NewCampaign {
  /// As typed; errors are added to `fieldErrors`. The standards are the saved values.
  init(
    _ form: Form, goal standard: Goal = .sales, language saved: String = "",
    fieldErrors: inout FieldErrors
  ) {
    self.init()
    name = fieldErrors.name("name", form["name"], missing: "A campaign needs a name.")
    product = Product.ID(form["product"])
    goal = fieldErrors.choice("goal", form["goal"], standard: standard)
    language = form["language"].isEmpty ? nil : form["language"]
    checkReply = form.has("check_reply")
    trackOpens = form.has("track_opens")
    trackClicks = form.has("track_clicks")
    onlyApproved = form.has("only_approved")
    fieldErrors["language"] = LanguageWords.complaint(about: language ?? "", saved: saved)
  }
}
