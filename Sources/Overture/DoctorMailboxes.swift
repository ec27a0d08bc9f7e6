import Foundation
import Mail
import Outreach
import Postgres

/// A mailbox as the doctor tries it.
private struct TriedMailbox: RowDecodable {
  let email: String
  let host: String
  let port: Int
  let security: SMTPServer.Security
  let user: String?
  let password: Bytes?
  let selector: String?
  let domain: String?

  init(row: Row) throws {
    email = try row["email"]
    host = try row["smtp_host"]
    port = try row["smtp_port"]
    security = SMTPServer.Security(rawValue: try row["smtp_security"]) ?? .starttls
    user = try row[optional: "smtp_user"]
    password = try row[optional: "smtp_password"]
    selector = try row[optional: "dkim_selector"]
    domain = try row[optional: "dkim_domain"]
  }
}

extension Findings {
  /// Connects to each mailbox's server and signs in, sends nothing; looks for its DNS records.
  mutating func mailboxes(_ settings: Settings, _ databases: Databases) {
    let found = look("mailboxes") {
      try databases.queue.all(
        """
        SELECT email, smtp_host, smtp_port, smtp_security::text, smtp_user, smtp_password,
          dkim_selector, dkim_domain
        FROM mailboxes
        WHERE kind = 'smtp' AND archived_at IS NULL
        ORDER BY email
        """, as: TriedMailbox.self
      ).asList
    }
    for mailbox in found?.mailboxes ?? [] {
      look("mailbox \(mailbox.email)") { try connect(mailbox, settings) }
      look("DNS of \(mailbox.email)") { try records(of: mailbox) }
    }
  }
}

private struct MailboxList: CustomStringConvertible {
  let mailboxes: [TriedMailbox]

  var description: String { "\(mailboxes.count) besides practice" }
}

extension [TriedMailbox] {
  fileprivate var asList: MailboxList { MailboxList(mailboxes: self) }
}

private func connect(_ mailbox: TriedMailbox, _ settings: Settings) throws -> String {
  let password = try mailbox.password.map {
    try Secrets(file: settings.secretFile()).open($0.bytes)
  }
  var server = SMTPServer(
    host: mailbox.host, port: mailbox.port, security: mailbox.security, user: mailbox.user,
    password: password)
  server.timeouts = .impatient
  do {
    let connection = try SMTPConnection(server)
    connection.quit()
  } catch {
    throw Failure.refused(
      "\(mailbox.host):\(mailbox.port) does not take us (\(error)); mend it on the page Mailboxes")
  }
  return "\(mailbox.host):\(mailbox.port) takes us"
}

/// The sending domain's SPF record, and the DKIM key that is published.
private func records(of mailbox: TriedMailbox) throws -> String {
  let domain = mailbox.domain ?? String(mailbox.email.drop { $0 != "@" }.dropFirst())
  let resolver = Resolver()
  let texts: [String]
  do {
    texts = try resolver.texts(at: domain)
  } catch {
    throw Failure.refused("\(domain) cannot be looked up (\(error))")
  }
  guard texts.contains(where: { $0.hasPrefix("v=spf1") }) else {
    throw Failure.refused("\(domain) has no SPF record; publish one that names its mail servers")
  }
  guard let selector = mailbox.selector else { return "SPF is there; we sign nothing" }
  let name = "\(selector)._domainkey.\(domain)"
  let keys = (try? resolver.texts(at: name)) ?? []
  guard keys.contains(where: { $0.contains("p=") }) else {
    throw Failure.refused("\(name) holds no DKIM key; publish the record of the page Mailboxes")
  }
  return "SPF and DKIM are there"
}
