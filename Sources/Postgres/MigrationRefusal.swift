/// The file that the server refused, and the reason.
package struct MigrationError: Error, CustomStringConvertible {
  package let file: String
  package let cause: PostgresError

  package var description: String { "\(file): \(cause.message) (\(cause.sqlState))" }
}

/// A change that the migrator refuses, whatever the files say.
package enum MigrationRefusal: Error, Equatable, CustomStringConvertible {
  case edited(String)
  case wouldDestroy([String])
  case newer([String])

  package var description: String {
    switch self {
    case .edited(let file):
      "\(file) has run here with another text; a change is a new file"
    case .wouldDestroy(let objects):
      "these depend on schema fn, and would be lost with it: " + objects.joined(separator: ", ")
    case .newer(let files):
      "the database is newer than this program, it has run " + files.joined(separator: ", ")
        + "; start the newer program, or restore a backup"
    }
  }
}
