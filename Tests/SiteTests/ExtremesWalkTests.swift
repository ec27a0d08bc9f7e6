import Foundation
import HTTPTypes
import Outreach
import Postgres
import Site
import Synchronization
import TestKit
import Testing
import Web

/// Feeds everything that an address takes from outside with values at the edges of every type: no answer
/// is a breakage, and the process lives. The fields are those of the real forms and links of the demo
/// company, and those that the code reads by name, so that a new one is fed without being listed here.
@Suite(.database) struct ExtremesWalkTests {
  @Test(arguments: 0..<parts)
  func noQueryOfAnyPageBreaks(part: Int) throws {
    let walk = try Walk()
    for route in routes(.get, part) {
      let path = walk.filled(route.pattern)
      let page = walk.send(Request(.get, path), to: route, as: walk.owner)
      var names = queryNames(in: page.text).union(namesRead(by: route, from: "query"))
      for form in PageForm.all(in: page.text) where !form.isPost {
        names.formUnion(form.fields.fields.map(\.name))
      }
      names.subtract(["after", "before"])
      let linked = walk.linkedQuery(of: route)
      for (number, value) in extremes.enumerated() {
        let who = number.isMultiple(of: 2) ? walk.owner : walk.viewer
        // All of them at once; and one by one, because of several one may be refused before the others.
        if isTurn(number, route, each: 8) {
          walk.get(path, names.map { ($0, value) }, route, as: who)
        }
        for name in names where goesOneByOne(value) {
          walk.get(path, [(name, value)], route, as: who, linked)
        }
      }
    }
    walk.expectNoBreakage()
  }

  @Test(arguments: 0..<parts)
  func noCursorOfAnyTableBreaks(part: Int) throws {
    let walk = try Walk()
    let sorts = ["", "score", "-score", "touch", "-touch", "name", "-name"]
    for route in routes(.get, part) where walk.hasTable(route) {
      let path = walk.filled(route.pattern)
      let isSorted = namesRead(by: route, from: "query").contains("sort")
      for (number, value) in extremes.enumerated() {
        let keys = [
          [value], [value, "1"], ["1", value], [value, value], ["2026-01-01 00:00:00+00", value],
          [value, "1", "inside"], [],
        ]
        for (place, key) in keys.enumerated() where isDue(value, number + place, route, each: 24) {
          let way = (number + place).isMultiple(of: 2) ? "after" : "before"
          let sort = isSorted ? sorts[(number + place) % sorts.count] : ""
          let who = place.isMultiple(of: 2) ? walk.viewer : walk.owner
          walk.get(path, [(way, cursor(key)), ("sort", sort)], route, as: who)
        }
        if isDue(value, number, route, each: 24) {
          walk.get(path, [("after", value)], route, as: walk.viewer)
        }
      }
    }
    walk.expectNoBreakage()
  }

  @Test(arguments: 0..<parts)
  func noFieldOfAnyFormBreaks(part: Int) throws {
    let walk = try Walk()
    let found = walk.forms()
    // What takes away comes last, or nothing would be left for the others.
    let ways = ["delete", "remove", "archive", "cancel", "sign-out", "others"]
    func takesAway(_ route: Route<Site, Access>) -> Int {
      ways.contains { route.pattern.hasSuffix($0) } ? 1 : 0
    }
    for route in routes(.post, part).sorted(by: { takesAway($0) < takesAway($1) }) {
      let form = found[route.pattern]
      let path = form?.path ?? walk.filled(route.pattern)
      let base = form?.fields ?? [:]
      var names = Set(base.fields.map(\.name)).union(namesRead(by: route, from: "form"))
      names.subtract(["csrf"])
      // A password is hashed at some cost, whatever it is.
      let some =
        ["/sign-in", "/me/password"].contains(route.pattern)
        ? ["", "1e300", "\u{301}"] : extremes[...]
      for (number, value) in some.enumerated() {
        if isTurn(number, route, each: 8) {
          walk.post(path, base, names.map { ($0, value) }, route, form?.query ?? [:])
        }
        for name in names where goesOneByOne(value) {
          walk.post(path, base, [(name, value)], route, form?.query ?? [:])
        }
      }
    }
    walk.expectNoBreakage()
  }

  @Test func noKeyInAnyAddressBreaks() throws {
    let walk = try Walk()
    for route in Site.pageRoutes {
      let names = route.pattern.split(separator: "/").filter { $0.hasPrefix(":") }
      for name in names {
        for (number, value) in extremes.enumerated()
        where isDue(value, number, route, each: 6) {
          let piece = value.replacing("/", with: "")
          guard !piece.isEmpty, !piece.utf8.contains(0) else { continue }
          let path = walk.filled(route.pattern.replacing(name, with: "\u{1}"))
            .replacing("\u{1}", with: piece)
          let form: Form = ["List-Unsubscribe": "One-Click", "verdict": "approved"]
          walk.send(
            Request(route.method, path, form: route.method == .get ? [:] : form), to: route,
            as: number.isMultiple(of: 3) ? walk.viewer : walk.owner)
        }
      }
    }
    walk.expectNoBreakage()
  }

  @Test func noHeaderAndNoCookieBreaks() throws {
    let walk = try Walk()
    let browser = try workspace.signIn()
    let names = [
      "cookie", "origin", "host", "referer", "user-agent", "accept", "accept-language", "x-live",
      "x-csrf-token", "sec-fetch-site", "last-event-id", "if-none-match", "if-modified-since",
      "range",
      "x-forwarded-for", "content-type",
    ]
    let token = "1-" + String(repeating: "a", count: 32)
    let cookies = ["auth_token", "__Host-auth_token", "auth_browser", "__Host-auth_browser"]
    for (path, method) in [
      ("/sign-in", HTTPRequest.Method.get), ("/sign-in", .post), ("/campaigns", .get),
      ("/me", .post), ("/imports", .post), ("/o/\(token)", .get), ("/c/\(token)/1", .get),
      ("/u/\(token)", .get), ("/u/\(token)", .post), ("/events", .get),
    ] {
      for cookie in cookies {
        for value in extremes where goesOneByOne(value) {
          let line = String(decoding: value.utf8.filter { $0 >= 32 && $0 != 127 }, as: UTF8.self)
          walk.sendAsBrowser(
            Request(
              method, path, headers: [.cookie: "\(cookie)=\(line)"],
              isSecure: cookie.hasPrefix("__Host-")))
        }
      }
      for name in names {
        for value in extremes where goesOneByOne(value) {
          guard let field = HTTPField.Name(name) else { continue }
          var headers: HTTPFields = [.cookie: "auth_token=\(browser.token)"]
          let line = String(decoding: value.utf8.filter { $0 >= 32 && $0 != 127 }, as: UTF8.self)
          headers[field] = name == "cookie" ? "auth_token=\(line); \(line)=\(line)" : line
          walk.sendAsBrowser(Request(method, path, headers: headers))
        }
      }
    }
    walk.expectNoBreakage()
  }

  private func routes(_ method: HTTPRequest.Method, _ part: Int) -> [Route<Site, Access>] {
    Site.pageRoutes.filter { $0.method == method }.enumerated()
      .filter { $0.offset % parts == part }.map(\.element)
  }

  private func cursor(_ key: [String]) -> String {
    let data = (try? JSONEncoder().encode(key)) ?? Data()
    return data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
  }
}

/// The walk is cut into so many tests, which run beside each other.
private let parts = 4

/// Whether every value goes everywhere, by itself and with others: `Scripts/fuzz --long` walks so. Otherwise
/// the vital ones go into every field by themselves, and all of them take turns in all fields at once.
private let walksAll = ProcessInfo.processInfo.environment["OVERTURE_WALK"] == "all"

private func isDue(
  _ value: String, _ number: Int, _ route: Route<Site, Access>, each share: Int
) -> Bool {
  vitalExtremes.contains(value) || isTurn(number, route, each: share)
}

private func goesOneByOne(_ value: String) -> Bool { walksAll || vitalExtremes.contains(value) }

private func isTurn(_ number: Int, _ route: Route<Site, Access>, each share: Int) -> Bool {
  walksAll || (number + route.pattern.utf8.count).isMultiple(of: share)
}

/// The demo company, its owner and a viewer, and what came of what they sent.
private final class Walk {
  let owner: CurrentUser
  let viewer: CurrentUser
  private let keys: [String: String]
  private let said = Said()
  private let door: Door
  private var breakages: [String] = []
  private var queries: [String: Form] = [:]
  private var count = 0

  init() throws {
    let demo = try queue.loadDemo(through: database, passwordHash: "none")
    let person: Person.ID = try TestKit.owner.value(
      "SELECT id FROM people WHERE email = \(Demo.email)")
    func someone(_ role: Role) -> CurrentUser {
      CurrentUser(
        person: person, name: "Ines", email: Demo.email, role: role, workspace: demo.workspace,
        workspaceName: "Tarnbrook", timeZone: "Europe/Vienna", csrfToken: "token", session: 1)
    }
    owner = someone(.owner)
    viewer = someone(.viewer)
    let said = said
    door = Door(database: database, templates: try templates.get(), report: { said.add("\($0)") })
    keys = try database.inWorkspace(demo.workspace) { connection in
      var keys = try connection.firstKeys()
      keys["import"] = try withFile("email,company\na@frost.example,Frost\n".utf8) {
        "\(try connection.stage($0, named: "leads.csv"))"
      }
      return keys
    }
  }

  func filled(_ pattern: String) -> String {
    pattern.replacing(#/:(\w+)/#) { keys[String($0.1)] ?? "1" }
  }

  /// Its page has a foot that leads on, or would have one with more rows.
  func hasTable(_ route: Route<Site, Access>) -> Bool {
    !namesRead(by: route, from: "query").isDisjoint(with: ["after", "before"])
  }

  /// What the links of other pages ask of a page, the most of it: some of its parameters are read only beside
  /// others.
  func linkedQuery(of route: Route<Site, Access>) -> Form {
    if queries.isEmpty { queries = linkedQueries() }
    return queries[route.pattern] ?? [:]
  }

  private func linkedQueries() -> [String: Form] {
    var found: [String: Form] = [:]
    let router = Router(Site.pageRoutes)
    for route in Site.pageRoutes where route.method == .get {
      let page = send(Request(.get, filled(route.pattern)), to: route, as: owner)
      for (path, query) in linkedAddresses(in: page.text) {
        guard case .route(let target, _) = router.find(.get, path) else { continue }
        let fields = Form(query.fields.filter { !["after", "before"].contains($0.name) })
        if (found[target.pattern]?.fields.count ?? 0) < fields.fields.count {
          found[target.pattern] = fields
        }
      }
    }
    return found
  }

  /// The forms of all pages, by the pattern of the address that they are sent to.
  func forms() -> [String: PageForm] {
    var found: [String: PageForm] = [:]
    let router = Router(Site.pageRoutes)
    for route in Site.pageRoutes where route.method == .get {
      let page = send(Request(.get, filled(route.pattern)), to: route, as: owner)
      for form in PageForm.all(in: page.text) where form.isPost {
        guard case .route(let target, _) = router.find(.post, form.path) else { continue }
        if (found[target.pattern]?.fields.fields.count ?? -1) < form.fields.fields.count {
          found[target.pattern] = form
        }
      }
    }
    return found
  }

  func get(
    _ path: String, _ changes: [(String, String)], _ route: Route<Site, Access>,
    as who: CurrentUser,
    _ base: Form = [:]
  ) {
    // As the server reads it: what it refuses comes to no page.
    guard let query = form(base, changes) else { return }
    send(Request(.get, path, query: query), to: route, as: who, changes)
  }

  func post(
    _ path: String, _ base: Form, _ changes: [(String, String)], _ route: Route<Site, Access>,
    _ query: Form
  ) {
    guard let form = form(base, changes) else { return }
    send(Request(.post, path, query: query, form: form), to: route, as: owner, changes)
  }

  private func form(_ base: Form, _ changes: [(String, String)]) -> Form? {
    var form = base
    for (name, value) in changes { form[name] = value }
    return form.fields.contains { $0.value.utf8.contains(0) } ? nil : form
  }

  @discardableResult
  func send(
    _ request: Request, to route: Route<Site, Access>, as who: CurrentUser,
    _ changes: [(String, String)] = []
  ) -> Response {
    let needsNobody =
      switch route.access {
      case .anyone, .oneClick: true
      default: false
      }
    count += 1
    let response = door.respond(to: request, as: needsNobody ? nil : who)
    if response.status.code >= 500 {
      let sent = changes.map { "\($0.0)=\($0.1.prefix(60).debugDescription)" }.joined(
        separator: "&")
      breakages.append("\(request.method) \(request.path.prefix(120)) \(sent): \(said.last)")
    }
    return response
  }

  func sendAsBrowser(_ request: Request) {
    let response = door.respond(to: request)
    if response.status.code >= 500 {
      breakages.append("\(request.method) \(request.path) \(request.headers): \(said.last)")
    }
  }

  func expectNoBreakage(_ location: SourceLocation = #_sourceLocation) {
    // One line of each kind says where to look.
    var kinds: Set<String> = []
    for breakage in breakages where kinds.insert(String(breakage.suffix(90))).inserted {
      Issue.record("\(breakage)", sourceLocation: location)
    }
  }
}

extension Connection {
  /// A record for each word that stands in an address.
  fileprivate func firstKeys() throws -> [String: String] {
    func key(_ sql: SQL) throws -> String { try value(sql) }
    return [
      "campaign": try key(
        "SELECT campaign_id::text FROM campaign_accounts ORDER BY campaign_id, account_id LIMIT 1"),
      "account": try key(
        "SELECT account_id::text FROM campaign_accounts ORDER BY campaign_id, account_id LIMIT 1"),
      "contact": try key("SELECT min(id)::text FROM contacts"),
      "product": try key("SELECT min(id)::text FROM products"),
      "list": try key("SELECT min(id)::text FROM lists"),
      "mailbox": try key("SELECT min(id)::text FROM mailboxes"),
      "reply": try key("SELECT min(id)::text FROM replies"),
      "expense": try key("SELECT min(id)::text FROM expenses"),
      "enrollment": try key("SELECT min(id)::text FROM enrollments"),
      "delivery": try key("SELECT coalesce(min(id), 1)::text FROM deliveries"),
      "email": try key("SELECT coalesce(min(email), 'a@b.example') FROM suppressions"),
      "person": try key("SELECT min(person_id)::text FROM memberships"),
      "entry": try key("SELECT coalesce(min(id), 1)::text FROM messages WHERE is_logged"),
      "attachment": try key("SELECT coalesce(min(id), 1)::text FROM attachments"),
      "token": try key("SELECT coalesce(min(token), '1-0') FROM deliveries"),
      "webhook": try key(
        """
        INSERT INTO subscribers (consumer, name, address, kinds)
        VALUES ('webhook', 'Hook', 'https://hooks.example', '{email.sent}') RETURNING id::text
        """),
      "event": try key("SELECT fn.test_webhook(max(id))::text FROM subscribers"),
      "apiToken": "\(try makeAPIToken())",
      "goal": "sales", "step": "0", "number": "1", "session": "1",
    ]
  }
}

/// The names of fields that the file of a route's handler reads, and those of the room's files beside it
/// that its name leads to.
private func namesRead(by route: Route<Site, Access>, from part: String) -> Set<String> {
  Sources.shared.names(of: route, from: part)
}

/// The sources of the pages, read once.
private final class Sources: Sendable {
  static let shared = Sources()
  private let texts: [String: String]
  private let handlers: [String: String]

  private init() {
    let folder = packageFolder.appending(path: "Sources/Site")
    var texts: [String: String] = [:]
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift", let text = try? String(contentsOf: file, encoding: .utf8)
      else { continue }
      texts[file.path] = text
    }
    self.texts = texts
    var handlers: [String: String] = [:]
    let table = texts.first { $0.key.hasSuffix("/Routes.swift") }?.value ?? ""
    for match in table.matches(
      of: #/\.(get|post)\(\s*"([^"]+)",[^\n]*?(?:\n\s*)?[^\n]*?(\w+)\),?\n/#)
    {
      handlers["\(match.1) \(match.2)"] = String(match.3)
    }
    self.handlers = handlers
  }

  func names(of route: Route<Site, Access>, from part: String) -> Set<String> {
    let method = route.method == .get ? "get" : "post"
    guard let handler = handlers["\(method) \(route.pattern)"],
      let file = texts.first(where: { $0.value.contains("func \(handler)(_ request: Request") })
    else { return Set() }
    var names: Set<String> = []
    for match in file.value.matches(
      of: #/(query|form)(?:\.all\(|\.has\(|\[)"(\w+)"/#) where match.1 == part
    {
      names.insert(String(match.2))
    }
    if part == "query", file.value.contains("PageTurn(") || file.value.contains("AccountOrder(") {
      names.formUnion(["after", "before"])
      if file.value.contains("AccountOrder(") { names.insert("sort") }
    }
    return names
  }
}

/// What the door reported.
private final class Said: Sendable {
  private let lines = Mutex<[String]>([])

  func add(_ line: String) { lines.withLock { $0.append(line) } }
  var last: String { lines.withLock { $0.last ?? "nothing was reported" } }
}
