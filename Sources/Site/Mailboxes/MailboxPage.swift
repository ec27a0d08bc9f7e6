import Foundation
import HTTPTypes
import Mail
import Outreach
import Postgres
import Web

/// Templates/Mailboxes/mailbox.mustache
struct MailboxPage: Page {
  static let template = "Mailboxes/mailbox"

  let frame: Frame
  let id: Int
  let email: String
  let item: MailboxItem
  let mayEdit: Bool
  let isPractice: Bool
  /// What the line under the address says of its state.
  let standing: String
  /// A person can end the obstacle that holds it.
  let mayResume: Bool
  let hold: String
  let warning: String
  let places: String
  let verified: String
  let errorText: String
  let errorTime: String
  let version: FormVersion
  let errors: FormErrors?
  let sender: [FormField]
  let signature: FormField
  let server: [FormField]
  let security: FormField?
  let limits: [FormField]
  let dkim: SigningRecord?
  let signing: [FormField]
  let signingErrors: FormErrors?
  let signingVerb: String

  struct SigningRecord {
    let host: String
    let value: String
  }
}

extension Site {
  func mailbox(_ request: Request) throws -> Response {
    try page(mailboxPage(request))
  }

  /// Tested again before it is saved, with the saved password if none was entered.
  func changeMailbox(_ request: Request) throws -> Response {
    let mailbox = try database.mailbox(request.mailbox)
    var form = MailboxForm(request.form, isNew: false, hasPassword: mailbox.password != nil)
    let version = overtaking(mailbox, by: form, request)
    guard let draft = form.draft(for: mailbox.kind), !version.isOvertaken else {
      return try mailboxRefused(request, form, version)
    }
    guard mailbox.kind == .smtp else {
      return try change(mailbox, to: draft, request, form, nil)
    }
    // A password that was saved for one server is sent to no other.
    if mailbox.password != nil, draft.user != nil, request.form["password"].isEmpty,
      draft.host.lowercased() != mailbox.host.lowercased() || draft.port != mailbox.port
    {
      // Another port of the same host may be another person's program.
      form.fieldErrors["password"] = """
        The saved password is for \(mailbox.host), port \(mailbox.port). Enter the one for \
        \(draft.host), port \(draft.port).
        """
      return try page(mailboxPage(request, form: form), status: .unprocessableContent)
    }
    let trial = MailboxTrial(
      draft, kind: .smtp, password: try passwordToTry(request.form["password"], of: mailbox))
    return withoutConnection(trial.complaint) { [form] site, complaint in
      try site.change(mailbox, to: draft, request, form, complaint)
    }
  }

  private func change(
    _ mailbox: Mailbox, to draft: MailboxDraft, _ request: Request, _ typed: MailboxForm,
    _ complaint: MailboxTrial.FieldError?
  ) throws -> Response {
    var form = typed
    // Another member may have saved during the test.
    try lockForm(at: request)
    let version = overtaking(try database.mailbox(mailbox.id), by: form, request)
    guard !version.isOvertaken else { return try mailboxRefused(request, form, version) }
    do {
      if let complaint {
        form.fieldErrors[complaint.field] = complaint.words
        throw Refusal.invalid("trial")
      }
      let password = request.form["password"]
      let sealed =
        password.isEmpty
        ? nil : try Secrets.current().seal(password, in: mailbox.place(.smtpPassword))
      try database.savepoint {
        try database.change(mailbox: mailbox.id, to: draft, password: sealed)
      }
      return try seeOther("/mailboxes/\(mailbox.id)", saying: .done("\(draft.email) was saved."))
    } catch Refusal.invalid(let rule) {
      if rule == "one_mailbox_per_address" { form.fieldErrors["email"] = takenAddress }
      return try mailboxRefused(request, form, version)
    }
  }

  private func overtaking(
    _ mailbox: Mailbox, by typed: MailboxForm, _ request: Request
  ) -> FormVersion {
    FormVersion(
      request.form, typed.state(of: mailbox.kind),
      saved: MailboxForm(mailbox).state(of: mailbox.kind), of: "This mailbox",
      page: "/mailboxes/\(mailbox.id)")
  }

  private func mailboxRefused(
    _ request: Request, _ form: MailboxForm, _ version: FormVersion
  ) throws -> Response {
    try page(
      mailboxPage(request, form: form, version: version),
      status: version.isOvertaken ? .conflict : .unprocessableContent)
  }

  func passwordToTry(_ typed: String, of mailbox: Mailbox) throws -> String? {
    if !typed.isEmpty { return typed }
    return try mailbox.password(by: Secrets.current())
  }

  func mailboxPage(
    _ request: Request, form typed: MailboxForm? = nil, version: FormVersion? = nil,
    signing complaint: String = ""
  ) throws -> MailboxPage {
    let mailbox = try database.mailbox(request.mailbox)
    let form = typed ?? MailboxForm(mailbox)
    let isPractice = mailbox.kind == .practice
    let mayEdit = try currentUser.may(.edit)
    let signing = signingFields(of: mailbox, request, complaint)
    return MailboxPage(
      frame: try frame(.mailboxes), id: mailbox.id.rawValue, email: mailbox.email,
      item: item(mailbox),
      mayEdit: mayEdit, isPractice: isPractice, standing: standing(of: mailbox),
      mayResume: mailbox.obstacle?.endsByResuming ?? false,
      hold: mailbox.obstacle?.advice(health: mailbox.health) ?? "",
      warning: isPractice ? "" : repliesAreNotRead,
      places: "\(Words.number(mailbox.places)) of \(Words.number(mailbox.dayLimit))",
      verified: mailbox.verifiedAt.map { words.time($0) } ?? "not yet",
      errorText: mailbox.lastError ?? "",
      errorTime: mailbox.lastErrorAt.map { words.time($0) } ?? "",
      version: version ?? FormVersion(of: MailboxForm(mailbox).state(of: mailbox.kind)),
      errors: form.errors,
      sender: form.sender, signature: form.signature, server: isPractice ? [] : form.server,
      security: isPractice ? nil : form.security, limits: form.limits,
      dkim: record(of: mailbox), signing: signing,
      signingErrors: FormErrors.of(signing, verb: "No key was generated."),
      signingVerb: mailbox.dkimRecord == nil ? "Generate a key" : "Replace the key")
  }

  private func standing(of mailbox: Mailbox) -> String {
    if let obstacle = mailbox.obstacle {
      return obstacle.sentence(until: mailbox.nextAt.map(words.time))
    }
    guard let start = mailbox.rampStart, mailbox.dayLimit < (mailbox.dailyLimit ?? .max) else {
      return ""
    }
    return
      "Ramp: \(Words.count(mailbox.dayLimit, "email")) today, began with \(Words.number(start))."
  }

  private func record(of mailbox: Mailbox) -> MailboxPage.SigningRecord? {
    guard let domain = mailbox.dkimDomain, let selector = mailbox.dkimSelector,
      let record = mailbox.dkimRecord
    else { return nil }
    return .init(host: "\(selector)._domainkey.\(domain)", value: record)
  }

  private func signingFields(
    of mailbox: Mailbox, _ request: Request, _ complaint: String
  ) -> [FormField] {
    let domain = mailbox.email.split(separator: "@").last.map(String.init) ?? ""
    let typed = complaint.isEmpty ? [:] : request.form
    return [
      FormField(
        "domain", "Domain",
        value: typed.has("domain") ? typed["domain"] : mailbox.dkimDomain ?? domain,
        error: complaint),
      FormField(
        "selector", "Selector",
        value: typed.has("selector") ? typed["selector"] : mailbox.dkimSelector ?? "ov1"),
    ]
  }
}

/// The notice beside every real mailbox, until mail is fetched.
let repliesAreNotRead = "Replies to this mailbox are not read: sequences cannot stop."

let publicAddressAdvice =
  "Recipients could not follow links or unsubscribe: no public address is set. Set OVERTURE_PUBLIC_URL "
  + "to where people reach these pages, and restart Overture."

extension Request {
  /// The mailbox that the address names.
  var mailbox: Mailbox.ID {
    get throws { try parameter("mailbox") }
  }
}
