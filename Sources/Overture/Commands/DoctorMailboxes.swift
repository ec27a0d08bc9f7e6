import Foundation
import Mail
import Outreach
import Postgres

/// A mailbox as the doctor tests it.
private struct TriedMailbox: RowDecodable {
  let workspace: Workspace.ID
  let id: Mailbox.ID
  let email: String
  let host: String
  let port: Int
  let security: SMTPServer.Security
  let user: String?
  let password: Bytes?
  let signingKey: Bytes?
  let selector: String?
  let domain: String?

  init(row: Row) throws {
    workspace = try row["workspace_id"]
    id = try row["id"]
    email = try row["email"]
    host = try row["smtp_host"]
    port = try row["smtp_port"]
    security = SMTPServer.Security(rawValue: try row["smtp_security"]) ?? .starttls
    user = try row[optional: "smtp_user"]
    password = try row[optional: "smtp_password"]
    signingKey = try row[optional: "dkim_private_key"]
    selector = try row[optional: "dkim_selector"]
    domain = try row[optional: "dkim_domain"]
  }
}

extension Findings {
  /// Connects to each mailbox's server and signs in, sends nothing; looks up its DNS records.
  mutating func mailboxes(_ settings: Settings, _ databases: Databases) {
    let found = look("mailboxes") {
      try databases.queue.all(
        """
        SELECT workspace_id, id, email, smtp_host, smtp_port, smtp_security::text, smtp_user, smtp_password,
          dkim_private_key, dkim_selector, dkim_domain
        FROM mailboxes
        WHERE kind = 'smtp' AND archived_at IS NULL
        ORDER BY email
        """, as: TriedMailbox.self
      ).asList
    }
    let real = found?.mailboxes ?? []
    look("public address") { try publicAddress(settings, databases, isNeeded: !real.isEmpty) }
    for mailbox in real {
      note("replies to \(mailbox.email)", "are not read: sequences cannot stop")
      look("mailbox \(mailbox.email)") {
        try connect(mailbox, password: openSecrets(of: mailbox, settings))
      }
      look("DNS of \(mailbox.email)") { try records(of: mailbox) }
    }
  }
}

/// The targets of the links in emails. Only real mailboxes email people outside.
private func publicAddress(
  _ settings: Settings, _ databases: Databases, isNeeded: Bool
) throws -> String {
  let found: String? = try databases.queue.rows("SELECT fn.public_address() AS address")
    .first?[optional: "address"]
  if let found { return found }
  let address = settings[.publicURL]
  let why =
    address.isEmpty ? "OVERTURE_PUBLIC_URL is not set" : "\(address) is this machine alone"
  guard !isNeeded else {
    throw Failure.refused(
      "\(why), so recipients could not follow a link or unsubscribe: real mailboxes send nothing; set it to "
        + "where people reach the pages")
  }
  return "\(why); real mailboxes will need one"
}

private struct MailboxList: CustomStringConvertible {
  let mailboxes: [TriedMailbox]

  var description: String { "\(mailboxes.count) real mailboxes" }
}

extension [TriedMailbox] {
  fileprivate var asList: MailboxList { MailboxList(mailboxes: self) }
}

/// The password, if this host's key opens the sealed one. No key is created here: it would differ
/// from the key of the host where the mailbox was saved.
private func openSecrets(of mailbox: TriedMailbox, _ settings: Settings) throws -> String? {
  guard mailbox.password != nil || mailbox.signingKey != nil else { return nil }
  let file = try settings.secretFile()
  let isThere = FileManager.default.fileExists(atPath: file.path)
  let todo =
    "copy the file from the host where it was saved, or enter it again on the page Mailboxes"
  guard isThere else {
    throw Failure.refused("its secrets are sealed, and there is no key in \(file.path); \(todo)")
  }
  let secrets = try Secrets(file: file)
  do {
    func open(_ sealed: Bytes, _ column: Secrets.Place.Column) throws -> String {
      let place = Secrets.Place(workspace: mailbox.workspace, mailbox: mailbox.id, column)
      // An older one is bound when serve, send or up starts; the doctor changes nothing.
      let bound =
        Secrets.isBound(sealed.bytes)
        ? sealed.bytes : try secrets.bind(sealed.bytes, to: place)
      return try secrets.open(bound, in: place)
    }
    if let key = mailbox.signingKey { _ = try open(key, .signingKey) }
    return try mailbox.password.map { try open($0, .smtpPassword) }
  } catch Secrets.Fault.cannotOpen {
    throw Failure.refused(
      "its secrets were sealed with another key than that of \(file.path); \(todo)")
  }
}

private func connect(_ mailbox: TriedMailbox, password: String?) throws -> String {
  var server = SMTPServer(
    host: mailbox.host, port: mailbox.port, security: mailbox.security, user: mailbox.user,
    password: password)
  server.timeouts = .impatient
  do {
    let connection = try SMTPConnection(server)
    connection.quit()
  } catch {
    throw Failure.refused(
      "\(mailbox.host):\(mailbox.port) rejects the sign-in (\(error)); fix it on the page Mailboxes"
    )
  }
  return "\(mailbox.host):\(mailbox.port) accepts the sign-in"
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
  guard let selector = mailbox.selector else { return "SPF found; DKIM signing is off" }
  let name = "\(selector)._domainkey.\(domain)"
  let keys = (try? resolver.texts(at: name)) ?? []
  guard keys.contains(where: { $0.contains("p=") }) else {
    throw Failure.refused("\(name) holds no DKIM key; publish the record of the page Mailboxes")
  }
  return "SPF and DKIM found"
}
