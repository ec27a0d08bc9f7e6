import Foundation
import HTTPTypes
import Mail
import Outreach
import Postgres
import Web

extension Site {
  /// Tests the server with the saved settings.
  func tryMailbox(_ request: Request) throws -> Response {
    let mailbox = try database.mailbox(request.mailbox)
    let trial = MailboxTrial(
      mailbox.draft, kind: mailbox.kind, password: try passwordToTry("", of: mailbox))
    return withoutConnection(trial.complaint) { site, complaint in
      if complaint == nil { try site.database.markTested(mailbox: mailbox.id) }
      return try site.seeOther(
        "/mailboxes/\(mailbox.id)",
        saying: complaint.map { .bad($0.words) } ?? .done("\(mailbox.host) accepted the sign-in."))
    }
  }

  /// Sends one email to the current user.
  func sendTestMessage(_ request: Request) throws -> Response {
    let mailbox = try database.mailbox(request.mailbox)
    let domain = mailbox.email.split(separator: "@").last ?? "localhost"
    let message = OutgoingMessage(
      from: MailAddress(mailbox.email, name: mailbox.displayName),
      to: MailAddress(try currentUser.email, name: try currentUser.name),
      subject: "A test from \(mailbox.email)", html: nil,
      text: "This mailbox works: it sent this email.\n"
        + (mailbox.signature.isEmpty ? "" : "\n-- \n\(mailbox.signature)\n"),
      messageID: "t.\(UUID().uuidString.lowercased())@\(domain)")
    let trial = MailboxTrial(
      mailbox.draft, kind: mailbox.kind, password: try passwordToTry("", of: mailbox))
    func send() throws -> String? { try trial.send(message) }
    let done =
      mailbox.kind == .practice
      ? practiceTest(to: message.to.address) : "Test email sent to \(message.to.address)."
    return withoutConnection(send) { site, complaint in
      if complaint == nil { try site.database.markTested(mailbox: mailbox.id) }
      return try site.seeOther(
        "/mailboxes/\(mailbox.id)", saying: complaint.map { .bad($0) } ?? .done(done))
    }
  }
}

/// What a test from a practice mailbox comes to: nothing arrives.
func practiceTest(to email: String) -> String {
  "The practice server accepted a test for \(email). It delivers no real email."
}

extension Mailbox {
  /// As it would be entered.
  var draft: MailboxDraft {
    MailboxDraft(
      email: email, displayName: displayName, replyTo: replyTo, signature: signature,
      host: host, port: port, security: security, user: user, dailyLimit: dailyLimit,
      rampStart: rampStart, rampStep: rampStep)
  }
}
