import HTTPTypes
import Outreach
import Postgres
import Web

/// Templates/Webhooks/new.mustache
struct NewWebhookPage: Page {
  static let template = "Webhooks/new"

  let frame: Frame
  let errors: FormErrors?
  let key: String
  let name: FormField
  let address: FormField
  let events: FormField
  let groups: [WebhookFormGroup]
}

extension Site {
  func newWebhook(_ request: Request) throws -> Response {
    try newWebhookPage(WebhookForm())
  }

  /// The webhook's page shows its secret, once.
  func addWebhook(_ request: Request) throws -> Response {
    var form = WebhookForm(request.form)
    guard let draft = form.draft() else {
      return try newWebhookPage(form, status: .unprocessableContent)
    }
    let added = try database.add(
      draft, secret: WebhookSecret(), sealedBy: Secrets.current(), formKey: form.key)
    return try seeOther(
      "/webhooks/\(added.id)",
      saying: .done(
        "\(draft.name) was added.", secretOf: added.isRecent ? added.id : nil))
  }

  private func newWebhookPage(
    _ form: WebhookForm, status: HTTPResponse.Status = .ok
  ) throws -> Response {
    try page(
      NewWebhookPage(
        frame: frame(.settings), errors: form.errors,
        key: form.key.isEmpty ? randomToken() : form.key, name: form.name, address: form.address,
        events: form.events, groups: form.groups), status: status)
  }
}
