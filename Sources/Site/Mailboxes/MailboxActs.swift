import Foundation
import HTTPTypes
import Mail
import Outreach
import Postgres
import Web

extension Site {
  func pauseMailbox(_ request: Request) throws -> Response {
    try setPaused(true, request, "It sends nothing until it is resumed; what it was to send waits.")
  }

  func resumeMailbox(_ request: Request) throws -> Response {
    try setPaused(false, request, "It sends again.")
  }

  private func setPaused(
    _ isPaused: Bool, _ request: Request, _ words: String
  ) throws -> Response {
    let id = try request.mailbox
    try database.setPaused(isPaused, mailbox: id)
    let back = "/mailboxes/\(id)/\(isPaused ? "resume" : "pause")"
    return try seeOther("/mailboxes/\(id)", saying: .done(words, undo: .init(back)))
  }

  /// The server as it is kept, now.
  func tryMailbox(_ request: Request) throws -> Response {
    let mailbox = try database.mailbox(request.mailbox)
    let trial = MailboxTrial(
      mailbox.draft, kind: mailbox.kind, password: try passwordToTry("", of: mailbox))
    return meanwhile(trial.complaint) { site, complaint in
      try site.seeOther(
        "/mailboxes/\(mailbox.id)",
        saying: complaint.map { .bad($0.words) } ?? .done("\(mailbox.host) lets us in."))
    }
  }

  /// One e-mail to whoever asks.
  func sendTestMessage(_ request: Request) throws -> Response {
    let mailbox = try database.mailbox(request.mailbox)
    let domain = mailbox.email.split(separator: "@").last ?? "localhost"
    let message = OutgoingMessage(
      from: MailAddress(mailbox.email, name: mailbox.displayName),
      to: MailAddress(try viewer.email, name: try viewer.name),
      subject: "A test from \(mailbox.email)", html: nil,
      text: "This mailbox can send: you are reading what it sent.\n",
      messageID: "t.\(UUID().uuidString.lowercased())@\(domain)")
    let trial = MailboxTrial(
      mailbox.draft, kind: mailbox.kind, password: try passwordToTry("", of: mailbox))
    func send() throws -> String? { try trial.send(message) }
    return meanwhile(send) { site, complaint in
      try site.seeOther(
        "/mailboxes/\(mailbox.id)",
        saying: complaint.map { .bad($0) } ?? .done("A test went to \(message.to.address)."))
    }
  }

  /// A new key: mails are signed with it from now on, and its record is shown to be published.
  func signMailbox(_ request: Request) throws -> Response {
    let mailbox = try database.mailbox(request.mailbox)
    let domain = request.form["domain"].trimmingWhitespace.lowercased()
    let selector = request.form["selector"].trimmingWhitespace.lowercased()
    guard let ascii = asciiDomain(domain), ascii.contains("."), isSelector(selector) else {
      let words = "“\(selector)._domainkey.\(domain)” is no name that DNS knows."
      return try page(mailboxPage(request, signing: words), status: .unprocessableContent)
    }
    let key = try DKIMKey.generate()
    try database.sign(
      mailbox: mailbox.id, domain: ascii, selector: selector,
      privateKey: Secrets.house().seal(key.privateKeyPEM, in: mailbox.place(.signingKey)),
      record: key.record)
    return try seeOther(
      "/mailboxes/\(mailbox.id)#dkim",
      saying: .done("A key was made. Publish its record at \(selector)._domainkey.\(ascii)."))
  }

  func confirmMailboxRemoval(_ request: Request) throws -> Response {
    let mailbox = try database.mailbox(request.mailbox)
    return try page(
      ConfirmPage(
        frame: frame(.mailboxes), question: "Remove \(mailbox.email)?",
        stays:
          "What it sent stays on record, and answers are still matched to it. Its password and "
          + "key are of no use any more.",
        action: "/mailboxes/\(mailbox.id)/remove", verb: "Remove 1 mailbox",
        back: "/mailboxes/\(mailbox.id)"))
  }

  func removeMailbox(_ request: Request) throws -> Response {
    let mailbox = try database.mailbox(request.mailbox)
    do {
      try database.savepoint { try database.archive(mailbox: mailbox.id) }
      return try seeOther("/mailboxes", saying: .done("\(mailbox.email) was removed."))
    } catch Refusal.conflict(let why) {
      return try seeOther("/mailboxes/\(mailbox.id)", saying: .bad(why))
    }
  }

  private func isSelector(_ text: String) -> Bool {
    (1...63).contains(text.utf8.count)
      && text.utf8.allSatisfy {
        (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2d
      }
  }
}

extension Mailbox {
  /// As it would be entered.
  var draft: MailboxDraft {
    MailboxDraft(
      email: email, displayName: displayName, replyTo: replyTo, host: host, port: port,
      security: security, user: user, dailyLimit: dailyLimit, rampStart: rampStart,
      rampStep: rampStep)
  }
}
