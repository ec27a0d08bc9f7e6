import Foundation
import Mail
import Testing

/// A text ten times as long takes about ten times as long: measured as a ratio, so that a slow
/// machine makes no difference.
@Suite(.serialized) struct HostileTextTests {
  static let texts: [(name: String, make: @Sendable (Int) -> String)] = [
    ("quotes that stay open", { html(repeating("<a =\"", $0)) }),
    ("quotes of two kinds", { html(repeating("<a ='x\"<b =\"", $0)) }),
    ("comments that stay open", { html(repeating("<!--", $0)) }),
    ("styles that stay open", { html(repeating("<style>p{", $0)) }),
    ("hidden elements", { html(repeating("<div style=\"display:none\">", $0)) }),
    ("tags that stay open", { html(repeating("<a ", $0)) }),
    ("ampersands", { html(repeating("&", $0)) }), ("entities", { html(repeating("&amp", $0)) }),
    ("nested quotations", { html(repeating("<blockquote>x", $0)) }),
    ("opening brackets", { plain(repeating("<", $0)) }),
    ("attributions", { plain(repeating("On 1 May 2026 Ann <a@b.example>\n", $0)) }),
    ("marks of signatures", { plain(repeating("---\nyes it is so.\n\n", $0)) }),
    ("headers", { plain(repeating("From: x\n", $0)) }),
    ("rules", { plain(repeating("______\n", $0)) }),
    ("files in the text", { plain(repeating("begin 644 x\n#AAAA\n", $0)) }),
    ("one line", { plain(repeating("x", $0)) }),
    ("one line of addresses", { plain(repeating("a@b.example ", $0)) }),
    ("empty lines", { plain(repeating("\n", $0)) }),
    ("references", { "References: " + repeating("<a@b>", $0) + "\nFrom: a@b.example\n\nhi" }),
    ("senders", { "From: " + repeating("a [b] <", $0) + "\n\nhi" }),
    (
      "a report's recipients",
      {
        report(
          repeating("Final-Recipient: rfc822; a@b.example\nAction: failed\nStatus: 5.1.1\n\n", $0))
      }
    ),
    (
      "a report's fields",
      { report("Final-Recipient: rfc822; a@b.example\n" + repeating("X: y\n", $0)) }
    ),
    (
      "a report's long field",
      {
        report(
          "Final-Recipient: rfc822; a@b.example\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550"
            + repeating("\n  user unknown", $0))
      }
    ),
    ("a notice's addresses", { bounce(repeating("<a@b.example>: user unknown\n", $0)) }),
    (
      "a notice's returned recipients",
      {
        let lines = (0..<$0 / 20).map { "To: a\($0)@b.example\n" }.joined()
        return bounce("Original message follows\n" + lines)
      }
    ),
    (
      "a notice's failed recipients",
      {
        let lines = (0..<$0 / 40).map { "X-Failed-Recipients: a\($0)@b.example\n" }.joined()
        return "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\n\(lines)\nnot be delivered\n"
      }
    ),
    (
      "a report's recipients with one address",
      {
        report(
          repeating("Final-Recipient: rfc822; a@b.example\nAction: failed\n\n", $0)
            + "a@b.example: " + repeating("user unknown ", $0))
      }
    ),
    (
      "a notice of what is missing",
      { bounce("<a@b.example>: " + repeating("does not exist ", $0)) }
    ),
    ("a calendar", { calendar(repeating("ATTENDEE:mailto:a@b.example\n", $0)) }),
  ]

  @Test("1 MB of each", arguments: texts.map(\.name))
  func oneMegabyte(name: String) throws {
    let make = try #require(Self.texts.first { $0.name == name }?.make)
    let small = time(Array(make(100_000).utf8), runs: 2)
    let large = time(Array(make(1_000_000).utf8), runs: 1)

    // Ten times the text; what grows with its square would take a hundred times as long.
    #expect(large < small * 40 + .milliseconds(100), "\(small) and \(large)")
  }

  /// A report of thousands is no report of a mail of ours, which has one recipient.
  @Test func aReportOfThousandsIsBounded() {
    let text = report(
      (0..<10_000).map {
        "Final-Recipient: rfc822; a\($0)@b.example\nAction: failed\nStatus: 5.1.1\n\n"
      }.joined())
    let message = IncomingMessage(parsing: Array(text.utf8))

    #expect(message.kind == .bounce)
    #expect((1...1_000).contains(message.recipients.count))
  }

  /// For each of them the notice is read, which is as long as they are many: read once, and of some.
  @Test(arguments: ["To: ", "X-Failed-Recipients: "])
  func aNoticeOfFortyThousandRecipientsIsReadInSeconds(field: String) {
    let lines = (0..<40_000).map { "\(field)a\($0)@b.example\n" }.joined()
    let said = "Your mail could not be delivered.\n" + repeating("It was refused. ", 180_000)
    let text =
      field == "To: "
      ? "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nSubject: Undelivered\n\n\(said)\n"
        + "Original message follows\n\(lines)"
      : "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\n\(lines)Subject: Undelivered\n\n\(said)"
    var message: IncomingMessage?
    let took = ContinuousClock().measure { message = IncomingMessage(parsing: Array(text.utf8)) }

    #expect(message?.kind == .bounce)
    #expect((1...500).contains(message?.recipients.count ?? 0))
    #expect(took < .seconds(20))
  }

  private func time(_ bytes: [UInt8], runs: Int) -> Duration {
    let clock = ContinuousClock()
    return (0..<runs).map { _ in
      clock.measure { _ = IncomingMessage(parsing: bytes) }
    }.min() ?? .zero
  }
}

private func repeating(_ text: String, _ bytes: Int) -> String {
  String(repeating: text, count: bytes / text.utf8.count)
}

private func html(_ page: String) -> String {
  "From: a@b.example\nContent-Type: text/html; charset=utf-8\n\n" + page
}

private func plain(_ text: String) -> String {
  "From: a@b.example\nContent-Type: text/plain; charset=utf-8\n\nHi\n" + text
}

private func bounce(_ text: String) -> String {
  "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nSubject: Undelivered\n\nnot be delivered\n"
    + text
}

private func calendar(_ text: String) -> String {
  "From: a@b.example\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\n" + text
}

private func report(_ fields: String) -> String {
  """
  Return-Path: <>
  From: MAILER-DAEMON@mx.example
  Subject: Undelivered Mail
  MIME-Version: 1.0
  Content-Type: multipart/report; report-type=delivery-status; boundary="b"

  --b
  Content-Type: text/plain

  Your mail could not be delivered.

  --b
  Content-Type: message/delivery-status

  Reporting-MTA: dns; mx.example

  \(fields)

  --b--
  """
}
