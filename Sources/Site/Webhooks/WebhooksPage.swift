import HTTPTypes
import Outreach
import Postgres
import Web

/// Templates/Webhooks/webhooks.mustache
struct WebhooksPage: Page {
  static let template = "Webhooks/webhooks"

  let frame: Frame
  let tabs = Tabs.settings(on: .webhooks)
  let items: [Item]
  let empty: EmptyState?
  let exampleRequest = WebhookExample.request
  let exampleReceiver = WebhookExample.receiver

  struct Item {
    let id: Int
    let name: String
    let address: String
    let badge: Badge
    let events: String
    let last: String
    let failed: String
  }
}

extension Site {
  func webhooks(_ request: Request) throws -> Response {
    let webhooks = try database.webhooks()
    return try page(
      WebhooksPage(
        frame: frame(.settings), items: webhooks.map(item),
        empty: webhooks.isEmpty
          ? EmptyState(
            "No webhooks yet",
            "A webhook tells another program what happens here, such as a reply or a booked meeting.",
            action: "Add a webhook", href: "/webhooks/new", isPrimary: true) : nil))
  }

  private func item(_ webhook: Webhook) -> WebhooksPage.Item {
    WebhooksPage.Item(
      id: webhook.id.rawValue, name: webhook.name, address: webhook.address,
      badge: webhook.badge,
      events: webhook.kinds.count == EventKind.offered.count
        ? "All" : Words.number(webhook.kinds.count),
      last: webhook.lastDoneAt.map(words.time) ?? "never",
      failed: webhook.dead == 0
        ? "" : "\(Words.count(webhook.dead, "failed delivery", "failed deliveries"))")
  }
}

extension Webhook {
  /// Its state, and whether its receiver fails right now.
  var badge: Badge {
    state == .active && failingSince != nil ? Badge("Failing", "g-warn", "amber") : state.badge
  }
}
