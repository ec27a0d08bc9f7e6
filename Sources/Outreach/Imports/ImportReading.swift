import CSV
import Dispatch
import Foundation
import Glibc
import Postgres
import Synchronization

/// An uploaded file that is to be read into an import that already exists. Progress is reported
/// while the rows are staged in one transaction: an import has all of its rows, or none.
package struct ImportReading: Sendable {
  package let workspace: Workspace.ID
  package let id: Import.ID
  fileprivate let file: HeldFile

  /// False: the import was canceled in the meantime. `goOn` is called repeatedly; when it returns
  /// false, the rows are discarded.
  package func run(in database: Database, by reader: String, goOn: () -> Bool) throws -> Bool {
    do {
      let csv = try CSVFile(reading: file.url)
      try database.inWorkspace(workspace) { connection in
        try hold(on: connection, by: reader, rows: 0)
        try connection.describe(id, csv)
        try connection.keep(csv, of: id)
      }
      var told = ContinuousClock.now
      try database.inWorkspace(workspace) { connection in
        try connection.stage(csv, as: id) { rows in
          guard goOn() else { throw Stopped() }
          guard rows == csv.lines || ContinuousClock.now - told > .milliseconds(500) else { return }
          told = .now
          try tell(rows, by: reader, in: database)
        }
        try connection.announce(id)
      }
      return true
    } catch is Canceled {
      return false
    }
  }

  /// Over another connection: rows that the reading transaction wrote are not visible until it
  /// commits.
  private func tell(_ rows: Int, by reader: String, in database: Database) throws {
    do {
      try database.inWorkspace(workspace) { try hold(on: $0, by: reader, rows: rows) }
    } catch let error as PostgresError where error.sqlState == "53300" {
      // All connections are in use, so progress is reported the next time.
    }
  }

  private func hold(on connection: Connection, by reader: String, rows: Int) throws {
    let held = try connection.rows(
      """
      UPDATE imports SET row_done = \(rows), claimed_by = \(reader),
        claimed_until = now() + interval '2 minutes'
      WHERE id = \(id) AND state::text = 'reading'
      RETURNING id
      """)
    guard !held.isEmpty else { throw Canceled() }
    try connection.announce(id)
  }

  private struct Canceled: Error {}

  /// The program ends.
  package struct Stopped: Error {
    package static let words = """
      The program ended before the file was read. Nothing of it was taken in: upload the file again.
      """
  }
}

extension Connection {
  /// Creates the import of a file that is read later. It is refused now if its beginning shows that
  /// it cannot be read.
  package func beginReading(
    _ file: URL, named name: String, bytes: Int, in workspace: Workspace.ID
  ) throws -> ImportReading {
    try CSVFile.look(atBeginningOf: file)
    let held = try HeldFile(file)
    let id = try makeImport(named: name, bytes: bytes)
    // As long as the files before it take.
    try run(
      """
      UPDATE imports SET claimed_by = 'upload', claimed_until = now() + interval '15 minutes'
      WHERE id = \(id)
      """)
    return ImportReading(workspace: workspace, id: id, file: held)
  }
}

/// Files that wait to be read, on the machine that received them.
package final class ImportFiles: Sendable {
  private let waiting = Mutex<[ImportReading]>([])
  private let bell = DispatchSemaphore(value: 0)

  package init() {}

  package func put(_ reading: ImportReading) {
    waiting.withLock { $0.append(reading) }
    bell.signal()
  }

  package func next(atMost patience: Duration) -> ImportReading? {
    let limit = DispatchTimeInterval.milliseconds(Int(patience / .milliseconds(1)))
    guard bell.wait(timeout: .now() + limit) == .success else { return nil }
    return waiting.withLock { $0.isEmpty ? nil : $0.removeFirst() }
  }
}

/// A file that stays readable after its name is deleted, and disappears when it is closed, even
/// after a kill.
private final class HeldFile: Sendable {
  private let descriptor: Int32

  init(_ url: URL) throws {
    descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw CocoaError(.fileReadNoSuchFile) }
  }

  deinit { close(descriptor) }

  var url: URL { URL(filePath: "/proc/self/fd/\(descriptor)") }
}
