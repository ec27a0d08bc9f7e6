import Foundation
import Outreach

/// The reports that mail servers send, as they send them: delivery reports of RFC 3464, complaints of
/// RFC 5965. The mail that they are about stands below with its headers.
struct PracticeReport {
  let act: PracticeAct

  private var boundary: String { "report.\(act.id).\(UInt32(truncatingIfNeeded: act.seed))" }
  private var domain: String { String(act.recipient.split(separator: "@").last ?? "invalid") }

  /// The mail came back: for good, or for now.
  func bounce(isHard: Bool) -> [UInt8] {
    let why = isHard ? pick(hard) : pick(soft)
    let status = String(why.split(separator: " ")[1])
    return message(
      from: "Mail Delivery System <MAILER-DAEMON@\(domain)>",
      subject: "Undelivered Mail Returned to Sender", type: "delivery-status",
      words: """
        This is the mail system at host mx.\(domain).

        I'm sorry to have to inform you that your message could not be delivered to one or
        more recipients. It's attached below.

        <\(act.recipient)>: host mx.\(domain) said: \(why)
        """,
      part: """
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.\(domain)
        Arrival-Date: \(mailDate())

        Final-Recipient: rfc822; \(act.recipient)
        Original-Recipient: rfc822;\(act.recipient)
        Action: failed
        Status: \(status)
        Remote-MTA: dns; mx.\(domain)
        Diagnostic-Code: smtp; \(why)
        """)
  }

  /// Their provider says that they called it unwanted.
  func complaint() -> [UInt8] {
    message(
      from: "Feedback Loop <feedback@\(domain)>", subject: "Abuse report",
      type: "feedback-report",
      words: "This is an email abuse report for an email message from your server.",
      part: """
        Content-Type: message/feedback-report

        Feedback-Type: abuse
        User-Agent: Practice-FBL/1.0
        Version: 1
        Original-Mail-From: <\(act.sender)>
        Arrival-Date: \(mailDate())
        """)
  }

  private func message(
    from: String, subject: String, type: String, words: String, part: String
  ) -> [UInt8] {
    let text = """
      Return-Path: <>
      From: \(from)
      To: \(act.sender)
      Date: \(mailDate())
      Subject: \(subject)
      Message-ID: <report.\(act.workspace).\(act.id)@\(domain)>
      Auto-Submitted: auto-replied
      MIME-Version: 1.0
      Content-Type: multipart/report; report-type=\(type);
       boundary="\(boundary)"

      --\(boundary)
      Content-Type: text/plain; charset=us-ascii

      \(words)

      --\(boundary)
      \(part)

      --\(boundary)
      Content-Type: text/rfc822-headers

      \(originalHeaders)

      --\(boundary)--

      """
    return Array(
      text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n").utf8)
  }

  private var originalHeaders: String {
    let text = String(decoding: act.raw.prefix(32 << 10), as: UTF8.self)
    return text.range(of: "\r\n\r\n").map { String(text[..<$0.lowerBound]) } ?? ""
  }

  private func pick(_ words: [String]) -> String { words[act.seed % words.count] }

  private let hard = [
    "550 5.1.1 The email account that you tried to reach does not exist",
    "550 5.1.1 User unknown", "554 5.1.10 Recipient address rejected: recipient not found",
    "550 5.1.2 Host or domain name not found",
  ]
  private let soft = [
    "552 5.2.2 Mailbox full", "452 4.2.2 The recipient's inbox is out of storage space",
    "450 4.2.1 The user you are trying to contact is receiving mail too quickly",
  ]
}

/// Now, as a header says it.
private func mailDate() -> String {
  let format = DateFormatter()
  format.locale = Locale(identifier: "en_US_POSIX")
  format.timeZone = TimeZone(secondsFromGMT: 0)
  format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss '+0000'"
  return format.string(from: Date())
}
