/// One request over HTTP or HTTPS: what is sent, and how much time and memory the answer may take.
package struct HTTPRequest: Sendable {
  package var method: HTTPMethod
  /// Absolute, `http` or `https`, without a user name or a password.
  package var url: String
  /// In this order. A name that is not a token, a value with a control character, and a header that
  /// belongs to the connection (`Host`, `Content-Length`, `Transfer-Encoding` …) are refused by `send`.
  /// A `Content-Type` here replaces that of the body, a `User-Agent` that of the policy.
  package var headers: [(name: String, value: String)] = []
  package var body = HTTPBody.none
  /// For the look-up of the name, the connection and TLS together.
  package var connectTimeout = Duration.seconds(10)
  /// For one `send` as a whole: the wait for a free place at the host, the connection, the answer and
  /// its redirects. Each try of `sendRetrying` has this time.
  package var timeout = Duration.seconds(30)
  /// The limit of the answer's body, after it is decompressed.
  package var maximumBytes = 1 << 20
  /// A longer body is cut at `maximumBytes`, and one that breaks off or does not end in time is taken as far
  /// as it came; the answer says so. Otherwise each is a failure.
  package var truncatesAnswer = false
  /// How many redirects are followed in a row. Each target passes the same checks as the first
  /// address. Another origin gets neither credentials, nor headers that may hold some, nor the body.
  package var followsRedirects = 0
  /// Requests of one bucket share a rate and a number of simultaneous requests; nil: the host.
  package var rateBucket: String?
  private var declaredIdempotent: Bool?

  package init(_ method: HTTPMethod, _ url: String) {
    self.method = method
    self.url = url
  }

  /// Whether a second execution does no harm, so that the request may be repeated after a failure in
  /// which the server may have executed it. By default so for the methods of RFC 9110, section 9.2.2,
  /// and for a request with an `Idempotency-Key`.
  package var isIdempotent: Bool {
    get { declaredIdempotent ?? (method.isIdempotent || header("Idempotency-Key") != nil) }
    set { declaredIdempotent = newValue }
  }

  /// The first header of this name, in any case of letters.
  package func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

extension HTTPRequest {
  /// Throws `.invalidRequest` for a method or a header that could change the meaning of what is sent
  /// (RFC 9110, sections 5.5 and 5.6.2).
  func check() throws(HTTPFailure) {
    guard isToken(method.rawValue), method.rawValue != "CONNECT" else {
      throw .invalid("the method “\(method.rawValue)” cannot be sent")
    }
    for (name, value) in headers {
      guard isToken(name) else { throw .invalid("a header's name is not a token") }
      guard !Self.ownHeaders.contains(name.lowercased()) else {
        throw .invalid("the header \(name) is set by the client itself")
      }
      guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
        throw .invalid("the value of the header \(name) has a control character")
      }
    }
  }

  /// They frame the message or belong to one connection (RFC 9110, section 7.6.1), or the client reads
  /// the answer by them.
  private static let ownHeaders: Set<String> = [
    "accept-encoding", "connection", "content-length", "expect", "host", "keep-alive",
    "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
  ]
}

private func isToken(_ text: String) -> Bool {
  !text.isEmpty
    && text.utf8.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
      default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
      }
    }
}
