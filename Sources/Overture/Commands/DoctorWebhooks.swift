import Foundation
import Outreach
import Postgres

/// A webhook as the doctor checks it.
private struct SealedWebhook: RowDecodable {
  let workspace: Workspace.ID
  let id: Webhook.ID
  let name: String
  let state: SubscriberState
  let secret: Bytes?

  init(row: Row) throws {
    workspace = try row["workspace_id"]
    id = try row["id"]
    name = try row["name"]
    state = try row["state"]
    secret = try row[optional: "secret"]
  }
}

extension Findings {
  /// Whether events are read, and otherwise which transaction holds them back.
  mutating func events(_ databases: Databases) {
    guard let found = look("events", { try BacklogFinding(databases.queue.eventBacklog()) }) else {
      return
    }
    if let why = found.why { note("events", why) }
  }

  /// Whether this host's key opens the signing secret of each webhook. Calls none of them.
  mutating func webhooks(_ settings: Settings, _ databases: Databases) {
    var webhooks: [SealedWebhook] = []
    look("webhooks") {
      webhooks = try databases.queue.all(
        """
        SELECT s.workspace_id, s.id, s.name, s.state, s.secret
        FROM subscribers s
        WHERE s.consumer = 'webhook'
        ORDER BY s.name, s.id
        """)
      return "\(webhooks.count)"
    }
    for webhook in webhooks {
      look("webhook \(webhook.name)") { try openSecret(of: webhook, settings) }
      if webhook.state == .disabled {
        note(
          "webhook \(webhook.name)", "is disabled: its receiver failed for three days or is gone")
      }
    }
  }
}

/// How far the reading of events is behind.
private struct BacklogFinding: CustomStringConvertible {
  let description: String
  /// The session that holds them back, if its transaction is older than it should be.
  var why: String?

  init(_ backlog: EventBacklog?) {
    let age = backlog.map { max(0, Int(-$0.since.timeIntervalSinceNow)) } ?? 0
    description = age < 60 ? "are read as they happen" : "the oldest unread one is \(age) s old"
    guard let backlog, age >= 60 else { return }
    why =
      backlog.holder.map { "\($0.words). Events are read once it has ended" }
      ?? "no open transaction holds them back; look at whether overture work runs"
  }
}

extension EventBacklog.Holder {
  fileprivate var words: String {
    let since = beganAt.map { ", open since \($0.ISO8601Format())" } ?? ""
    guard let pid else {
      let name = prepared ?? ""
      return "prepared transaction \(name) in database \(database) holds them back\(since)"
    }
    let program = application.isEmpty ? "" : " (\(application))"
    return
      "session \(pid)\(program) in database \(database) holds them back by a transaction\(since)"
  }
}

/// No key is created here: it would differ from the key of the host where the webhook was saved.
private func openSecret(of webhook: SealedWebhook, _ settings: Settings) throws -> String {
  let file = try settings.secretFile()
  let todo = "copy the file from the host where it was saved, or create a new secret on its page"
  guard FileManager.default.fileExists(atPath: file.path) else {
    throw Failure.refused(
      "its signing secret is sealed, and there is no key in \(file.path); \(todo)")
  }
  let secrets = try Secrets(file: file)
  let place = Secrets.Place(workspace: webhook.workspace, webhook: webhook.id)
  guard let sealed = webhook.secret, let text = try? secrets.open(sealed.bytes, in: place),
    WebhookSecret(text) != nil
  else {
    throw Failure.refused(
      "its signing secret was sealed with another key than that of \(file.path); \(todo)")
  }
  return "its signing secret can be opened"
}
