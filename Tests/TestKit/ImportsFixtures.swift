import Foundation
import Outreach
import Postgres

/// A file with these bytes, for as long as `body` runs.
package func withFile<Value>(
  _ bytes: some Sequence<UInt8>, named name: String = "leads.csv", _ body: (URL) throws -> Value
) throws -> Value {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let file = folder.appending(path: name)
  try Data(bytes).write(to: file)
  return try body(file)
}

extension TestWorkspace {
  /// Uploads a file with this text.
  package func stage(_ text: String) throws -> Import.ID {
    try withFile(text.utf8) { file in
      try database.inWorkspace(id) { try $0.stage(file, named: "leads.csv") }
    }
  }

  /// Uploads this file.
  package func stage(file: URL) throws -> Import.ID {
    try database.inWorkspace(id) { try $0.stage(file, named: file.lastPathComponent) }
  }

  /// Confirms an import and works it off.
  package func importAll(_ file: Import.ID, into list: String, overwrite: Bool = false) throws {
    _ = try database.inWorkspace(id) {
      try $0.confirm(file, listName: list, overwrite: overwrite)
    }
    while try database.inWorkspace(id, { try $0.importBatch(file, atMost: 1_000) }) == .importing {}
  }

  /// Checks an import's rows by its new mapping, as the worker does.
  package func recheck(_ file: Import.ID) throws {
    let claimed = try queue.claimImport(for: "test", lease: .seconds(60))
    guard let claimed, claimed.id == file else {
      throw Refusal.notFound("import \(file) waits for no check")
    }
    try ImportRecheck(claimed, in: database).run { true }
  }

  package func names() throws -> [String] {
    try rows("SELECT first_name || ' ' || title AS name FROM contacts ORDER BY id").map {
      try $0["name"]
    }
  }

  /// All accounts, contacts and lists, to see whether anything changed.
  package func everything() throws -> [String] {
    try rows(
      """
      SELECT a::text AS row FROM accounts a UNION ALL SELECT c::text FROM contacts c
      UNION ALL SELECT l::text FROM lists l UNION ALL SELECT lc::text FROM list_contacts lc
      ORDER BY 1
      """
    ).map { try $0["row"] }
  }
}

/// A folder of Tests/FieldCases.
package func fieldCase(_ name: String) -> URL {
  packageFolder.appending(path: "Tests/FieldCases/\(name)")
}
