import Foundation
import Postgres

/// An entry of a webhook's log: an event and what became of it.
package struct WebhookDelivery: Sendable {
  package let id: EventDelivery.ID
  package let event: Event.ID
  package let kind: EventKind
  package let eventAt: Date
  package let state: EventDeliveryState
  package let attempts: Int
  package let nextAt: Date
  package let answeredAt: Date?
  package let status: Int?
  package let answer: String
  package let milliseconds: Int?
  /// The JSON that is sent.
  package let body: String
}

extension WebhookDelivery: RowDecodable {
  package init(row: Row) throws {
    id = try row["id"]
    event = try row["event_id"]
    kind = try row["kind"]
    eventAt = try row["event_at"]
    state = try row["state"]
    attempts = try row["attempts"]
    nextAt = try row["next_at"]
    answeredAt = try row[optional: "answered_at"]
    status = try row[optional: "status"]
    answer = try row["answer"]
    milliseconds = try row[optional: "milliseconds"]
    body = try row[optional: "body"] ?? ""
  }
}

extension Queryable {
  /// The deliveries of a webhook, the latest first: from `before` on, or the newer ones before
  /// `after`, which are then sorted from the oldest on.
  package func deliveries(
    of webhook: Webhook.ID, older before: EventDelivery.ID? = nil,
    newer after: EventDelivery.ID? = nil, failedOnly: Bool = false, limit: Int = 51
  ) throws -> [WebhookDelivery] {
    let condition: SQL =
      """
      d.subscriber_id = \(webhook) AND (NOT \(failedOnly) OR d.state = 'dead')
      """
    if let after {
      return try all(
        "\(Self.logColumns) WHERE \(condition) AND d.id > \(after) ORDER BY d.id LIMIT \(limit)")
    }
    return try all(
      """
      \(Self.logColumns)
      WHERE \(condition) AND (\(before)::bigint IS NULL OR d.id < \(before))
      ORDER BY d.id DESC LIMIT \(limit)
      """)
  }

  package func delivery(
    _ id: EventDelivery.ID, of webhook: Webhook.ID
  ) throws -> WebhookDelivery {
    let found: WebhookDelivery? = try first(
      "\(Self.logColumns) WHERE d.subscriber_id = \(webhook) AND d.id = \(id)")
    guard let found else { throw Refusal.notFound("delivery \(id)") }
    return found
  }

  private static var logColumns: SQL {
    """
    SELECT d.id, d.event_id, e.kind, d.event_at, d.state, d.attempts, d.next_at, d.answered_at,
      d.status, d.answer, d.milliseconds, fn.event_body(d.workspace_id, d.event_at, d.event_id) AS body
    FROM event_deliveries d
      JOIN events e ON (e.workspace_id, e.at, e.id) = (d.workspace_id, d.event_at, d.event_id)
    """
  }
}
