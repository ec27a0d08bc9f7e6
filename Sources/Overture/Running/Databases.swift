import Foundation
import Postgres

/// The address with which each role of the program logs in.
struct DatabaseAddresses: Sendable {
  /// Nil: this program can neither migrate nor take on a role.
  var owner: String?
  /// Addresses that log in as the role itself; without one, the owner takes the role on.
  var app: String?
  var worker: String?
}

/// The three roles in which the program connects to its database.
struct Databases: Sendable {
  /// The owner: migrates, and gathers statistics for the planner. If no address of the owner is
  /// given, `overture_app`, which can check whether the database has this program's schema version.
  let owner: Database
  let hasOwner: Bool
  /// `overture_app`: sees one workspace at a time.
  let app: Database
  /// `overture_worker`: claims and folds over all workspaces.
  let queue: Database
  /// For LISTEN: a connection of its own, not through a pooler.
  let listening: ConnectionSettings
  private let addresses: DatabaseAddresses

  /// At most `pages` connections for pages and jobs, and `claims` for claims.
  init(_ settings: Settings, _ addresses: DatabaseAddresses, pages: Int, claims: Int) throws {
    let prepares = try settings.isOn(.preparedStatements)
    let seconds = try settings.number(.statementTimeout)
    // Without it, the database refuses to email real people, see fn.public_address.
    let publicURL = settings[.publicURL].replacing("\\", with: "\\\\").replacing(" ", with: "\\ ")
    func login(
      _ address: String?, taking role: String? = nil, statement: Int
    )
      -> ConnectionSettings
    {
      var options = [
        "statement_timeout=\(statement * 1000)", "lock_timeout=10000",
        "idle_in_transaction_session_timeout=120000", "client_min_messages=warning", "jit=off",
        "overture.public_url=\(publicURL)",
      ]
      if address == nil, let role { options.append("role=\(role)") }
      return ConnectionSettings(
        address ?? addresses.owner ?? "",
        keywords: ["options": options.map { "-c \($0)" }.joined(separator: " ")],
        preparesStatements: prepares)
    }
    let pageLogin = login(addresses.app, taking: "overture_app", statement: seconds)
    self.addresses = addresses
    hasOwner = addresses.owner != nil
    owner = Database(hasOwner ? login(addresses.owner, statement: 0) : pageLogin, limit: 2)
    app = Database(pageLogin, limit: pages)
    queue = Database(
      login(addresses.worker, taking: "overture_worker", statement: 300), limit: claims)
    listening = pageLogin
  }
}

extension Databases {
  /// Ends the command if a connection does not work as the role that it was opened for: a pooler
  /// that drops a connection's options would have us work as the owner, who sees no workspace and
  /// none of the queues.
  func refuseWrongRoles() throws {
    for (database, role, address, setting) in [
      (app, "overture_app", addresses.app, Setting.appDatabaseURL),
      (queue, "overture_worker", addresses.worker, Setting.workerDatabaseURL),
    ] {
      let taken: String = try database.value("SELECT current_user::text")
      guard taken != role else { continue }
      guard address == nil else {
        throw Failure.misconfigured(
          "\(setting.name) logs in as \(taken); it takes an address that logs in as \(role)")
      }
      throw Failure.misconfigured(
        """
        connected as \(taken) where \(role) was asked for: OVERTURE_DATABASE_URL leads through a \
        pooler that leaves the options of a connection out; name PostgreSQL itself
        """)
    }
  }

  /// The roles that the owner has to take on, because they have no address of their own.
  var takenOn: [WorkingRole] {
    WorkingRole.allCases.filter { $0 == .app ? addresses.app == nil : addresses.worker == nil }
  }
}

extension Settings {
  /// The configured addresses; nil if there are none, and the private cluster is used.
  func configuredAddresses() throws -> DatabaseAddresses? {
    func address(_ setting: Setting) throws -> String? {
      guard !self[setting].isEmpty else { return nil }
      guard ConnectionAddress(self[setting]) != nil else {
        throw Failure.misconfigured(
          """
          \(setting.name) is no address that PostgreSQL's library understands. It is not shown, as it \
          may hold a password; in one of the form postgres://, write special characters as %40
          """)
      }
      return self[setting]
    }
    let found = DatabaseAddresses(
      owner: try address(.databaseURL), app: try address(.appDatabaseURL),
      worker: try address(.workerDatabaseURL))
    switch (found.owner, found.app, found.worker) {
    case (nil, nil, nil): return nil
    case (nil, nil, _), (nil, _, nil):
      throw Failure.misconfigured(
        """
        of OVERTURE_APP_DATABASE_URL and OVERTURE_WORKER_DATABASE_URL only one is set; set the other, \
        too, or OVERTURE_DATABASE_URL, whose user takes the other role on
        """)
    default: return found
    }
  }

  /// Runs `body` on the configured database, or else on the private cluster, which runs as long as
  /// a program uses it.
  func withDatabases<Value>(
    pages: Int = 8, claims: Int = 5, _ body: (Databases) throws -> Value
  ) throws -> Value {
    try withAddresses { addresses, _ in
      try body(Databases(self, addresses, pages: pages, claims: claims))
    }
  }

  /// The same, for a program that starts others: they hold the private cluster by `use`.
  func withAddresses<Value>(
    _ body: (DatabaseAddresses, _ use: ClusterUse?) throws -> Value
  ) throws -> Value {
    try reaching {
      if let addresses = try configuredAddresses() { return try body(addresses, nil) }
      return try PrivateCluster(self).use { try body($0, $1) }
    }
  }

  /// If the database is unavailable, the command ends with one line and exit code 69.
  private func reaching<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as PostgresError
      where error.message.contains("unsupported startup parameter")
    {
      throw Failure.misconfigured(
        "OVERTURE_DATABASE_URL leads to a pooler that refuses the options of a connection; "
          + "name PostgreSQL itself")
    } catch let error as PostgresError where error.isUnavailable {
      throw Failure.unavailable("the database is not reachable: \(reason(of: error))")
    }
  }

  /// The message of the server or libpq, unless it could contain a piece of a password: libpq names
  /// the host or the database that it could not reach.
  func reason(of error: PostgresError) -> String {
    let addresses = Setting.all.filter { $0.isSecret && !self[$0].isEmpty }
    guard addresses.allSatisfy({ ConnectionAddress(self[$0])?.shown != nil }) else {
      return "the reason is not shown, as the address may be read in two ways and hold a password; "
        + "in one of the form postgres://, write special characters as %40"
    }
    return error.message.split(separator: "\n").joined(separator: "; ")
  }
}
