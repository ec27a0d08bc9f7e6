/// One of the requests that a request becomes when redirects are followed.
struct HTTPLeg: Sendable {
  let address: HTTPAddress
  let method: HTTPMethod
  let headers: [(name: String, value: String)]
  let body: [UInt8]?
  /// The server may have executed the first request before it redirected to this one.
  let isAfterExecution: Bool

  init(_ request: HTTPRequest) throws(HTTPFailure) {
    let body = try request.body.encoded()
    address = try HTTPAddress(request.url)
    method = request.method
    var headers = request.headers
    if let type = body?.type, request.header("Content-Type") == nil {
      headers.append(("Content-Type", type))
    }
    self.headers = headers
    self.body = body?.bytes
    isAfterExecution = false
  }

  private init(
    address: HTTPAddress, method: HTTPMethod, headers: [(name: String, value: String)],
    body: [UInt8]?, isAfterExecution: Bool
  ) {
    self.address = address
    self.method = method
    self.headers = headers
    self.body = body
    self.isAfterExecution = isAfterExecution
  }

  /// The request to which a redirect leads (RFC 9110, section 15.4); nil for any other answer. Throws
  /// `.badRedirect` where it would leave HTTPS, or carry a body to another origin.
  func following(_ response: HTTPResponse) throws(HTTPFailure) -> HTTPLeg? {
    guard [301, 302, 303, 307, 308].contains(response.status),
      let location = response.headers["Location"]
    else { return nil }
    let becomesGet =
      response.status == 303 ? method != .head : response.status < 303 && method == .post
    let isAfterExecution = isAfterExecution || becomesGet && !method.isSafe
    func refused(_ words: String) -> HTTPFailure {
      HTTPFailure(
        .badRedirect, mayHaveBeenExecuted: isAfterExecution, words, status: response.status)
    }
    let next: HTTPAddress
    do {
      next = try address.following(location)
    } catch {
      throw refused("\(address.host) redirects, and \(error.words)")
    }
    guard address.scheme == next.scheme || next.scheme == "https" else {
      throw refused("\(address.host) redirects away from HTTPS")
    }
    let isSameOrigin = next.origin == address.origin
    guard isSameOrigin || becomesGet || body == nil else {
      throw refused("\(address.host) redirects a body to \(next.host)")
    }
    let kept = headers.filter { header in
      let name = header.name.lowercased()
      return (isSameOrigin || Self.harmlessHeaders.contains(name))
        && !(becomesGet && name.hasPrefix("content-"))
    }
    return HTTPLeg(
      address: next, method: becomesGet ? .get : method, headers: kept,
      body: becomesGet ? nil : body, isAfterExecution: isAfterExecution)
  }

  /// Any other may be a credential: services name theirs as they like.
  private static let harmlessHeaders: Set<String> = [
    "accept", "accept-language", "cache-control", "content-type", "user-agent",
  ]
}
