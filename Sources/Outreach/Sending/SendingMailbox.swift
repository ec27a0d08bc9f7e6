import Postgres

/// A mailbox as the sender uses it: from whom, through which server, signed by which key. Its secrets
/// are still encrypted.
package struct SendingMailbox: Sendable {
  package let workspace: Workspace.ID
  package let id: Mailbox.ID
  package let isPractice: Bool
  package let email: String
  package let name: String
  package let replyTo: String?
  package let signature: String
  package let host: String
  package let port: Int
  package let security: MailboxSecurity
  package let user: String?
  package let password: Bytes?
  package let dkimDomain: String?
  package let dkimSelector: String?
  package let dkimKey: Bytes?
}

extension SendingMailbox: RowDecodable {
  package init(row: Row) throws {
    workspace = try row["workspace_id"]
    id = try row["id"]
    isPractice = try row["is_practice"]
    email = try row["email"]
    name = try row["display_name"]
    replyTo = try row[optional: "reply_to"]
    signature = try row["signature"]
    host = try row["smtp_host"]
    port = try row["smtp_port"]
    security = try row["smtp_security"]
    user = try row[optional: "smtp_user"]
    password = try row[optional: "smtp_password"]
    dkimDomain = try row[optional: "dkim_domain"]
    dkimSelector = try row[optional: "dkim_selector"]
    dkimKey = try row[optional: "dkim_private_key"]
  }
}

extension Queryable {
  package func sendingMailbox(
    _ id: Mailbox.ID, of workspace: Workspace.ID
  ) throws -> SendingMailbox {
    let mailbox: SendingMailbox? = try first(
      """
      SELECT workspace_id, id, kind = 'practice' AS is_practice, email, display_name, reply_to,
        signature, smtp_host, smtp_port, smtp_security, smtp_user, smtp_password, dkim_domain,
        dkim_selector, dkim_private_key
      FROM mailboxes
      WHERE (workspace_id, id) = (\(workspace), \(id))
      """)
    guard let mailbox else { throw Refusal.notFound("mailbox \(id)") }
    return mailbox
  }
}
