import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

/// Walks every address of the table as nobody, as each role, and as another workspace.
@Suite(.database) struct RouteWalkTests {
  @Test func nobodyIsLedToSignInFromWhateverIsNotForAnyone() throws {
    for route in Site.routes {
      let response = try door().respond(to: request(route), as: nil)
      switch route.access {
      case .anyone, .oneClick: #expect(response.headers[.location] != "/sign-in", "\(name(route))")
      case .api:
        #expect(response.status == .unauthorized, "\(name(route))")
        #expect(response.headers[.contentType] == "application/problem+json", "\(name(route))")
      default:
        #expect(response.status == .seeOther, "\(name(route))")
        #expect(response.headers[.location]?.hasPrefix("/sign-in") == true, "\(name(route))")
      }
    }
  }

  @Test(
    "S0-072 each role sees and does what is its own, and nothing else", arguments: Role.allCases)
  func everyRoleMeetsItsRights(role: Role) throws {
    for route in Site.routes {
      guard let right = route.access.right, !role.may(right) else { continue }
      let response = try door().respond(to: request(route), as: someone(role))
      let isSeen = ![.see, .seeCosts, .enterCosts].contains(right)
      let wanted: HTTPResponse.Status = isSeen ? .forbidden : .notFound
      #expect(response.status == wanted, "\(role) at \(name(route))")
    }
  }

  @Test("S0-072 the rights of the seven roles are those that were decided")
  func theRightsAreAsDecided() {
    let rights: [Role: Set<Right>] = [
      .owner: Set(Right.allCases), .admin: Set(Right.allCases),
      .campaignManager: [.see, .seeCosts, .edit, .approve, .launch, .handleReplies, .enterCosts],
      .sales: [.see, .handleReplies], .finance: [.see, .seeCosts, .enterCosts],
      .crmAdmin: [.see, .manageCRM], .viewer: [.see],
    ]
    for role in Role.allCases {
      #expect(Set(Right.allCases.filter(role.may)) == rights[role], "\(role)")
    }
  }

  /// Every address with a record in it, asked for by somebody of another workspace with the keys of
  /// the demo company's records, and filled in as its forms would be.
  @Test func recordsAreNotFoundByAnotherWorkspace() throws {
    let demo = try queue.loadDemo(through: database, passwordHash: "none")
    let keys = try keys(of: demo.workspace)
    let before = try fingerprint(of: demo.workspace)
    let stranger = try otherWorkspace.signIn("Eve", as: .owner)

    for route in Site.routes where route.pattern.contains(":") {
      guard route.access.right != nil else { continue }
      let path = try filled(route.pattern, keys)
      let response =
        if case .api = route.access {
          try door().respond(
            to: Request(
              route.method, path,
              headers: [
                .contentType: "application/json", .cookie: "auth_token=\(stranger.token)",
              ],
              body: Array("{}".utf8)))
        } else {
          try door().respond(
            to: stranger.request(path, form: route.method == .get ? nil : plausible(keys)))
        }
      #expect(response.status == .notFound, "\(name(route)) gave \(response.status)")
    }
    #expect(try fingerprint(of: demo.workspace) == before)
  }

  @Test func everyPageOfTheDemoCompanyIsThereForItsOwner() throws {
    let demo = try queue.loadDemo(through: database, passwordHash: "none")
    let keys = try keys(of: demo.workspace)
    let owner = try demoOwner(demo.workspace)

    for route in Site.routes where route.method == .get {
      guard route.access.right != nil else { continue }
      let response = try door().respond(
        to: Request(.get, try filled(route.pattern, keys)), as: owner)
      // Not every reply has HTML, an import bad rows, or an account an entry that a person logged; a
      // preview is of a step and a lead.
      let lacking = ["/html", ".csv", "/preview", "/:entry"]
      let mayLack = lacking.contains { route.pattern.hasSuffix($0) }
      let isThere =
        response.status == .ok || response.status == .seeOther
        || (mayLack && response.status == .notFound)
      #expect(isThere, "\(name(route)) gave \(response.status)")
    }
  }

  /// What is looked at stays as it is.
  @Test func noPageChangesAnything() throws {
    let demo = try queue.loadDemo(through: database, passwordHash: "none")
    let keys = try keys(of: demo.workspace)
    let owner = try demoOwner(demo.workspace)
    let before = try fingerprint(of: demo.workspace)

    for route in Site.routes where route.method == .get {
      guard route.access.right != nil else { continue }
      _ = try door().respond(to: Request(.get, try filled(route.pattern, keys)), as: owner)
    }

    #expect(try fingerprint(of: demo.workspace) == before)
  }

  private func demoOwner(_ workspace: Workspace.ID) throws -> CurrentUser {
    let person: Person.ID = try owner.value(
      "SELECT id FROM people WHERE email = \(Demo.email)")
    return CurrentUser(
      person: person, name: "Ines", email: Demo.email, role: .owner, workspace: workspace,
      workspaceName: "Tarnbrook", timeZone: "Europe/Vienna", csrfToken: "token", session: 1)
  }

  /// A key for each word that stands in an address.
  private func keys(of workspace: Workspace.ID) throws -> [String: String] {
    try database.inWorkspace(workspace) { connection in
      func key(_ sql: SQL) throws -> String { try connection.value(sql) }
      return [
        "campaign": try key(
          "SELECT campaign_id::text FROM campaign_accounts ORDER BY campaign_id, account_id LIMIT 1"
        ),
        "account": try key(
          "SELECT account_id::text FROM campaign_accounts ORDER BY campaign_id, account_id LIMIT 1"),
        "contact": try key("SELECT min(id)::text FROM contacts"),
        "product": try key("SELECT min(id)::text FROM products"),
        "list": try key("SELECT min(id)::text FROM lists"),
        "mailbox": try key("SELECT min(id)::text FROM mailboxes"),
        "reply": try key("SELECT min(id)::text FROM replies"),
        "expense": try key("SELECT min(id)::text FROM expenses"),
        "delivery": try key("SELECT min(id)::text FROM deliveries"),
        "enrollment": try key("SELECT min(id)::text FROM enrollments"),
        "email": try key("SELECT min(email) FROM suppressions"),
        "person": try key("SELECT min(person_id)::text FROM memberships"),
        "import": try key(
          """
          WITH made AS (
            INSERT INTO imports (file_name, state) VALUES ('leads.csv', 'ready') RETURNING id
          )
          SELECT id::text FROM made
          """),
        "entry": try key("SELECT coalesce(min(id), 1)::text FROM messages WHERE is_logged"),
        "attachment": try key(
          """
          WITH made AS (
            INSERT INTO attachments (campaign_id, list_id, contacts)
            SELECT ca.campaign_id, l.id, 1 FROM campaign_accounts ca, lists l
            ORDER BY ca.campaign_id, l.id LIMIT 1
            RETURNING id
          )
          SELECT id::text FROM made
          """),
        "webhook": try key(
          """
          INSERT INTO subscribers (consumer, name, address, kinds)
          VALUES ('webhook', 'Hook', 'https://hooks.example', '{email.sent}') RETURNING id::text
          """),
        "event": try key("SELECT fn.test_webhook(max(id))::text FROM subscribers"),
        "apiToken": "\(try connection.makeAPIToken())",
        "goal": "sales", "step": "1", "position": "1", "number": "1",
      ]
    }
  }

  /// What the forms of the house send, so that a refusal is of the record and not of a word.
  private func plausible(_ keys: [String: String]) -> Form {
    var form: Form = [
      "role": "viewer", "verdict": "approved", "class": "negative", "outcome": "contacted",
      "goal": "sales", "stage": "active", "status": "paused", "channel": "email", "name": "Name",
      "text": "Text", "subject": "Subject",
    ]
    for (word, key) in keys where form[word].isEmpty { form[word] = key }
    return form
  }

  /// Changes when a row of the workspace does.
  private func fingerprint(of workspace: Workspace.ID) throws -> [String] {
    // Every table that people edit has the audit trigger.
    let edited: [String] = try owner.rows(
      "SELECT DISTINCT tgrelid::regclass::text AS name FROM pg_trigger WHERE tgname = 'audited'"
    ).map { try $0["name"] }
    #expect(edited.count > 15)
    let tables =
      (edited.sorted() + ["deliveries", "event_deliveries"]).map { table -> SQL in
        "SELECT coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') FROM \(SQL(stringLiteral: table)) t"
      } + ["SELECT count(*)::text FROM audit_entries"]
    return try database.inWorkspace(workspace) { connection in
      try tables.map { try connection.value($0) }
    }
  }

  /// The address of a record that exists.
  private func filled(_ pattern: String, _ keys: [String: String]) throws -> String {
    try pattern.replacing(#/:(\w+)/#) { match in
      try #require(keys[String(match.1)], "keys has none for :\(match.1)")
    }
  }

  private func request(_ route: Route<Site, Access>) -> Request {
    Request(route.method, route.pattern.replacing(#/:\w+/#, with: "1"))
  }

  private func name(_ route: Route<Site, Access>) -> String {
    "\(route.method) \(route.pattern)"
  }
}

extension Access {
  /// The right that a page or an address of the API needs; nil: none.
  fileprivate var right: Right? {
    switch self {
    case .right(let right), .api(let right): right
    case .anyone, .member, .oneClick: nil
    }
  }
}
