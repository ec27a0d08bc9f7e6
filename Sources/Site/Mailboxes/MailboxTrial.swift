import Foundation
import Mail
import Outreach

/// A mailbox is tested before it is saved: connected to, secured and signed in to. That takes up to
/// 15 s, so pages do it without a database connection, see `Site.withoutConnection`.
struct MailboxTrial {
  typealias FieldError = (field: String, words: String)

  let server: SMTPServer
  private let password: String?

  init(_ draft: MailboxDraft, kind: MailboxKind, password: String?) {
    var server = SMTPServer(
      host: draft.host, port: draft.port, security: draft.security.forMail, user: draft.user,
      password: password)
    server.timeouts = .impatient
    server.timeouts.opening = MailboxSettings.inForce.patience
    server.publicAddressesOnly = kind == .smtp && !MailboxSettings.inForce.allowsPrivate
    self.server = server
    self.password = password
  }

  /// The error, by the field that it belongs to; nil: the mailbox can send.
  func complaint() -> FieldError? {
    do {
      let connection = try SMTPConnection(server)
      connection.quit()
      return nil
    } catch let problem as SMTPProblem {
      return complaint(of: problem)
    } catch {
      return ("host", "\(error)")
    }
  }

  /// Sends one message through it. Returns the error, or nil.
  func send(_ message: OutgoingMessage) throws -> String? {
    do {
      let connection = try SMTPConnection(server)
      defer { connection.quit() }
      let answer = try connection.send(
        from: message.from.address, to: message.to.address, data: message.bytes()
      ) { true }
      guard let answer else { return "The server accepted the message but did not respond." }
      return answer.isAccepted ? nil : "The server said: \(safe(answer))"
    } catch let problem as SMTPProblem {
      return complaint(of: problem).words
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

extension MailboxTrial {
  /// What is wrong and what to do, at the field that it concerns.
  private func complaint(of problem: SMTPProblem) -> FieldError {
    switch problem {
    case .notReached(let why, let words): unreached(why, words)
    case .notSecured(let why, let words): unsecured(why, words)
    case .notSMTP(let greeting): foreign(greeting)
    case .notSignedIn(let answer): notSignedIn(answer)
    case .passwordInClear:
      ("security", "Passwords are not sent unencrypted to another machine. Choose STARTTLS or TLS.")
    case .refused(let answer) where answer.isTemporary:
      ("host", "The server is busy right now: “\(safe(answer))”. Try again later.")
    case .refused(let answer):
      (
        "host",
        "The server does not take connections from here: “\(safe(answer))”. Ask its operator, or use "
          + "your provider’s server for sending."
      )
    case .lost, .hungUp:
      (
        "port",
        "\(server.host) closed the connection at port \(server.port) before greeting. \(Self.usualPorts)"
      )
    case .withdrawn: ("host", "Nothing was sent.")
    case .unusableAddress(let address): ("email", "“\(address)” cannot receive email over SMTP.")
    }
  }

  private func unreached(_ why: SMTPProblem.Unreached, _ words: String) -> FieldError {
    switch why {
    case .noAddress:
      (
        "host",
        "“\(server.host)” is not a server name. Enter only the name, such as smtp.example.com."
      )
    case .noHost:
      (
        "host",
        "No server named “\(server.host)” was found. Check the spelling, or ask your provider "
          + "for its SMTP server."
      )
    case .notPublic:
      (
        "host",
        "“\(server.host)” leads to this machine or into a private network, and no mailbox may. Enter a "
          + "public server, or have an administrator of this machine set OVERTURE_ALLOW_PRIVATE."
      )
    case .closed:
      ("port", "Nothing listens at port \(server.port) of \(server.host). \(Self.usualPorts)")
    case .silent:
      (
        "port",
        "\(server.host) did not answer at port \(server.port) within \(patience). \(Self.usualPorts) "
          + "A firewall may be between, and port 25 is often closed."
      )
    case .mute where server.security == .tls:
      ("port", "\(server.host) did not start TLS at port \(server.port). \(Self.usualPorts)")
    case .mute:
      (
        "security",
        "\(server.host) accepted the connection at port \(server.port) and did not greet within "
          + "\(patience): a port that requires TLS from the start does this. Choose TLS, or another port. "
          + Self.usualPorts
      )
    case .other:
      (
        "host",
        "\(server.host) could not be reached: \(words). Check the name, and try again later."
      )
    }
  }

  private func unsecured(_ why: SMTPProblem.Unsecured, _ words: String) -> FieldError {
    switch why {
    case .noSTARTTLS:
      (
        "security",
        "\(server.host) offers no STARTTLS at port \(server.port). Choose TLS with port 465, or ask your "
          + "provider. \(Self.nothingLeft)"
      )
    case .noTLS where server.security == .tls:
      (
        "security",
        "\(server.host) offers no secure TLS version at port \(server.port). Choose STARTTLS for "
          + "port 587, or port 465 for TLS. \(Self.nothingLeft)"
      )
    case .noTLS:
      (
        "security",
        "\(server.host) offers STARTTLS and then does not secure the connection (\(words)). Ask your "
          + "provider, or choose TLS with port 465. \(Self.nothingLeft)"
      )
    case .otherHost:
      (
        "host",
        "The certificate at “\(server.host)” belongs to another server. Enter the name your provider "
          + "gives for its SMTP server, not an alias or a number. \(Self.nothingLeft)"
      )
    case .untrusted:
      (
        "security",
        "The certificate of \(server.host) has expired or is not trusted. The server’s operator "
          + "must renew it. \(Self.nothingLeft)"
      )
    }
  }

  private func foreign(_ greeting: String) -> FieldError {
    let kinds = [
      ("* OK", "an IMAP server, for reading mail"), ("+OK", "a POP3 server, for reading mail"),
      ("SSH-", "an SSH server"), ("HTTP/", "a web server"),
    ]
    let kind = kinds.first { greeting.hasPrefix($0.0) }?.1 ?? "no mail server"
    return (
      "port",
      "What answers at port \(server.port) of \(server.host) is \(kind): it greets with "
        + "“\(safe(greeting))”. \(Self.usualPorts)"
    )
  }

  private func notSignedIn(_ answer: SMTPAnswer) -> FieldError {
    if answer.isTemporary {
      return (
        "password",
        "The server accepts no sign-in right now: “\(safe(answer))”. Try again later; nothing is wrong "
          + "with what was entered, as far as is known."
      )
    }
    switch answer.code {
    case 538:
      return (
        "user",
        "\(server.host) offers no sign-in at port \(server.port). Choose STARTTLS with port 587, or leave "
          + "the user name empty if it takes mail without."
      )
    case 534:
      return (
        "password",
        "The server requires another kind of password: “\(safe(answer))”. Make an app password at your "
          + "provider, and enter it here."
      )
    default:
      return (
        "password",
        "The server rejected this user name and password: “\(safe(answer))”. The user name is "
          + "often the whole address; with two-step sign-in, make an app password at your provider."
      )
    }
  }

  /// A server's words, without the password that was entered.
  private func safe(_ words: some CustomStringConvertible) -> String {
    var text = "\(words)"
    guard let password, !password.isEmpty else { return text }
    var user = ""
    if case .password(let name, _) = server.credentials { user = name }
    // The longer one first: the other may be part of it.
    let sent = ["\0\(user)\0\(password)", password]
    for secret in sent.map({ Data($0.utf8).base64EncodedString() }) + sent {
      text = text.replacing(secret, with: "•••••")
    }
    return text
  }

  private var patience: String {
    Words.duration(seconds: Int(server.timeouts.opening.components.seconds))
  }

  private static let usualPorts = "Usual ports are 587 with STARTTLS and 465 with TLS."
  private static let nothingLeft = "No password was sent."
}
