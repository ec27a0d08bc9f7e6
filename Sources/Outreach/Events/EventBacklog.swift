import Foundation
import Postgres

/// Events that active subscribers have not read, and what holds them back: an event is read once every
/// transaction that was running when it was written is over, of any database of the server.
package struct EventBacklog: Sendable, RowDecodable {
  /// The time of the oldest one.
  package let since: Date
  /// The oldest transaction that writes; nil: none is open.
  package let holder: Holder?

  package struct Holder: Sendable {
    /// Nil: it is prepared (PREPARE TRANSACTION) and belongs to no session.
    package let pid: Int?
    package let database: String
    package let application: String
    /// Nil: this role may not see it.
    package let beganAt: Date?
    /// The name of a prepared transaction.
    package let prepared: String?
  }

  package init(row: Row) throws {
    since = try row["since"]
    let database: String? = try row[optional: "database"]
    holder = try database.map { database in
      Holder(
        pid: try row[optional: "pid"], database: database,
        application: try row[optional: "application"] ?? "",
        beganAt: try row[optional: "began_at"], prepared: try row[optional: "prepared"])
    }
  }
}
