/// A server that takes mail from us, and how we present ourselves to it.
package struct SMTPServer: Sendable, Hashable {
  package enum Security: String, Sendable, CaseIterable {
    case none, starttls, tls
  }

  /// What is shown to the server. A password in clear goes to no other machine than this one.
  package enum Credentials: Sendable, Hashable {
    case password(user: String, password: String)
    case token(user: String, bearer: String)
  }

  package var host: String
  package var port: Int
  package var security: Security
  package var credentials: Credentials?
  /// The name that EHLO gives.
  package var clientName: String
  /// A private, loopback or link-local address is not connected to, so that nobody can reach
  /// into the house by entering one.
  package var publicAddressesOnly: Bool
  /// A file of certificates that are trusted instead of the system's.
  package var trustedCertificates: String?
  package var timeouts: SMTPTimeouts

  package init(
    host: String, port: Int, security: Security, credentials: Credentials? = nil,
    clientName: String = "localhost", publicAddressesOnly: Bool = false,
    trustedCertificates: String? = nil, timeouts: SMTPTimeouts = SMTPTimeouts()
  ) {
    self.host = host
    self.port = port
    self.security = security
    self.credentials = credentials
    self.clientName = clientName
    self.publicAddressesOnly = publicAddressesOnly
    self.trustedCertificates = trustedCertificates
    self.timeouts = timeouts
  }

  package init(host: String, port: Int, security: Security, user: String?, password: String?) {
    self.init(host: host, port: port, security: security)
    if let user, let password, !user.isEmpty {
      credentials = .password(user: user, password: password)
    }
  }
}

/// How long to wait for each answer: the minima of RFC 5321, section 4.5.3.2. The last one is the
/// longest, since a mail given up there arrives twice.
package struct SMTPTimeouts: Sendable, Hashable {
  /// Connecting, greeting, TLS and sign-in together.
  package var opening: Duration = .seconds(300)
  package var command: Duration = .seconds(300)
  package var data: Duration = .seconds(120)
  package var block: Duration = .seconds(180)
  package var finalDot: Duration = .seconds(600)

  package init() {}

  /// For trying a mailbox while somebody waits at a page.
  package static var impatient: SMTPTimeouts {
    var timeouts = SMTPTimeouts()
    timeouts.opening = .seconds(15)
    timeouts.command = .seconds(15)
    return timeouts
  }
}

/// Why there is no connection, or no more. Nothing of a message has left when one is thrown.
package enum SMTPProblem: Error, Equatable {
  case notReached(Unreached, String)
  case notSecured(Unsecured, String)
  /// Something else listens there: what it said.
  case notSMTP(String)
  /// The server refused the sign-in, or offers none.
  case notSignedIn(SMTPAnswer)
  case passwordInClear
  /// It answered the connection with a refusal.
  case refused(SMTPAnswer)
  /// It closed or fell silent while the connection was being opened, or before it answered MAIL.
  case lost(String)
  /// It answered MAIL, and closed or fell silent before the message began, so it may be about this message
  /// alone.
  case hungUp(String)
  /// `mayBegin` said no. The connection was closed: after 354 there is no other way back.
  case withdrawn
  case unusableAddress(String)

  package enum Unreached: Sendable {
    /// No name, or no port, that there can be.
    case noAddress
    /// DNS does not know the host.
    case noHost
    /// Its address is not a public one, and only those are connected to.
    case notPublic
    /// Nobody listens at the port.
    case closed
    /// Nothing came back.
    case silent
    /// It took the connection and said nothing.
    case mute
    case other
  }

  package enum Unsecured: Sendable {
    case noSTARTTLS
    /// What it says when TLS begins is no TLS, or none that is safe.
    case noTLS
    /// The certificate is another host's.
    case otherHost
    /// Nobody who is trusted vouches for the certificate, or it has expired.
    case untrusted
  }
}
