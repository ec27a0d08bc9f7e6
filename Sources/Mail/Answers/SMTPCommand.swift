/// What of an SMTP dialogue a server answers to.
package enum SMTPCommand: String, Sendable, CaseIterable {
  case greeting = "GREETING"
  case hello = "EHLO"
  case signIn = "AUTH"
  case mail = "MAIL"
  case rcpt = "RCPT"
  case data = "DATA"
  /// The message itself, after its final dot.
  case message = "MESSAGE"

  /// Before RCPT the server does not know the recipient, so no answer can be about them.
  var isBeforeRecipient: Bool { [.greeting, .hello, .signIn, .mail].contains(self) }
  var isAfterRecipient: Bool { [.data, .message].contains(self) }
}
