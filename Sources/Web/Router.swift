import HTTPTypes

/// One address, its access rule, and the page function that answers it.
///
/// `Pages` is the type that the functions belong to: created for each request, around its
/// connection. `Access` is the application's own type for access rules.
package struct Route<Pages, Access: Sendable>: Sendable {
  package typealias Handler = @Sendable (Pages) -> (Request) throws -> Response

  package let method: HTTPRequest.Method
  package let pattern: String
  package let access: Access
  /// Bytes that a request's body may have; 1 MiB unless the route says more.
  package let bodyLimit: Int
  package let lane: Lane
  package let handler: Handler
  fileprivate let wanted: [Piece]

  package init(
    _ method: HTTPRequest.Method, _ pattern: String, _ access: Access, bodyLimit: Int = 1 << 20,
    lane: Lane = .pages, _ handler: @escaping Handler
  ) {
    self.method = method
    self.pattern = pattern
    self.access = access
    self.bodyLimit = bodyLimit
    self.lane = lane
    self.handler = handler
    wanted = Self.pieces(pattern).map(Piece.init)
  }

  package static func get(
    _ pattern: String, _ access: Access, _ handler: @escaping Handler
  ) -> Route {
    Route(.get, pattern, access, handler)
  }

  package static func post(
    _ pattern: String, _ access: Access, bodyLimit: Int = 1 << 20, lane: Lane = .pages,
    _ handler: @escaping Handler
  ) -> Route {
    Route(.post, pattern, access, bodyLimit: bodyLimit, lane: lane, handler)
  }

  /// The named pieces of `path`, or nil if it does not match this route.
  package func match(_ path: String) -> [String: String]? {
    match(Self.pieces(path))
  }

  fileprivate static func pieces(_ path: String) -> [Substring] {
    path.split(separator: "/", omittingEmptySubsequences: false)
  }

  fileprivate func match(_ given: [Substring]) -> [String: String]? {
    guard wanted.count == given.count else { return nil }
    for (want, got) in zip(wanted, given) {
      guard want.isName ? !got.isEmpty : want.text == got else { return nil }
    }
    var parameters: [String: String] = [:]
    for (want, got) in zip(wanted, given) where want.isName { parameters[want.text] = String(got) }
    return parameters
  }
}

/// One piece of a pattern between two slashes: a fixed word, or a parameter's name.
private struct Piece: Sendable {
  let text: String
  let isName: Bool

  init(_ text: Substring) {
    isName = text.first == ":"
    self.text = String(isName ? text.dropFirst() : text)
  }
}

/// The application's plan for a request of which only method and path are known. It is made once,
/// and its findings come back with the request.
package struct RequestPlan: Sendable {
  /// How many bytes the body may have.
  package var bodyLimit: Int
  /// How the request will spend its time.
  package var lane: Lane
  package var found: (any Sendable)?

  package init(bodyLimit: Int, lane: Lane = .pages, found: (any Sendable)? = nil) {
    self.bodyLimit = bodyLimit
    self.lane = lane
    self.found = found
  }
}

/// Finds the route of a request.
package struct Router<Pages, Access: Sendable>: Sendable {
  package enum Finding: Sendable {
    case route(Route<Pages, Access>, parameters: [String: String])
    /// The address exists, but not for this method; these it answers.
    case otherMethods([HTTPRequest.Method])
    case nothing
  }

  /// By the number of pieces of their patterns.
  private let routes: [Int: [Route<Pages, Access>]]

  package init(_ routes: [Route<Pages, Access>]) {
    self.routes = Dictionary(grouping: routes, by: \.wanted.count)
  }

  /// HEAD is answered by the GET route; the server leaves out its body.
  package func find(_ method: HTTPRequest.Method, _ path: String) -> Finding {
    var others: [HTTPRequest.Method] = []
    let given = Route<Pages, Access>.pieces(path)
    for route in routes[given.count] ?? [] {
      guard let parameters = route.match(given) else { continue }
      if route.method == method || (method == .head && route.method == .get) {
        return .route(route, parameters: parameters)
      }
      others.append(route.method)
    }
    return others.isEmpty ? .nothing : .otherMethods(others)
  }
}
