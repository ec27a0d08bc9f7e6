import HTTPTypes
import Outreach
import Postgres
import Web

/// The one door: every request comes in here, in a transaction that sees one workspace, and ends in
/// a page, told apart by what went wrong. The answer is given when the transaction is committed.
package struct Door: Sendable {
  let database: Database
  let templates: Templates
  let asset: @Sendable (String) -> String
  let report: @Sendable (any Error) -> Void
  private let importFiles: ImportFiles?
  private let hashing: HashingPool
  private let events: @Sendable (SecurityEvent) -> Void
  private let router = Router(Site.routes)

  /// `asset` gives the address of a file of Public; `importFiles` is where large uploads wait to be read.
  package init(
    database: Database, templates: Templates,
    asset: @escaping @Sendable (String) -> String = { "/assets/\($0)" },
    importFiles: ImportFiles? = nil, hashing: HashingPool = HashingPool(),
    events: @escaping @Sendable (SecurityEvent) -> Void = { _ in },
    report: @escaping @Sendable (any Error) -> Void
  ) {
    self.database = database
    self.templates = templates
    self.asset = asset
    self.report = report
    self.importFiles = importFiles
    self.hashing = hashing
    self.events = events
  }

  /// Whoever asks is known by the cookie of their session.
  package func respond(to request: Request) -> Response {
    let visitor = Visitor(request)
    return respond(to: request, visitor: visitor) { connection in
      guard let token = visitor.token else { return nil }
      return try connection.enter(token: token, from: request.address)
    }
  }

  /// For tests: `viewer` stands for a session, and what guards a session's forms is not asked.
  package func respond(to request: Request, as viewer: Viewer?) -> Response {
    respond(to: request, visitor: nil) { connection in
      if let viewer {
        try connection.work(in: viewer.workspace, as: viewer.person, from: request.address)
      }
      return viewer
    }
  }

  /// How many bytes the body of a request may have.
  package func bodyLimit(_ method: HTTPRequest.Method, _ path: String) -> Int {
    guard case .route(let route, _) = router.find(method, path) else { return 1 << 20 }
    return route.bodyLimit
  }

  private typealias Entrance = (Connection) throws -> Viewer?

  private func respond(to request: Request, visitor: Visitor?, enter: Entrance) -> Response {
    do {
      let (route, parameters) = try find(request)
      var request = request
      request.parameters = parameters
      let errand = Errand()
      func answer(_ handler: (Site) throws -> Response) throws -> Response {
        try database.transaction { connection in
          try self.answer(
            request, by: route, visitor: visitor, connection, enter, errand, handler)
        }
      }
      let first = try answer { try route.handler($0)(request) }
      let response = try errand.run(after: first, by: answer)
      return visitor?.remembered(by: response) ?? response
    } catch HTTPError.signedOut {
      return .seeOther(wayToSignIn(from: request))
    } catch {
      return complaint(about: error, to: request, enter)
    }
  }

  private func find(_ request: Request) throws -> (Route<Site, Access>, [String: String]) {
    switch router.find(request.method, request.path) {
    case .route(let route, let parameters): return (route, parameters)
    case .otherMethods(let methods): throw WrongMethod(others: methods)
    case .nothing: throw HTTPError.notFound
    }
  }

  private func answer(
    _ request: Request, by route: Route<Site, Access>, visitor: Visitor?, _ connection: Connection,
    _ enter: Entrance, _ errand: Errand, _ handler: (Site) throws -> Response
  ) throws -> Response {
    let isOneClick = if case .oneClick = route.access { true } else { false }
    var viewer = isOneClick ? nil : try enter(connection)
    // It would throw away what is to be said to a person.
    if request.headers[.live] != nil { viewer?.hasFlash = false }
    if let visitor, route.method != .get, !isOneClick {
      let isForAnyone = if case .anyone = route.access { true } else { false }
      try visitor.checkForm(
        of: request, viewer: viewer, isForAnyone: isForAnyone,
        otherWorkspace: { try Site.otherWorkspace(of: $0, viewer, connection, at: route.pattern) })
    }
    try check(route.access, for: viewer)
    if let viewer, viewer.mustChangePassword, !Site.openToTemporaryPasswords.contains(route.pattern)
    {
      return .seeOther("/me/password")
    }
    let site = Site(
      database: connection, templates: templates, viewer: viewer, visitor: visitor, asset: asset,
      errand: errand, importFiles: importFiles, hashing: hashing,
      events: events)
    return try handler(site)
  }

  private func check(_ access: Access, for viewer: Viewer?) throws {
    switch access {
    case .anyone, .oneClick: return
    case .member:
      if viewer == nil { throw HTTPError.signedOut }
    case .right(let right):
      guard let viewer else { throw HTTPError.signedOut }
      guard viewer.may(right.sight) else { throw HTTPError.notFound }
      if viewer.may(right) { return }
      throw HTTPError.forbidden("Your role here is \(viewer.role.words), which may not do this.")
    }
  }

  /// And back, when it was a page that was asked for.
  private func wayToSignIn(from request: Request) -> String {
    guard request.method == .get, request.path != "/" else { return "/sign-in" }
    return Request(.get, "/sign-in").address(["next": request.address([:])])
  }
}

/// The address is there, but not for this method.
struct WrongMethod: Error {
  let others: [HTTPRequest.Method]
}
