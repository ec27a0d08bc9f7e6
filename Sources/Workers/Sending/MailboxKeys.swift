import Mail
import Outreach
import Postgres
import Synchronization

/// The mailboxes that are in use, with their secrets opened, read again every few seconds so that
/// changes take effect.
final class MailboxKeys: Sendable {
  struct Entry: Sendable {
    let mailbox: SendingMailbox
    let server: SMTPServer
    let signer: DKIMSigner?
    let readAt: ContinuousClock.Instant
  }

  private let queue: Database
  private let settings: SenderSettings
  private let entries = Mutex<[Mailbox.ID: Entry]>([:])

  init(queue: Database, settings: SenderSettings) {
    self.queue = queue
    self.settings = settings
  }

  func entry(of delivery: ClaimedDelivery) throws -> Entry {
    let known = entries.withLock { $0[delivery.mailbox] }
    if let known, known.readAt.duration(to: .now) < .seconds(10) { return known }
    let mailbox = try queue.sendingMailbox(delivery.mailbox, of: delivery.workspace)
    let entry = try open(mailbox, instead: known)
    entries.withLock { entries in
      if entries.count >= 256 { entries.removeAll() }
      entries[delivery.mailbox] = entry
    }
    return entry
  }

  /// A key is parsed once: the signer is kept while the mailbox's key is the same.
  private func open(_ mailbox: SendingMailbox, instead old: Entry?) throws -> Entry {
    var signer: DKIMSigner?
    if let domain = mailbox.dkimDomain, let selector = mailbox.dkimSelector,
      let key = mailbox.dkimKey
    {
      if let old, let known = old.signer, old.mailbox.dkimKey == key, known.domain == domain,
        known.selector == selector
      {
        signer = known
      } else {
        signer = try DKIMSigner(
          privateKeyPEM: try settings.open(key.bytes, mailbox.place(.signingKey)), domain: domain,
          selector: selector)
      }
    }
    return Entry(
      mailbox: mailbox, server: try server(of: mailbox), signer: signer, readAt: .now)
  }

  private func server(of mailbox: SendingMailbox) throws -> SMTPServer {
    var server = SMTPServer(
      host: mailbox.host, port: mailbox.port, security: .init(mailbox.security),
      user: mailbox.user,
      password: try mailbox.password.map {
        try settings.open($0.bytes, mailbox.place(.smtpPassword))
      })
    server.clientName = String(mailbox.email.split(separator: "@").last ?? "localhost")
    server.publicAddressesOnly = !mailbox.isPractice && !settings.allowsPrivateServers
    return server
  }
}

extension SendingMailbox {
  fileprivate func place(_ column: Secrets.Place.Column) -> Secrets.Place {
    Secrets.Place(workspace: workspace, mailbox: id, column)
  }
}

extension SMTPServer.Security {
  fileprivate init(_ security: MailboxSecurity) {
    switch security {
    case .none: self = .none
    case .starttls: self = .starttls
    case .tls: self = .tls
    }
  }
}
