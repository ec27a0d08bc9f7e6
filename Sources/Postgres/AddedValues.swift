import Foundation

/// The values that a migration adds to enums.
private struct AddedValues {
  let file: URL
  let values: [(type: String, value: String, statement: String)]

  /// Nil: the file adds none.
  init?(_ file: URL) throws {
    let text = try String(contentsOf: file, encoding: .utf8)
    let found = text.matches(
      of: /(?m)^ALTER TYPE (\w+) ADD VALUE IF NOT EXISTS '([^']+)'[^;\n]*;/)
    guard !found.isEmpty else { return nil }
    self.file = file
    values = found.map { (String($0.1), String($0.2), String($0.0)) }
  }
}

extension Migrator {
  /// Adds the values that files add to enums, those of each file in a transaction of its own:
  /// PostgreSQL lets no statement use a value in the transaction that adds it, and functions, which
  /// are deployed with the files, name it. To programs of the version before, such a value makes no
  /// difference, so one that is left behind by a migration that then fails does no harm.
  ///
  /// Where a value cannot be added yet, because an earlier file makes the type (as on an empty
  /// database), the files up to this one are run instead.
  package func addValues(_ database: Database) throws {
    let files = try scripts(in: folder).compactMap(AddedValues.init)
    guard !files.isEmpty else { return }
    while try database.transaction({ try addNextValues(of: files, $0) }) {}
  }

  /// False: nothing is left to add.
  private func addNextValues(of files: [AddedValues], _ connection: Connection) throws -> Bool {
    try begin(connection)
    for added in files where try connection.checksum(of: added.file.lastPathComponent) == nil {
      let missing = try added.values.filter { try !connection.has($0.value, in: $0.type) }
      if missing.isEmpty { continue }
      do {
        try connection.savepoint {
          for value in missing { try connection.script(value.statement) }
        }
      } catch let error as PostgresError where error.isUndefined {
        try migrateTables(connection, through: added.file)
      }
      return true
    }
    return false
  }
}

extension Connection {
  fileprivate func has(_ value: String, in type: String) throws -> Bool {
    try self.value(
      """
      SELECT EXISTS (
        SELECT FROM pg_enum WHERE enumtypid = to_regtype(\(type)) AND enumlabel = \(value))
      """)
  }
}
