import HTTPTypes
import Outreach
import Postgres
import Web

/// Templates/Mailboxes/new.mustache
struct NewMailboxPage: Page {
  static let template = "Mailboxes/new"

  let frame: Frame
  let errors: FormErrors?
  let sender: [FormField]
  let signature: FormField
  let server: [FormField]
  let security: FormField
  let limits: [FormField]
}

extension Site {
  func newMailbox(_ request: Request) throws -> Response {
    try page(newMailboxPage(MailboxForm([:], isNew: true)))
  }

  /// Saved only after signing in to the server.
  func addMailbox(_ request: Request) throws -> Response {
    let form = MailboxForm(request.form, isNew: true)
    var checked = form
    guard let draft = checked.draft(for: .smtp) else {
      return try refusedMailbox(checked)
    }
    let password = request.form["password"]
    let trial = MailboxTrial(draft, kind: .smtp, password: password)
    return withoutConnection(trial.complaint) { site, complaint in
      try site.add(draft, password, form, complaint)
    }
  }

  private func add(
    _ draft: MailboxDraft, _ password: String, _ typed: MailboxForm,
    _ complaint: MailboxTrial.FieldError?
  ) throws -> Response {
    var form = typed
    if let complaint {
      form.fieldErrors[complaint.field] = complaint.words
      return try refusedMailbox(form)
    }
    do {
      let secret = draft.user == nil ? nil : password
      let id = try database.savepoint {
        try database.add(draft, password: secret, sealedBy: Secrets.current())
      }
      return try seeOther(
        "/mailboxes/\(id)", saying: .done("\(draft.email) was tested and can send."))
    } catch Refusal.invalid(let rule) {
      if rule == "one_mailbox_per_address" { form.fieldErrors["email"] = takenAddress }
      return try refusedMailbox(form)
    }
  }

  private func refusedMailbox(_ form: MailboxForm) throws -> Response {
    try page(newMailboxPage(form), status: .unprocessableContent)
  }

  private func newMailboxPage(_ form: MailboxForm) throws -> NewMailboxPage {
    NewMailboxPage(
      frame: try frame(.mailboxes), errors: form.errors, sender: form.sender,
      signature: form.signature, server: form.server, security: form.security, limits: form.limits)
  }
}
