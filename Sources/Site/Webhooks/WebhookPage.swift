import HTTPTypes
import Outreach
import Postgres
import Text
import Web

/// Templates/Webhooks/webhook.mustache
struct WebhookPage: Page {
  static let template = "Webhooks/webhook"

  let frame: Frame
  let id: Int
  let title: String
  let destination: String
  let badge: Badge
  let isActive: Bool
  /// The new signing secret, the first time that the page is shown after it was made.
  let secret: String
  let warning: String
  let errors: FormErrors?
  let version: FormVersion
  let name: FormField
  let address: FormField
  let events: FormField
  let groups: [WebhookFormGroup]
  /// "All 36 events", "3 of 36 events"
  let eventCount: String
  /// What is wrong is among them.
  let showsEvents: Bool
  let deliveries: [Item]
  let empty: EmptyState?
  let paging: Paging?
  /// The button that sends all failed ones again; empty: there is none.
  let redeliver: String

  struct Item {
    let id: Int
    let webhook: Int
    let kind: String
    let badge: Badge
    let answer: String
    /// The receiver's words about a failure, or why there was no answer.
    let error: String
    let time: String
    let next: String
  }
}

extension Site {
  func webhook(_ request: Request) throws -> Response {
    try page(webhookPage(request.webhook, request))
  }

  func changeWebhook(_ request: Request) throws -> Response {
    let id = try request.webhook
    try lockForm(at: request)
    var form = WebhookForm(request.form)
    let draft = form.draft()
    let version = FormVersion(
      request.form, form.state, saved: WebhookForm(try database.webhook(id)).state,
      of: "This webhook", page: "/webhooks/\(id)")
    guard let draft, !version.isOvertaken else {
      return try page(
        webhookPage(id, request, form: form, version: version),
        status: version.isOvertaken ? .conflict : .unprocessableContent)
    }
    try database.change(webhook: id, to: draft)
    return try seeOther("/webhooks/\(id)", saying: .done("\(draft.name) was saved."))
  }

  func askToReplaceWebhookSecret(_ request: Request) throws -> Response {
    let webhook = try database.webhook(request.webhook)
    return try page(
      ConfirmPage(
        frame: frame(.settings), question: "Create a new signing secret for \(webhook.name)?",
        stays: """
          The old secret stops working immediately: the receiver refuses every event until it has the new \
          one. Refused events are retried for about 20 hours.
          """,
        action: "/webhooks/\(webhook.id)/secret", verb: "Create new secret",
        back: "/webhooks/\(webhook.id)"))
  }

  /// The webhook's page shows the new one, once.
  func replaceWebhookSecret(_ request: Request) throws -> Response {
    let id = try request.webhook
    try database.replaceSecret(of: id, with: WebhookSecret(), sealedBy: Secrets.current())
    return try seeOther(
      "/webhooks/\(id)", saying: .done("A new signing secret was created.", secretOf: id))
  }

  func pauseWebhook(_ request: Request) throws -> Response {
    let id = try request.webhook
    try database.pause(webhook: id)
    return try seeOther(
      "/webhooks/\(id)",
      saying: .done(
        "Webhook paused. Events wait until you resume it.", undo: .init("/webhooks/\(id)/resume")))
  }

  func resumeWebhook(_ request: Request) throws -> Response {
    let id = try request.webhook
    try database.resume(webhook: id)
    return try seeOther(
      "/webhooks/\(id)",
      saying: .done("Webhook resumed.", undo: .init("/webhooks/\(id)/pause")))
  }

  func testWebhook(_ request: Request) throws -> Response {
    let id = try request.webhook
    let webhook = try database.webhook(id)
    do {
      _ = try database.savepoint { try database.test(webhook: id) }
    } catch Refusal.conflict(let why) {
      return try seeOther("/webhooks/\(id)", saying: .bad(why))
    }
    try database.audit("sent a test event to", .webhook, id: id.rawValue, name: webhook.name)
    return try seeOther(
      "/webhooks/\(id)", saying: .done("Sending a test event. The answer appears in the log."))
  }

  func askToRemoveWebhook(_ request: Request) throws -> Response {
    let webhook = try database.webhook(request.webhook)
    return try page(
      ConfirmPage(
        frame: frame(.settings), question: "Delete \(webhook.name)?",
        stays: "Its log is deleted as well, and events that wait are not sent.",
        action: "/webhooks/\(webhook.id)/remove", verb: "Delete 1 webhook",
        back: "/webhooks/\(webhook.id)"))
  }

  func removeWebhook(_ request: Request) throws -> Response {
    let webhook = try database.webhook(request.webhook)
    try database.remove(webhook: webhook.id)
    return try seeOther("/webhooks", saying: .done("\(webhook.name) was deleted."))
  }

  func webhookPage(
    _ id: Webhook.ID, _ request: Request, form typed: WebhookForm? = nil,
    version: FormVersion? = nil
  ) throws -> WebhookPage {
    let webhook = try database.webhook(id)
    let form = typed ?? WebhookForm(webhook)
    // A page that answers a form is at another address; its log begins with the latest.
    let here = Request(
      .get, "/webhooks/\(id)", query: request.method == .get ? request.query : Form(),
      headers: request.headers)
    let turn = PageTurn(here)
    let key: EventDelivery.ID? = turn.key?.id(0)
    let found = try database.deliveries(
      of: id, older: turn.isBackwards ? nil : key, newer: turn.isBackwards ? key : nil)
    let (shown, paging) = Paging.of(found, turn, here, of: ("delivery", "deliveries")) {
      ["\($0.id)"]
    }
    let frame = try frame(.settings)
    let secret =
      frame.flash?.secretOf == id.rawValue
      ? try database.secret(of: id, openedBy: Secrets.current()) : nil
    return WebhookPage(
      frame: frame, id: id.rawValue, title: webhook.name,
      destination: webhook.address, badge: webhook.badge, isActive: webhook.state == .active,
      secret: secret?.text ?? "", warning: warning(about: webhook), errors: form.errors,
      version: version ?? FormVersion(of: WebhookForm(webhook).state), name: form.name,
      address: form.address, events: form.events, groups: form.groups,
      eventCount: form.eventCount, showsEvents: !form.fieldErrors["event"].isEmpty,
      deliveries: shown.map { item($0, of: webhook) },
      empty: shown.isEmpty
        ? EmptyState("No deliveries yet", "Each event that is sent appears here with the answer.")
        : nil,
      paging: shown.isEmpty ? nil : paging,
      redeliver: webhook.dead == 0
        ? ""
        : "Resend \(Words.count(webhook.dead, "failed delivery", "failed deliveries"))")
  }

  private func warning(about webhook: Webhook) -> String {
    let since = webhook.failingSince.map { " since \(words.time($0))" } ?? ""
    return switch webhook.state {
    case .active:
      webhook.failingSince == nil
        ? ""
        : "Deliveries fail\(since). Each is retried for about 20 hours; after three days without a "
          + "success the webhook is disabled."
    case .paused: "Paused. Events wait, and are sent when you resume it."
    case .disabled:
      "Disabled by Overture: the receiver failed\(since) or answered 410 Gone. Fix the receiver, then "
        + "resume the webhook. Events that happened in the meantime are sent then."
    }
  }

  private func item(_ delivery: WebhookDelivery, of webhook: Webhook) -> WebhookPage.Item {
    WebhookPage.Item(
      id: delivery.id.rawValue, webhook: webhook.id.rawValue, kind: delivery.kind.words,
      badge: delivery.state.badge(attempts: delivery.attempts), answer: delivery.answerWords,
      error: delivery.errorWords,
      time: words.time(delivery.eventAt),
      next: delivery.state == .pending && delivery.attempts > 0 && webhook.state == .active
        ? "next attempt \(words.time(delivery.nextAt))" : "")
  }
}

extension WebhookDelivery {
  /// "200 in 35 ms", "no answer", or nothing before the first answer.
  var answerWords: String {
    guard answeredAt != nil else { return "" }
    let time = milliseconds.map { " in \(Words.number($0)) ms" } ?? ""
    return status.map { "\($0)\(time)" } ?? "no answer\(time)"
  }
}

extension WebhookDelivery {
  /// The first line of what was answered, or of why nothing was; empty after a success.
  fileprivate var errorWords: String {
    guard answeredAt != nil, !(200..<300).contains(status ?? 0) else { return "" }
    let line = answer.trimmingBlanks().prefix { !$0.isNewline }
    return line.count > 120 ? "\(line.prefix(120))…" : String(line)
  }
}

extension Request {
  /// The webhook that the address names.
  var webhook: Webhook.ID {
    get throws { try parameter("webhook") }
  }
}
