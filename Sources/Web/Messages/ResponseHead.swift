import HTTPTypes

/// The head of an answer, with the headers that every answer has.
struct ResponseHead {
  /// Only our own content, no inline script, and no other site may frame us.
  static let contentSecurityPolicy = [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:",
    "connect-src 'self'", "frame-src 'self'", "form-action 'self'", "base-uri 'none'",
    "object-src 'none'", "frame-ancestors 'none'",
  ].joined(separator: "; ")
  static let transportSecurity = "max-age=31536000; includeSubDomains"

  let status: HTTPResponse.Status
  let headers: HTTPFields
  /// The length of the body, if it is known and the status has a body.
  let length: Int?
  let id: String
  let isSecure: Bool
  let keepsAlive: Bool
  let minorVersion: Int

  var bytes: [UInt8] {
    var text = "HTTP/1.1 \(status.code) \(reason)\r\nDate: \(HTTPDate.text(HTTPDate.now))\r\n"
    for field in headers where !Self.ours.contains(field.name) {
      text += "\(field.name.rawName): \(field.value)\r\n"
    }
    if let length { text += "Content-Length: \(length)\r\n" }
    text += connection
    if !headers.contains(.cacheControl) { text += "Cache-Control: no-store\r\n" }
    if !headers.contains(.contentSecurityPolicy) {
      text += "Content-Security-Policy: \(Self.contentSecurityPolicy)\r\n"
    }
    text += Self.security(isSecure: isSecure)
    text += headers[.contentSecurityPolicy].map(Self.framing) ?? Self.framed
    if !headers.contains(.crossOriginResourcePolicy) { text += Self.ownOnly }
    text += "X-Request-Id: \(id)\r\n\r\n"
    return Array(text.utf8)
  }

  /// The head of the server's own short answers, before their date and id.
  static let ofOurOwn =
    "Cache-Control: no-store\r\nContent-Security-Policy: \(contentSecurityPolicy)\r\n"
    + security(isSecure: false) + ofFraming

  /// The same as frame-ancestors in the policy, for browsers that do not know it, and the isolation
  /// of our windows and answers from other sites. A page may override it, as the pixel of an email
  /// must, which other sites show.
  static let ofFraming = framed + ownOnly
  private static let framed = framing(under: contentSecurityPolicy)
  private static let ownOnly = "Cross-Origin-Resource-Policy: same-origin\r\n"

  private static func framing(under policy: String) -> String {
    let isOurs = policy.contains("frame-ancestors 'self'")
    return "X-Frame-Options: \(isOurs ? "SAMEORIGIN" : "DENY")\r\n"
      + "Cross-Origin-Opener-Policy: same-origin\r\n"
  }

  static func security(isSecure: Bool) -> String {
    let always = "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n"
    return isSecure ? always + "Strict-Transport-Security: \(transportSecurity)\r\n" : always
  }

  /// Headers that the server sets itself, whatever the page set.
  private static let ours: Set<HTTPField.Name> = [
    .contentLength, .connection, .date, .transferEncoding, .xContentTypeOptions,
    .strictTransportSecurity,
  ]

  private var reason: String {
    status.reasonPhrase.isEmpty
      ? HTTPResponse.Status(code: status.code).reasonPhrase
      : status.reasonPhrase
  }

  private var connection: String {
    if !keepsAlive { return "Connection: close\r\n" }
    return minorVersion == 0 ? "Connection: keep-alive\r\n" : ""
  }
}
