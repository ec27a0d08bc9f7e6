import Foundation

/// One email to one person, as it is transmitted.
package struct OutgoingMessage: Sendable {
  package let from: MailAddress
  package let to: MailAddress
  package var replyTo: MailAddress?
  package let subject: String
  package let text: String
  /// Nil for a message of text alone.
  package let html: String?
  /// Without its angle brackets.
  package let messageID: String
  package var inReplyTo: String?
  package var references: [String]
  package var listUnsubscribe: ListUnsubscribe?
  package var feedbackID: String?
  package let date: Date

  package init(
    from: MailAddress, to: MailAddress, subject: String, html: String?, text: String,
    messageID: String, inReplyTo: String? = nil, references: [String] = [],
    replyTo: MailAddress? = nil, listUnsubscribe: ListUnsubscribe? = nil,
    feedbackID: String? = nil, date: Date = Date()
  ) {
    self.from = from
    self.to = to
    self.replyTo = replyTo
    self.subject = subject
    self.text = text
    self.html = html
    self.messageID = messageID
    self.inReplyTo = inReplyTo
    self.references = references
    self.listUnsubscribe = listUnsubscribe
    self.feedbackID = feedbackID
    self.date = date
  }

  /// The message in CRLF lines of ASCII, with a DKIM signature when there is a signer.
  package func bytes(signedBy signer: DKIMSigner? = nil) throws -> [UInt8] {
    let boundary = html == nil ? nil : newBoundary()
    let headers = try headers(boundary: boundary)
    let body = body(boundary: boundary)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(body.count + 3_000)
    if let signer {
      let signature = try signer.signature(over: headers, body: body, at: date)
      bytes.append(header: signature)
    }
    for header in headers { bytes.append(header: header) }
    bytes += [carriageReturn, lineFeed]
    bytes += body
    return bytes
  }
}

/// How the receiver may unsubscribe: by one click (RFC 8058), and by email if there is an address.
package struct ListUnsubscribe: Sendable, Hashable {
  package let url: String
  package let mailto: String?

  package init(url: String, mailto: String? = nil) {
    self.url = url
    self.mailto = mailto
  }
}

extension OutgoingMessage {
  private func headers(boundary: String?) throws(MessageProblem) -> [MailHeader] {
    var headers = [
      MailHeader("Date", mailDate(date)),
      try .address("From", from),
      try .address("To", to),
    ]
    if let replyTo, replyTo.address != from.address {
      headers.append(try .address("Reply-To", replyTo))
    }
    headers.append(
      MailHeader("Subject", unstructured(try checked(subject, in: "Subject"), after: 9)))
    headers.append(try .identifiers("Message-ID", [messageID]))
    if let inReplyTo { headers.append(try .identifiers("In-Reply-To", [inReplyTo])) }
    if !references.isEmpty {
      headers.append(try .identifiers("References", shortened(references)))
    }
    headers.append(MailHeader("MIME-Version", "1.0"))
    headers += contentHeaders(boundary: boundary)
    if let listUnsubscribe { headers += try unsubscribeHeaders(listUnsubscribe) }
    if let feedbackID { headers.append(try .word("Feedback-ID", feedbackID)) }
    return headers
  }

  private func contentHeaders(boundary: String?) -> [MailHeader] {
    guard let boundary else {
      return [
        MailHeader("Content-Type", "text/plain; charset=utf-8"),
        MailHeader("Content-Transfer-Encoding", "quoted-printable"),
      ]
    }
    return [MailHeader("Content-Type", "multipart/alternative; boundary=\"\(boundary)\"")]
  }

  private func unsubscribeHeaders(_ way: ListUnsubscribe) throws(MessageProblem) -> [MailHeader] {
    let addresses = [way.url] + (way.mailto.map { [$0] } ?? [])
    for address in addresses {
      _ = try checked(address, in: "List-Unsubscribe")
      guard address.utf8.count <= 900, address.utf8.allSatisfy(isInsideOfAngles) else {
        throw .unsupportedValue(in: "List-Unsubscribe")
      }
    }
    return [
      MailHeader("List-Unsubscribe", addresses.map { "<\($0)>" }.joined(separator: ",\r\n ")),
      MailHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
    ]
  }

  private func body(boundary: String?) -> [UInt8] {
    var body: [UInt8] = []
    guard let boundary, let html else {
      body.appendQuotedPrintable(text)
      body += [carriageReturn, lineFeed]
      return body
    }
    for (type, content) in [("plain", text), ("html", html)] {
      body += Array("--\(boundary)\r\nContent-Type: text/\(type); charset=utf-8\r\n".utf8)
      body += Array("Content-Transfer-Encoding: quoted-printable\r\n\r\n".utf8)
      body.appendQuotedPrintable(content)
      body += [carriageReturn, lineFeed]
    }
    body += Array("--\(boundary)--\r\n".utf8)
    return body
  }
}

/// Quoted-printable never produces `=_`, so no part can contain it.
private func newBoundary() -> String {
  "=_" + String(UInt64.random(in: 0...UInt64.max), radix: 36)
    + String(UInt64.random(in: 0...UInt64.max), radix: 36)
}

/// The first, and the last nine: enough to keep a long thread together.
private func shortened(_ references: [String]) -> [String] {
  references.count <= 10 ? references : [references[0]] + references.suffix(9)
}
