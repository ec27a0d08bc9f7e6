import Foundation
import Outreach
import Postgres

/// What this host remembers of the database, in a file outside of it: the number of the last look. A
/// folder of files that was put back, or a snapshot of the database's machine, is the same in every
/// respect that the database itself can see; only that the numbers go back gives it away.
package final class DatabaseMemory {
  private let file: URL?
  /// A fault of the file is reported once, until the file is good again.
  private var isReported = false
  private let report: (any Error) -> Void
  private var identity = ""
  /// Looks by database.
  private var looks: [String: Int] = [:]
  private var writtenAt: ContinuousClock.Instant?

  /// Without a file it lasts as long as the process.
  package init(_ file: URL?, report: @escaping (any Error) -> Void) {
    self.file = file
    self.report = report
    keeping { looks = try $0.looks() }
  }

  /// Looks at the database, and remembers. When it has gone back, all that runs is paused. Which
  /// database it is need only be asked on a new connection.
  package func look(at queue: Database, isNew: Bool) throws {
    if isNew { identity = try queue.databaseIdentity() }
    looks[identity] = try queue.lookAtDatabase(remembering: looks[identity] ?? 0)
    // A backup is older than a few seconds, and a file need not be written with each claim.
    if let writtenAt, writtenAt.duration(to: .now) < .seconds(5) { return }
    writtenAt = .now
    keeping { file in
      // Several senders of a host share the file: the highest numbers stand.
      let known = looks.merging(try file.looks()) { max($0, $1) }
      try JSONEncoder().encode(known).write(to: file, options: .atomic)
    }
  }

  /// A file that cannot be kept does not stop the sender, and is tried again with the next look. One that
  /// cannot be understood is set aside and begun again: what it remembered is lost, so an administrator has
  /// to know.
  private func keeping(_ body: (URL) throws -> Void) {
    guard let file else { return }
    do {
      do {
        try body(file)
      } catch is DecodingError {
        let aside = file.appendingPathExtension("damaged")
        try? FileManager.default.removeItem(at: aside)
        try FileManager.default.moveItem(at: file, to: aside)
        report(DamagedMemory(file: file, aside: aside))
        try body(file)
      }
      isReported = false
    } catch {
      if !isReported { report(error) }
      isReported = true
    }
  }
}

/// The file of looks was damaged. Until the next look nothing tells whether the database has gone back.
struct DamagedMemory: SendingAlarm, CustomStringConvertible {
  let file: URL
  let aside: URL

  var description: String {
    "\(file.path) is damaged and was set aside as \(aside.lastPathComponent): whether an older state of the "
      + "database was put in its place while the program was stopped is not known. If it was, pause the "
      + "campaigns and look into the mailboxes"
  }
}

extension URL {
  /// None where there is no file yet.
  fileprivate func looks() throws -> [String: Int] {
    guard FileManager.default.fileExists(atPath: path) else { return [:] }
    return try JSONDecoder().decode([String: Int].self, from: Data(contentsOf: self))
  }
}
