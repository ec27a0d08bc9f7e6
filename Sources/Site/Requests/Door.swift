import HTTPTypes
import Outreach
import Postgres
import Web

/// The one door: every request comes in here, in a transaction that sees one workspace, and ends in
/// a page, also if something goes wrong. The answer is given when the transaction is committed.
package struct Door: Sendable {
  let database: Database
  let templates: Templates
  let asset: @Sendable (String) -> String
  let report: @Sendable (any Error) -> Void
  private let importFiles: ImportFiles?
  private let pageTime: Duration
  private let hashing: HashingPool
  private let events: @Sendable (SecurityEvent) -> Void
  let rates: RateLimiter
  private let router = Router(Site.routes)

  /// `asset` gives the address of a file of Public; `importFiles` is where large uploads wait to be
  /// read.
  ///
  /// A page that uses the database for longer than `pageTime` gets no further statement. PostgreSQL
  /// ends the running one (statement_timeout); a page that only calculates cannot be ended, and the
  /// server gives it up (`ServerConfiguration.pageTime`).
  package init(
    database: Database, templates: Templates,
    asset: @escaping @Sendable (String) -> String = { "/assets/\($0)" },
    importFiles: ImportFiles? = nil, pageTime: Duration = .seconds(30),
    hashing: HashingPool = HashingPool(),
    events: @escaping @Sendable (SecurityEvent) -> Void = { _ in },
    rates: RateLimiter = RateLimiter(), report: @escaping @Sendable (any Error) -> Void
  ) {
    self.rates = rates
    self.pageTime = pageTime
    self.database = database
    self.templates = templates
    self.asset = asset
    self.report = report
    self.importFiles = importFiles
    self.hashing = hashing
    self.events = events
  }

  /// The current user is known by the cookie of their session, or a program by its token.
  package func respond(to request: Request) -> Response {
    let browser = BrowserSession(request)
    let entrance =
      Self.isAPI(request.path) ? apiEntrance(browser, request) : entrance(browser, request)
    return respond(to: request, browser: browser, entrance: entrance)
  }

  /// The current user, by the cookie of their session; nil: there is none.
  func entrance(_ browser: BrowserSession, _ request: Request) -> Entrance? {
    browser.token.map { Session.entering(with: $0, from: request.address) }
  }

  /// For tests: `currentUser` replaces a session, and the checks of a session's forms are skipped.
  package func respond(to request: Request, as currentUser: CurrentUser?) -> Response {
    respond(
      to: request, browser: nil,
      entrance: currentUser.map { currentUser in
        Question(
          Workspace.working(
            in: currentUser.workspace, as: currentUser.person, from: request.address)
        ) { _ in currentUser }
      })
  }

  /// How many bytes the body of a request may have, and how the request will spend its time. A
  /// public address accepts no more than a small form, and so does an address without a page; for
  /// more, `admit` has to be called first.
  package func plan(_ method: HTTPRequest.Method, _ path: String) -> RequestPlan {
    let found = router.find(method, path)
    var plan = RequestPlan(bodyLimit: ServerConfiguration.smallBody, found: found)
    guard case .route(let route, _) = found else { return plan }
    plan.lane = route.lane
    guard route.method != .get else { return plan }
    switch route.access {
    case .anyone, .oneClick: plan.bodyLimit = min(route.bodyLimit, plan.bodyLimit)
    case .member, .right, .api: plan.bodyLimit = route.bodyLimit
    }
    return plan
  }

  /// Whether these cookies are those of a browser in which someone has signed in. A session's
  /// cookie tells nothing: every visitor who is shown a form has one.
  package static func isKnownBrowser(_ cookies: [String: String], by secrets: Secrets) -> Bool {
    KnownBrowser.isNamed(in: cookies, by: secrets)
  }

  /// Whether a large body is read at all: decided by the head of its request, before any of it is
  /// read. The form's token, if no header has it, must come before the first file.
  package func admit(_ request: Request) -> Admission {
    let browser = BrowserSession(request)
    if Self.isAPI(request.path) { return admitToAPI(request, browser) }
    let entrance = entrance(browser, request)
    do {
      let (route, _) = try find(request)
      guard let currentUser = try transaction(entrance, { _, currentUser in currentUser }) else {
        throw StaleForm(isSignedOut: true, mayBeShown: false)
      }
      try browser.checkOrigin(of: request)
      try check(route.access, for: currentUser)
      if currentUser.mustChangePassword, !Site.openToTemporaryPasswords.contains(route.pattern) {
        return .refused(.seeOther("/me/password"))
      }
      if browser.isToken(request.headers[.csrfToken] ?? "", of: currentUser) { return .admitted }
      return .admittedBehind { browser.isToken($0["csrf"], of: currentUser) }
    } catch {
      return .refused(errorResponse(about: error, to: request, entrance))
    }
  }

  /// The logged path for a path with the token of an email: anyone who has the token may
  /// unsubscribe its contact. Nil for all other paths.
  package static func pathInLog(_ path: String) -> String? {
    let pieces = path.split(separator: "/", maxSplits: 1)
    guard pieces.count == 2, let room = pieces.first, tokenRooms.contains(room) else { return nil }
    return "/\(room)/:token"
  }

  /// The first pieces of the addresses in emails. Their token is all that they require, and they
  /// are answered under any name that this site had when the email was sent.
  package static let tokenRooms: Set<Substring> = Set(
    Site.routes.filter { $0.pattern.contains("/:token") }
      .compactMap { $0.pattern.split(separator: "/").first })

  /// Finds the current user, and has the transaction work for them; sent with the transaction's
  /// beginning.
  typealias Entrance = Question<CurrentUser?>

  /// A transaction for a request, with the time limit of a page.
  func transaction<Value>(
    _ entrance: Entrance?, _ body: (Connection, CurrentUser?) throws -> Value
  ) throws -> Value {
    try database.borrow { connection in
      connection.deadline = .now + pageTime
      defer { connection.deadline = nil }
      guard let entrance else {
        return try connection.transaction { try body(connection, nil) }
      }
      return try connection.transaction(opening: entrance) { try body(connection, $0) }
    }
  }

  private func respond(
    to request: Request, browser: BrowserSession?, entrance: Entrance?
  ) -> Response {
    do {
      let (route, parameters) = try find(request)
      var request = request
      request.parameters = parameters
      let deferredWork = AfterCommit()
      func answer(_ handler: (Site) throws -> Response) throws -> Response {
        try transaction(route.access.isOneClick ? nil : entrance) { connection, currentUser in
          try self.answer(
            request, by: route, browser: browser, connection, currentUser, deferredWork, handler)
        }
      }
      let first = try answer { try route.handler($0)(request) }
      let response = try deferredWork.run(after: first, by: answer)
      return browser?.remembered(by: response) ?? response
    } catch HTTPError.signedOut where !Self.isAPI(request.path) {
      return .seeOther(wayToSignIn(from: request))
    } catch {
      return errorResponse(about: error, to: request, entrance)
    }
  }

  func find(_ request: Request) throws -> (Route<Site, Access>, [String: String]) {
    let found = request.found as? Router<Site, Access>.Finding
    switch found ?? router.find(request.method, request.path) {
    case .route(let route, let parameters): return (route, parameters)
    case .otherMethods(let methods): throw WrongMethod(others: methods)
    case .nothing: throw HTTPError.notFound
    }
  }

  private func answer(
    _ request: Request, by route: Route<Site, Access>, browser: BrowserSession?,
    _ connection: Connection,
    _ entered: CurrentUser?, _ deferredWork: AfterCommit, _ handler: (Site) throws -> Response
  ) throws -> Response {
    var currentUser = entered
    // It would discard a message that is meant for a person.
    if request.headers[.live] != nil { currentUser?.hasFlash = false }
    if case .api = route.access {
      if let browser, route.method != .get { try checkAPIOrigin(request, browser) }
    } else if let browser, route.method != .get, !route.access.isOneClick {
      let isForAnyone = if case .anyone = route.access { true } else { false }
      try browser.checkForm(
        of: request, currentUser: currentUser, isForAnyone: isForAnyone,
        otherWorkspace: {
          try Site.otherWorkspace(of: $0, currentUser, connection, request, at: route.pattern)
        })
    }
    try check(route.access, for: currentUser)
    if let currentUser, currentUser.mustChangePassword,
      !Site.openToTemporaryPasswords.contains(route.pattern)
    {
      if case .api = route.access {
        throw HTTPError.forbidden("Choose a password of your own first, on the page /me/password.")
      }
      return .seeOther("/me/password")
    }
    let site = Site(
      database: connection, templates: templates, currentUser: currentUser, browser: browser,
      asset: asset,
      deferredWork: deferredWork, importFiles: importFiles, hashing: hashing,
      events: events)
    guard case .api = route.access, let currentUser else { return try handler(site) }
    return try withinRate(currentUser, request) { try handler(site) }
  }

  func check(_ access: Access, for currentUser: CurrentUser?) throws {
    switch access {
    case .anyone, .oneClick: return
    case .member:
      if currentUser == nil { throw HTTPError.signedOut }
    case .right(let right), .api(let right):
      guard let currentUser else { throw HTTPError.signedOut }
      guard currentUser.may(right.sight) else { throw HTTPError.notFound }
      if currentUser.may(right) { return }
      throw HTTPError.forbidden(
        currentUser.role.may(right)
          ? "This token does not have the right \(right.rawValue)."
          : "Your role here is \(currentUser.role.words), which does not allow this.")
    }
  }

  /// Redirects back afterward, if the request was for a page.
  private func wayToSignIn(from request: Request) -> String {
    guard request.method == .get, request.path != "/" else { return "/sign-in" }
    return Request(.get, "/sign-in").address(["next": request.address([:])])
  }
}

extension Access {
  fileprivate var isOneClick: Bool { if case .oneClick = self { true } else { false } }
}

/// The address exists, but not for this method.
struct WrongMethod: Error {
  let others: [HTTPRequest.Method]
}
