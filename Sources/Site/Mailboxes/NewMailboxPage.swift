import HTTPTypes
import Outreach
import Postgres
import Web

/// Templates/Mailboxes/new.mustache
struct NewMailboxPage: Page {
  static let template = "Mailboxes/new"

  let frame: Frame
  let errors: [FormErrors]
  let sender: [FormField]
  let server: [FormField]
  let security: FormField
  let limits: [FormField]
}

extension Site {
  func newMailbox(_ request: Request) throws -> Response {
    try page(newMailboxPage(MailboxForm([:], isNew: true)))
  }

  /// Saved only when the server has let us in.
  func addMailbox(_ request: Request) throws -> Response {
    var form = MailboxForm(request.form, isNew: true)
    do {
      guard let draft = form.draft(for: .smtp) else { throw Refusal.invalid("form") }
      let password = request.form["password"]
      if let complaint = MailboxTrial(draft, kind: .smtp, password: password).complaint() {
        form.complaints[complaint.field] = complaint.words
        throw Refusal.invalid("trial")
      }
      let sealed = draft.user == nil ? nil : try Secrets.house().seal(password)
      let id = try database.savepoint { try database.add(draft, password: sealed) }
      return try seeOther(
        "/mailboxes/\(id)", saying: .done("\(draft.email) was tried, and can send."))
    } catch Refusal.invalid(let rule) {
      if rule == "one_mailbox_per_address" { form.complaints["email"] = takenAddress }
      return try page(newMailboxPage(form), status: .unprocessableContent)
    }
  }

  private func newMailboxPage(_ form: MailboxForm) throws -> NewMailboxPage {
    NewMailboxPage(
      frame: try frame(.mailboxes), errors: form.errors, sender: form.sender, server: form.server,
      security: form.security, limits: form.limits)
  }
}
