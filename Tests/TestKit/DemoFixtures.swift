import Foundation
import Outreach
import Postgres

extension Database {
  /// Loads the demo company, as `overture demo` does.
  package func loadDemo(through members: Database, passwordHash: String) throws -> Demo {
    try loadDemo(
      packageFolder.appending(path: "Migrations/Demo"), through: members,
      passwordHash: passwordHash)
  }
}
