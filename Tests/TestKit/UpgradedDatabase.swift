import Foundation
import Postgres

/// An empty database of one test alone, whose owner is no superuser, as most servers give one.
package struct UpgradedDatabase {
  /// Past every wall: what a dump is loaded by, and what is looked at.
  package let administrator: Database
  package let owner: Database
  package let app: Database
  package let worker: Database

  package static func lend(_ body: (UpgradedDatabase) throws -> Void) throws {
    let server = try Connection(TestDatabases.address, settings: ["options": quiet])
    let name =
      "overture_upgrade_" + UUID().uuidString.lowercased().replacing("-", with: "").prefix(12)
    try server.makeWorkingRoles()
    try server.script("CREATE ROLE \(name)")
    try server.script("CREATE DATABASE \(name) OWNER \(name)")
    defer {
      try? server.script("DROP DATABASE \(name) WITH (FORCE)")
      try? server.script("DROP ROLE \(name)")
    }
    func database(_ role: String?) -> Database {
      let options = quiet + (role.map { " -c role=\($0)" } ?? "")
      return Database(
        TestDatabases.address, settings: ["dbname": String(name), "options": options], limit: 1)
    }
    try body(
      UpgradedDatabase(
        administrator: database(nil), owner: database(name), app: database("overture_app"),
        worker: database("overture_worker")))
  }
}

extension Connection {
  /// As an administrator makes them before an owner who may not; another test may be at it, too.
  func makeWorkingRoles() throws {
    try script(
      """
      DO $$ BEGIN
        CREATE ROLE overture_app LOGIN;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
      END $$;
      DO $$ BEGIN
        CREATE ROLE overture_worker LOGIN;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
      END $$
      """)
  }
}
