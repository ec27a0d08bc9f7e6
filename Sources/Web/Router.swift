import HTTPTypes

/// One address, who may come to it, and the page function that answers it.
///
/// `Pages` is what the functions belong to: made for each request, around its connection. `Access`
/// is the house's own word for who may.
package struct Route<Pages, Access: Sendable>: Sendable {
  package typealias Handler = @Sendable (Pages) -> (Request) throws -> Response

  package let method: HTTPRequest.Method
  package let pattern: String
  package let access: Access
  /// Bytes that a request's body may have; 1 MiB unless the route says more.
  package let bodyLimit: Int
  package let handler: Handler

  package init(
    _ method: HTTPRequest.Method, _ pattern: String, _ access: Access, bodyLimit: Int = 1 << 20,
    _ handler: @escaping Handler
  ) {
    self.method = method
    self.pattern = pattern
    self.access = access
    self.bodyLimit = bodyLimit
    self.handler = handler
  }

  package static func get(
    _ pattern: String, _ access: Access, _ handler: @escaping Handler
  ) -> Route {
    Route(.get, pattern, access, handler)
  }

  package static func post(
    _ pattern: String, _ access: Access, bodyLimit: Int = 1 << 20, _ handler: @escaping Handler
  ) -> Route {
    Route(.post, pattern, access, bodyLimit: bodyLimit, handler)
  }

  /// The named pieces of `path`, or nil when it is not this route's.
  package func match(_ path: String) -> [String: String]? {
    let wanted = pattern.split(separator: "/", omittingEmptySubsequences: false)
    let given = path.split(separator: "/", omittingEmptySubsequences: false)
    guard wanted.count == given.count else { return nil }
    var parameters: [String: String] = [:]
    for (want, got) in zip(wanted, given) {
      if want.first == ":" {
        guard !got.isEmpty else { return nil }
        parameters[String(want.dropFirst())] = String(got)
      } else if want != got {
        return nil
      }
    }
    return parameters
  }
}

/// Finds the route of a request.
package struct Router<Pages, Access: Sendable>: Sendable {
  package enum Finding {
    case route(Route<Pages, Access>, parameters: [String: String])
    /// The address is there, but not for this method; these it answers.
    case otherMethods([HTTPRequest.Method])
    case nothing
  }

  private let routes: [Route<Pages, Access>]

  package init(_ routes: [Route<Pages, Access>]) {
    self.routes = routes
  }

  /// HEAD is answered by the GET route; its body is left out by the server.
  package func find(_ method: HTTPRequest.Method, _ path: String) -> Finding {
    var others: [HTTPRequest.Method] = []
    for route in routes {
      guard let parameters = route.match(path) else { continue }
      if route.method == method || (method == .head && route.method == .get) {
        return .route(route, parameters: parameters)
      }
      others.append(route.method)
    }
    return others.isEmpty ? .nothing : .otherMethods(others)
  }
}
