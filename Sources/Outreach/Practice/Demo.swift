import Postgres

/// The demo company: a workspace of invented people, whose mailboxes are practice ones.
package struct Demo: Sendable, Equatable {
  /// Its owner's address, for the sign-in.
  package static let email = "demo@tarnbrook.example"
  /// Good enough where the server listens on this machine only; anywhere else the caller makes one.
  package static let localPassword = "practice-makes-perfect"

  package let workspace: Workspace.ID
  /// It was not there before.
  package let isNew: Bool
}

extension Database {
  /// Loads the demo company, unless it is there. Called on the pool of `overture_worker`, which may
  /// make a workspace; `members` is that of `overture_app`, which fills it.
  package func loadDemo(
    through members: Database, passwordHash: String, practicePort: Int = 2526
  ) throws -> Demo {
    let id: Workspace.ID = try value("SELECT fn.load_demo_people(\(passwordHash))")
    let isNew: Bool = try members.inWorkspace(id) {
      try $0.value("SELECT fn.load_demo(\(practicePort))")
    }
    return Demo(workspace: id, isNew: isNew)
  }
}
