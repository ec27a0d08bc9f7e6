import Foundation
import Postgres

/// The demo company: a workspace of made-up people, whose mailboxes are practice ones.
package struct Demo: Sendable, Equatable {
  /// Its owner's address, for the sign-in.
  package static let email = "demo@tarnbrook.example"
  /// Its password in every installation, before each made its own.
  package static let documentedPassword = "practice-makes-perfect"

  package let workspace: Workspace.ID
  /// Whether it was loaded by this call.
  package let isNew: Bool
}

extension Database {
  /// The stored hash of the password of the demo's owner; nil if the demo company is not loaded. As
  /// `overture_worker`, like the others.
  package func demoPassword() throws -> String? {
    try rows("SELECT coalesce(password, '') AS kept FROM people WHERE email = \(Demo.email)")
      .first?["kept"]
  }

  /// Sets another password for all of the demo's people who still have the one that they were
  /// created with.
  package func changeDemoPassword(from old: String, to new: String) throws {
    try run("UPDATE people SET password = \(new) WHERE password = \(old)")
  }

  /// Loads the demo company, unless it is there. Called on the pool of `overture_worker`, which may
  /// create a workspace; `members` is that of `overture_app`, which fills it. `loaders` is the
  /// folder Migrations/Demo: no database keeps the functions that load the demo company.
  package func loadDemo(
    _ loaders: URL, through members: Database, passwordHash: String, practicePort: Int = 2526
  ) throws -> Demo {
    let id: Workspace.ID = try transaction { connection in
      try connection.withTemporaryFunctions(of: loaders) {
        try connection.value("SELECT pg_temp.load_demo_people(\(passwordHash))")
      }
    }
    let isNew: Bool = try members.inWorkspace(id) { connection in
      try connection.withTemporaryFunctions(of: loaders) {
        try connection.value("SELECT pg_temp.load_demo(\(practicePort))")
      }
    }
    return Demo(workspace: id, isNew: isNew)
  }
}
