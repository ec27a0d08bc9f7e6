import HTTPTypes
import Outreach
import Postgres
import Web

/// Templates/Webhooks/new.mustache
struct NewWebhookPage: Page {
  static let template = "Webhooks/new"

  let frame: Frame
  let errors: FormErrors?
  let name: FormField
  let address: FormField
  let events: FormField
  let groups: [WebhookFormGroup]
}

extension Site {
  func newWebhook(_ request: Request) throws -> Response {
    try newWebhookPage(WebhookForm())
  }

  /// The secret is shown on the page that answers, and never again.
  func addWebhook(_ request: Request) throws -> Response {
    var form = WebhookForm(request.form)
    guard let draft = form.draft() else {
      return try newWebhookPage(form, status: .unprocessableContent)
    }
    let secret = WebhookSecret()
    let id = try database.add(draft, secret: secret, sealedBy: Secrets.current())
    return try page(webhookPage(id, request, secret: secret))
  }

  private func newWebhookPage(
    _ form: WebhookForm, status: HTTPResponse.Status = .ok
  ) throws -> Response {
    try page(
      NewWebhookPage(
        frame: frame(.settings), errors: form.errors, name: form.name, address: form.address,
        events: form.events, groups: form.groups), status: status)
  }
}
