import Foundation
import Postgres

/// A subscriber whose events go to an HTTP address of the customer's.
package struct Webhook: Sendable, Equatable {
  package typealias ID = Subscriber.ID

  package let workspace: Workspace.ID
  package let id: ID
  package let name: String
  package let address: String
  package let kinds: [EventKind]
  package let state: SubscriberState
  /// Since the first failure after the last success.
  package let failingSince: Date?
  package let disabledAt: Date?
  package let dead: Int
  package let pending: Int
  package let lastDoneAt: Date?
}

extension Webhook: RowDecodable {
  package init(row: Row) throws {
    workspace = try row["workspace_id"]
    id = try row["id"]
    name = try row["name"]
    address = try row["address"]
    kinds = try row["kinds"]
    state = try row["state"]
    failingSince = try row[optional: "failing_since"]
    disabledAt = try row[optional: "disabled_at"]
    dead = try row["dead"]
    pending = try row["pending"]
    lastDoneAt = try row[optional: "last_done_at"]
  }
}

/// A webhook as a person enters it.
package struct WebhookDraft: Sendable, Equatable {
  package var name: String
  package var address: String
  package var kinds: [EventKind]

  package init(name: String, address: String, kinds: [EventKind]) {
    self.name = name
    self.address = address
    self.kinds = kinds
  }
}

extension Queryable {
  /// The webhooks of the workspace in the order of their names.
  package func webhooks() throws -> [Webhook] {
    try webhooks(only: nil)
  }

  package func webhook(_ id: Webhook.ID) throws -> Webhook {
    guard let webhook = try webhooks(only: id).first else {
      throw Refusal.notFound("webhook \(id)")
    }
    return webhook
  }

  private func webhooks(only id: Webhook.ID?) throws -> [Webhook] {
    try all(
      """
      SELECT s.workspace_id, s.id, s.name, s.address, s.kinds::text[] AS kinds, s.state,
        s.failing_since, s.disabled_at,
        (SELECT count(*) FROM event_deliveries d
          WHERE (d.workspace_id, d.subscriber_id) = (s.workspace_id, s.id) AND d.state = 'dead')
          AS dead,
        (SELECT count(*) FROM event_deliveries d
          WHERE (d.workspace_id, d.subscriber_id) = (s.workspace_id, s.id)
            AND d.state IN ('pending', 'leased')) AS pending,
        (SELECT max(d.answered_at) FROM event_deliveries d
          WHERE (d.workspace_id, d.subscriber_id) = (s.workspace_id, s.id) AND d.state = 'done')
          AS last_done_at
      FROM subscribers s
      WHERE s.consumer = 'webhook' AND (\(id)::bigint IS NULL OR s.id = \(id))
      ORDER BY s.name, s.id
      """)
  }

  /// Adds a webhook. It gets what happens from now on. The same draft with the same key of a form adds none:
  /// the form was sent twice.
  package func add(
    _ draft: WebhookDraft, secret: WebhookSecret, sealedBy secrets: Secrets, formKey: String = ""
  ) throws -> AddedWebhook {
    let workspace: Workspace.ID = try value("SELECT rule.workspace()")
    var id = try insert(draft, formKey: formKey)
    if id == nil, let twin = try webhook(addedBy: formKey, as: draft) { return twin }
    // Another draft, typed into a form that had been sent already.
    if id == nil { id = try insert(draft, formKey: "") }
    guard let id else { throw Refusal.notFound("webhook") }
    // The entry for the webhook is enough: a second one for its secret would only look like a change.
    try run("SELECT set_config('overture.audit', 'off', true)")
    try keep(secret, of: id, in: workspace, sealedBy: secrets)
    try run("SELECT set_config('overture.audit', 'on', true)")
    return AddedWebhook(id: id, isRecent: true)
  }

  /// Nil: the key was used already.
  private func insert(_ draft: WebhookDraft, formKey: String) throws -> Webhook.ID? {
    let row = try rows(
      """
      INSERT INTO subscribers (consumer, name, address, kinds, form_key)
      VALUES ('webhook', \(draft.name), \(draft.address),
        \(draft.kinds.map(\.rawValue))::text[]::event_kind[], nullif(\(formKey), ''))
      ON CONFLICT ON CONSTRAINT one_subscriber_per_form DO NOTHING
      RETURNING id
      """
    ).first
    return try row?["id"]
  }

  private func webhook(addedBy formKey: String, as draft: WebhookDraft) throws -> AddedWebhook? {
    let row = try rows(
      """
      SELECT id, created_at > now() - interval '1 minute' AS is_recent FROM subscribers
      WHERE form_key = \(formKey) AND consumer = 'webhook' AND name = \(draft.name)
        AND address = \(draft.address)
        AND kinds = \(draft.kinds.map(\.rawValue))::text[]::event_kind[]
      """
    ).first
    return try row.map {
      AddedWebhook(id: try $0["id"], isRecent: try $0["is_recent"])
    }
  }

  package func change(webhook: Webhook.ID, to draft: WebhookDraft) throws {
    try changeWebhook(
      webhook,
      """
      UPDATE subscribers
      SET name = \(draft.name), address = \(draft.address),
        kinds = \(draft.kinds.map(\.rawValue))::text[]::event_kind[],
        -- Another address has not failed yet.
        failing_since = CASE WHEN address = \(draft.address) THEN failing_since END, rests_until = NULL
      WHERE id = \(webhook) AND consumer = 'webhook'
      RETURNING id
      """)
  }

  /// The secret that its page shows once, to the session that made it; nil: this host's key does not open it.
  package func secret(of webhook: Webhook.ID, openedBy secrets: Secrets) throws -> WebhookSecret? {
    let row = try rows(
      """
      SELECT workspace_id, secret FROM subscribers
      WHERE id = \(webhook) AND consumer = 'webhook' AND secret IS NOT NULL
      """
    ).first
    guard let row else { return nil }
    let place = Secrets.Place(workspace: try row["workspace_id"], webhook: webhook)
    let sealed: Bytes = try row["secret"]
    return (try? secrets.open(sealed.bytes, in: place)).flatMap { WebhookSecret($0) }
  }

  /// From the next attempt on, events are signed with this secret.
  package func replaceSecret(
    of webhook: Webhook.ID, with secret: WebhookSecret, sealedBy secrets: Secrets
  ) throws {
    let workspace = try self.webhook(webhook).workspace
    try keep(secret, of: webhook, in: workspace, sealedBy: secrets)
  }

  private func keep(
    _ secret: WebhookSecret, of webhook: Webhook.ID, in workspace: Workspace.ID,
    sealedBy secrets: Secrets
  ) throws {
    let place = Secrets.Place(workspace: workspace, webhook: webhook)
    try keep(Bytes(try secrets.seal(secret.text, in: place)), in: place)
  }

  /// Paused: events wait, and are sent after it is resumed.
  package func pause(webhook: Webhook.ID) throws {
    try changeWebhook(
      webhook,
      """
      UPDATE subscribers SET state = 'paused', disabled_at = NULL
      WHERE id = \(webhook) AND consumer = 'webhook'
      RETURNING id
      """)
  }

  /// Active again, after a pause or after it was disabled.
  package func resume(webhook: Webhook.ID) throws {
    try changeWebhook(
      webhook,
      """
      UPDATE subscribers
      SET state = 'active', disabled_at = NULL, failing_since = NULL, rests_until = NULL
      WHERE id = \(webhook) AND consumer = 'webhook'
      RETURNING id
      """)
  }

  /// Deletes a webhook with its log.
  package func remove(webhook: Webhook.ID) throws {
    try changeWebhook(
      webhook, "DELETE FROM subscribers WHERE id = \(webhook) AND consumer = 'webhook' RETURNING id"
    )
  }

  private func changeWebhook(_ webhook: Webhook.ID, _ statement: SQL) throws {
    if try rows(statement).isEmpty { throw Refusal.notFound("webhook \(webhook)") }
  }

  /// Sends the event webhook.tested to this webhook alone.
  @discardableResult
  package func test(webhook: Webhook.ID) throws -> EventDelivery.ID {
    try refusing { try value("SELECT fn.test_webhook(\(webhook))") }
  }

  /// Sends one delivery again, or all that failed for the last time; returns how many.
  package func redeliver(
    _ delivery: EventDelivery.ID?, of webhook: Webhook.ID
  ) throws -> Int {
    try refusing { try value("SELECT fn.redeliver_events(\(webhook), \(delivery)::bigint)") }
  }
}

/// The webhook that a form added, now or when it was sent before.
package struct AddedWebhook: Sendable {
  package let id: Webhook.ID
  /// Added within the last minute.
  package let isRecent: Bool
}

/// A webhook that the program has disabled.
package struct DisabledWebhook: Sendable, Equatable, RowDecodable {
  package let id: Webhook.ID
  package let name: String

  /// The latest first, at most six. To be combined with the page's other queries.
  package static var latest: Question<[DisabledWebhook]> {
    Ask.all(
      """
      SELECT s.id, s.name FROM subscribers s
      WHERE s.consumer = 'webhook' AND s.state = 'disabled'
      ORDER BY s.disabled_at DESC, s.id
      LIMIT 6
      """)
  }
}
