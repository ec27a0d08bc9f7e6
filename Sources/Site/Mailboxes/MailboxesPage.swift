import HTTPTypes
import Outreach
import Postgres
import Web

/// Templates/Mailboxes/mailboxes.mustache
struct MailboxesPage: Page {
  static let template = "Mailboxes/mailboxes"

  let frame: Frame
  let mayEdit: Bool
  let metrics: [Metric]
  let items: [MailboxItem]
  let empty: EmptyState?
  let practice: FormField?
  let errors: FormErrors?
}

/// Templates/Mailboxes/mailbox_row.mustache
struct MailboxItem {
  let id: Int
  let initials: String
  let name: String
  let domain: String
  let badge: Badge
  let detail: String
  let isPractice: Bool
  let health: Int
  let healthShare: String
  let healthTone: String
  let used: String
  let usedShare: String
  let lastError: String
}

extension Site {
  func mailboxes(_ request: Request) throws -> Response {
    try page(mailboxesPage())
  }

  /// The practice mailbox needs no server and no password: its server is our own.
  func addPracticeMailbox(_ request: Request) throws -> Response {
    var form = MailboxForm(request.form, isNew: true)
    do {
      guard let draft = form.draft(for: .practice) else { throw Refusal.invalid("email") }
      let id = try database.savepoint { try database.add(draft, kind: .practice) }
      return try seeOther(
        "/mailboxes/\(id)", saying: .done("\(draft.email) sends to test recipients."))
    } catch Refusal.invalid(let rule) {
      if rule == "one_mailbox_per_address" { form.fieldErrors["email"] = takenAddress }
      return try page(mailboxesPage(form), status: .unprocessableContent)
    }
  }

  private func mailboxesPage(_ form: MailboxForm? = nil) throws -> MailboxesPage {
    let mailboxes = try database.mailboxes()
    let mayEdit = try currentUser.may(.edit)
    let practice = FormField(
      "email", "Address", value: form?.form["email"] ?? "rehearsal@practice.example",
      error: form?.fieldErrors["email"] ?? "", attributes: ["autocomplete": "off"])
    return MailboxesPage(
      frame: try frame(.mailboxes), mayEdit: mayEdit,
      metrics: mailboxes.isEmpty ? [] : try metrics(of: mailboxes), items: mailboxes.map(item),
      empty: mailboxes.isEmpty ? Self.noMailbox(mayEdit: mayEdit) : nil,
      practice: mayEdit ? practice : nil, errors: FormErrors.of([practice], verb: "Not added."))
  }

  private func metrics(of mailboxes: [Mailbox]) throws -> [Metric] {
    let ready = mailboxes.filter { $0.obstacle == nil }
    let limit = mailboxes.reduce(0) { $0 + $1.dayLimit }
    let left = mailboxes.reduce(0) { $0 + $1.places }
    // The same figure that each row shows of its limit.
    let used = mailboxes.reduce(0) { $0 + $1.used }
    let next = mailboxes.compactMap(\.nextAt).min().map { ", next place \(words.time($0))" } ?? ""
    return [
      Metric("Can send now", Words.number(ready.count), detail: "of \(mailboxes.count)"),
      Metric("Remaining", Words.number(left), detail: "of \(Words.number(limit)) a day\(next)"),
      Metric(
        "Used in 24 hours", Words.number(used),
        detail: "of \(Words.number(limit)) a day; refused emails count, too"),
      Metric(
        "Not sending", Words.number(mailboxes.count - ready.count),
        detail: "paused, cooling down, low health or at limit"),
    ]
  }

  func item(_ mailbox: Mailbox) -> MailboxItem {
    let parts = mailbox.email.split(separator: "@", maxSplits: 1)
    let (badge, detail) = state(of: mailbox)
    return MailboxItem(
      id: mailbox.id.rawValue,
      initials: initials(of: mailbox.displayName.isEmpty ? mailbox.email : mailbox.displayName),
      name: "\(parts.first ?? "")@", domain: String(parts.last ?? ""), badge: badge,
      detail: detail, isPractice: mailbox.kind == .practice, health: mailbox.health,
      healthShare: Words.length(Double(mailbox.health) / 100),
      healthTone: mailbox.health > 75 ? "green" : mailbox.health > 20 ? "amber" : "red",
      used: "\(Words.number(mailbox.used)) of \(Words.number(mailbox.dayLimit))",
      usedShare: Words.length(Double(mailbox.used) / Double(max(mailbox.dayLimit, 1))),
      lastError: mailbox.lastError ?? "")
  }

  /// The state as one word, and its explanation.
  func state(of mailbox: Mailbox) -> (Badge, String) {
    if let obstacle = mailbox.obstacle {
      return (obstacle.badge, obstacle.detail(until: mailbox.nextAt.map(words.time)))
    }
    guard let start = mailbox.rampStart, mailbox.dayLimit < (mailbox.dailyLimit ?? .max) else {
      return (Badge("Ready", "g-live", "green"), "")
    }
    return (Badge("Ramp", "g-up", "blue"), "\(mailbox.dayLimit) today, began with \(start)")
  }

  private static func noMailbox(mayEdit: Bool) -> EmptyState {
    EmptyState(
      "No mailboxes yet", "Add a mailbox, or use the practice mailbox.",
      action: mayEdit ? "Add a mailbox" : "", href: "/mailboxes/new", isPrimary: true)
  }
}

let takenAddress = "Another mailbox already uses this address."
