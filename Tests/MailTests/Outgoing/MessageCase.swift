import Foundation
import Mail
import TestKit

/// A message and what a reader must find in it.
struct MessageCase {
  var subject = "Hello"
  var fromName = "Ann"
  var toName = ""
  var to = "bob@rcpt.example"
  var text = "Hello\n"
  var html: String? = "<p>Hello</p>\n"

  func message() -> OutgoingMessage {
    OutgoingMessage(
      from: MailAddress("ann@send.example", name: fromName),
      to: MailAddress(to, name: toName), subject: subject, html: html, text: text,
      messageID: "s.abcdefgh@send.example", inReplyTo: "s.first@send.example",
      references: (1...14).map { "s.number.\($0)@send.example" },
      listUnsubscribe: ListUnsubscribe(
        url: "https://t.send.example/u/0123456789abcdef0123456789abcdef",
        mailto: "mailto:unsub+0123456789abcdef@send.example?subject=unsubscribe"),
      feedbackID: "12:3:step:overture", date: Date(timeIntervalSince1970: 1_795_279_529))
  }

  /// A line for check_messages.py.
  func line(signedBy signer: DKIMSigner? = nil, dns: [String: String]? = nil) throws -> Data {
    var line: [String: Any] = [
      "raw": Data(try message().bytes(signedBy: signer)).base64EncodedString(),
      "subject": subject, "from_name": fromName, "from": "ann@send.example",
      "to_name": toName, "to": to, "text": text,
    ]
    line["html"] = html
    line["dns"] = dns
    return try JSONSerialization.data(withJSONObject: line) + Data("\n".utf8)
  }
}

/// What Python finds wrong, message by message.
func complaints(about lines: [Data]) throws -> [[String]] {
  let answer = try python("MailTests/check_messages.py", input: lines.reduce(Data(), +))
  return try answer.split(separator: UInt8(ascii: "\n")).map {
    try JSONDecoder().decode([String].self, from: $0)
  }
}
