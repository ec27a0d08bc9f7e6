import FoundationEssentials
import HTTPTypes
import Outreach
import Postgres
import Web

/// Templates/Webhooks/delivery.mustache: one event, what was sent and what was answered.
struct WebhookDeliveryPage: Page {
  static let template = "Webhooks/delivery"

  let frame: Frame
  let webhook: Int
  let webhookName: String
  let id: Int
  let title: String
  let badge: Badge
  let messageID: String
  let destination: String
  let happened: String
  let attempts: String
  let answered: String
  let result: String
  let next: String
  let body: String
  let answer: String
  let noAnswer: String
  let mayResend: Bool
}

extension Site {
  func webhookDelivery(_ request: Request) throws -> Response {
    let webhook = try database.webhook(request.webhook)
    let delivery = try database.delivery(request.parameter("event"), of: webhook.id)
    return try page(
      WebhookDeliveryPage(
        frame: frame(.settings), webhook: webhook.id.rawValue, webhookName: webhook.name,
        id: delivery.id.rawValue, title: delivery.kind.words,
        badge: delivery.state.badge(attempts: delivery.attempts),
        messageID: Event.messageID(delivery.event, at: delivery.eventAt),
        destination: webhook.address,
        happened: words.exact(delivery.eventAt), attempts: Words.number(delivery.attempts),
        answered: delivery.answeredAt.map(words.exact) ?? "not yet",
        result: delivery.answerWords,
        next: delivery.state != .pending
          ? "" : delivery.nextAt <= .now ? "now" : words.exact(delivery.nextAt),
        body: delivery.body, answer: delivery.answer,
        noAnswer: delivery.answeredAt == nil ? "Not sent yet." : "The receiver has sent no text.",
        mayResend: delivery.state != .leased))
  }

  /// One delivery, or with no number all that failed.
  func redeliver(_ request: Request) throws -> Response {
    let webhook = try database.webhook(request.webhook)
    let typed = request.form["delivery"]
    let one: EventDelivery.ID? = EventDelivery.ID(typed)
    // Only a form without one means all.
    guard one != nil || typed.isEmpty else {
      throw Refusal.notFound("delivery \(typed.prefix(40))")
    }
    if let one { _ = try database.delivery(one, of: webhook.id) }
    let back = one.map { "/webhooks/\(webhook.id)/events/\($0)" } ?? "/webhooks/\(webhook.id)"
    let count: Int
    do {
      count = try database.savepoint { try database.redeliver(one, of: webhook.id) }
    } catch Refusal.conflict(let why) {
      return try seeOther(back, saying: .bad(why))
    }
    guard count > 0 else {
      return try seeOther(back, saying: .bad("There is nothing to resend."))
    }
    try database.audit(
      count == 1 ? "resent 1 event to" : "resent \(count) events to", .webhook,
      id: webhook.id.rawValue, name: webhook.name)
    return try seeOther(
      back, saying: .done("Resending \(Words.count(count, "delivery", "deliveries"))."))
  }
}
