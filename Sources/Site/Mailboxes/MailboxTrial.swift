import Foundation
import Mail
import Outreach

/// A mailbox is tried before it is saved: connected to, secured and signed in to. That takes up to 15 s, so
/// pages do it without a connection of the database, see `Site.meanwhile`.
struct MailboxTrial {
  typealias Complaint = (field: String, words: String)

  let server: SMTPServer

  init(_ draft: MailboxDraft, kind: MailboxKind, password: String?) {
    var server = SMTPServer(
      host: draft.host, port: draft.port, security: draft.security.forMail, user: draft.user,
      password: password)
    server.timeouts = .impatient
    server.publicAddressesOnly = kind == .smtp && !MailboxSettings.inForce.allowsPrivate
    self.server = server
  }

  /// What went wrong, by the field that it belongs to; nil: it can be sent from.
  func complaint() -> Complaint? {
    do {
      let connection = try SMTPConnection(server)
      connection.quit()
      return nil
    } catch let problem as SMTPProblem {
      return problem.complaint
    } catch {
      return ("host", "\(error)")
    }
  }

  /// Sends one message through it. Answers what went wrong, or nil.
  func send(_ message: OutgoingMessage) throws -> String? {
    do {
      let connection = try SMTPConnection(server)
      defer { connection.quit() }
      let answer = try connection.send(
        from: message.from.address, to: message.to.address, data: message.bytes()
      ) { true }
      guard let answer else { return "The server took the message and did not answer." }
      return answer.isAccepted ? nil : "The server said: \(answer)"
    } catch let problem as SMTPProblem {
      return problem.complaint.words
    }
  }
}

extension MailboxSecurity {
  var forMail: SMTPServer.Security {
    switch self {
    case .none: .none
    case .starttls: .starttls
    case .tls: .tls
    }
  }

  var words: String {
    switch self {
    case .none: "None (this machine only)"
    case .starttls: "STARTTLS, usually port 587"
    case .tls: "TLS, usually port 465"
    }
  }
}

extension SMTPProblem {
  fileprivate var complaint: (field: String, words: String) {
    switch self {
    case .notReached(let why): ("host", "The server was not reached: \(why).")
    case .notSecured(let why): ("security", "The connection could not be secured: \(why).")
    case .notSignedIn(let answer): ("password", "The server did not let us in: \(answer)")
    case .passwordInClear:
      ("security", "A password goes to no other machine in clear. Choose STARTTLS or TLS.")
    case .refused(let answer): ("host", "The server refused the connection: \(answer)")
    case .lost(let why): ("host", "The connection was lost: \(why).")
    case .withdrawn: ("host", "Nothing was sent.")
    case .unusableAddress(let address): ("email", "“\(address)” cannot be written to over SMTP.")
    }
  }
}
