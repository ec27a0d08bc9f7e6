import CSV
import Outreach
import Postgres

/// Reads large uploads into staging, one after another, on the machine that received them.
package struct ImportReader: Sendable {
  private let database: Database
  private let files: ImportFiles
  private let name: String

  package init(database: Database, files: ImportFiles, name: String) {
    self.database = database
    self.files = files
    self.name = name
  }

  package func run(until stop: Stop, report: (any Error) -> Void) {
    while !stop.isRequested {
      guard let reading = files.next(atMost: .seconds(1)) else { continue }
      do {
        try read(reading) { !stop.isRequested }
      } catch {
        report(error)
      }
    }
    // Uploads that still wait are failed, instead of waiting forever.
    while let reading = files.next(atMost: .zero) {
      try? fail(reading, because: ImportReading.Stopped.words)
    }
  }

  /// A file that cannot be read is failed, with the reason.
  package func read(_ reading: ImportReading, goOn: () -> Bool = { true }) throws {
    do {
      _ = try reading.run(in: database, by: name, goOn: goOn)
    } catch is ImportReading.Stopped {
      try fail(reading, because: ImportReading.Stopped.words)
    } catch let refusal as CSVRefusal {
      try fail(reading, because: refusal.description)
    } catch {
      try fail(reading, because: "The file could not be read. Upload it again.")
      throw error
    }
  }

  private func fail(_ reading: ImportReading, because why: String) throws {
    try database.inWorkspace(reading.workspace) { try $0.failImport(reading.id, because: why) }
  }
}
