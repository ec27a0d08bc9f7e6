import Foundation
import Postgres

/// The three roles in which the program comes to its database.
struct Databases: Sendable {
  /// The owner: migrates, and nothing else.
  let owner: Database
  /// `overture_app`: sees one workspace at a time.
  let app: Database
  /// `overture_worker`: claims and folds over all workspaces.
  let queue: Database
  /// For LISTEN: a connection of its own, not through a pooler.
  let listening: ConnectionSettings

  /// `pages` connections for pages and jobs at most, `claims` for claims.
  init(_ settings: Settings, address: String, pages: Int, claims: Int) throws {
    let prepares = try settings.isOn(.preparedStatements)
    let seconds = try settings.number(.statementTimeout, in: 1...3600)
    // The database refuses to write to real people without it, see fn.public_address.
    let publicURL = settings[.publicURL]
    func role(_ role: String?, statement: Int) -> ConnectionSettings {
      var options = [
        "statement_timeout=\(statement * 1000)", "lock_timeout=10000",
        "idle_in_transaction_session_timeout=120000", "client_min_messages=warning", "jit=off",
        "overture.public_url=\(publicURL)",
      ]
      if let role { options.append("role=\(role)") }
      return ConnectionSettings(
        address, keywords: ["options": options.map { "-c \($0)" }.joined(separator: " ")],
        preparesStatements: prepares)
    }
    owner = Database(role(nil, statement: 0), limit: 2)
    app = Database(role("overture_app", statement: seconds), limit: pages)
    queue = Database(role("overture_worker", statement: 300), limit: claims)
    listening = role("overture_app", statement: seconds)
  }
}

extension Databases {
  /// A pooler that leaves out what a connection asks for would have us work as the owner, who sees no
  /// workspace and none of the queues.
  func refusePooler() throws {
    for (database, role) in [(app, "overture_app"), (queue, "overture_worker")] {
      let taken: String = try database.value("SELECT current_user::text")
      guard taken == role else {
        throw Failure.misconfigured(
          """
          connected as \(taken) where \(role) was asked for: OVERTURE_DATABASE_URL leads through a \
          pooler that leaves the options of a connection out; name PostgreSQL itself
          """)
      }
    }
  }
}

extension Settings {
  /// Runs `body` on the database that is configured, else on the private cluster, which runs as long as
  /// somebody uses it.
  func withDatabases<Value>(
    pages: Int = 8, claims: Int = 4, _ body: (Databases) throws -> Value
  ) throws -> Value {
    try reaching {
      guard self[.databaseURL].isEmpty else {
        return try body(
          Databases(self, address: self[.databaseURL], pages: pages, claims: claims))
      }
      return try PrivateCluster(self).use { address in
        try body(Databases(self, address: address, pages: pages, claims: claims))
      }
    }
  }
}

/// Runs `body`; a database that is away ends the command with one line and exit code 69.
func reaching<Value>(_ body: () throws -> Value) throws -> Value {
  do {
    return try body()
  } catch let error as PostgresError where error.message.contains("unsupported startup parameter") {
    throw Failure.misconfigured(
      "OVERTURE_DATABASE_URL leads to a pooler that refuses the options of a connection; "
        + "name PostgreSQL itself")
  } catch let error as PostgresError where error.isUnavailable {
    let why = error.message.split(separator: "\n").joined(separator: "; ")
    throw Failure.unavailable("the database does not answer: \(why)")
  }
}
