import Foundation

/// The values that the migrations of a folder add to enums.
///
/// PostgreSQL lets no statement use a value in the transaction that adds it, and functions, which
/// are deployed with the files, name it. So a value is added to a type that is there in a
/// transaction before; and a type that is only made by a file that has not run yet is made with the
/// values that later files add to it, so that everything else stays one transaction.
struct AddedValues {
  private struct Value {
    let file: String
    let type: String
    let name: String
    /// Before or after which value; nil: last.
    let neighbor: (isBefore: Bool, name: String)?
    let statement: String
  }

  private let values: [Value]

  init(of files: [URL]) throws {
    values = try files.flatMap { file in
      try String(contentsOf: file, encoding: .utf8).matches(of: Self.addition).map { found in
        Value(
          file: file.lastPathComponent, type: String(found.1), name: String(found.2),
          neighbor: found.3.flatMap { place in
            found.4.map { (place == "BEFORE", String($0)) }
          },
          statement: String(found.0))
      }
    }
  }

  private static var addition: Regex<(Substring, Substring, Substring, Substring?, Substring?)> {
    /(?m)^ALTER TYPE (\w+) ADD VALUE IF NOT EXISTS '([^']+)'(?: (BEFORE|AFTER) '([^']+)')?;/
  }

  /// Adds the next value that files which have not run add to a type that is there. False: there is
  /// none.
  func addNext(_ connection: Connection) throws -> Bool {
    for value in values where try connection.checksum(of: value.file) == nil {
      guard try connection.lacks(value.name, in: value.type) else { continue }
      do {
        try connection.script(value.statement)
      } catch let error as PostgresError {
        throw MigrationError(file: value.file, cause: error)
      }
      return true
    }
    return false
  }

  /// The text of a file, whose types are made with all values.
  func complete(_ text: String) -> String {
    text.replacing(/CREATE TYPE (\w+) AS ENUM \(([^)]*)\)/) { made in
      var labels = made.2.matches(of: /'([^']+)'/).map { String($0.1) }
      let count = labels.count
      for value in values where value.type == made.1 && !labels.contains(value.name) {
        let place = value.neighbor.flatMap { neighbor in
          labels.firstIndex(of: neighbor.name).map { neighbor.isBefore ? $0 : $0 + 1 }
        }
        labels.insert(value.name, at: place ?? labels.count)
      }
      guard labels.count > count else { return String(made.0) }
      let list = labels.map { "'\($0)'" }.joined(separator: ", ")
      return "CREATE TYPE \(made.1) AS ENUM (\(list))"
    }
  }
}

extension Migrator {
  /// Adds the values that files add to types that are there, each in a transaction of its own. To
  /// programs of the version before, such a value makes no difference, so one that is left behind by
  /// a migration that then fails does no harm.
  package func addValues(_ database: Database) throws {
    let added = try AddedValues(of: scripts(in: folder))
    while try database.transaction({ connection in
      try begin(connection)
      return try added.addNext(connection)
    }) {}
  }
}

extension Connection {
  /// The type is there, without this value.
  fileprivate func lacks(_ value: String, in type: String) throws -> Bool {
    try self.value(
      """
      SELECT EXISTS (SELECT FROM pg_type WHERE oid = to_regtype(\(type)) AND typtype = 'e')
        AND NOT EXISTS (
          SELECT FROM pg_enum WHERE enumtypid = to_regtype(\(type)) AND enumlabel = \(value))
      """)
  }
}
