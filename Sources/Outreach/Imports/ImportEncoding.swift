import CSV
import Foundation
import Glibc
import Postgres

extension Connection {
  /// Reads the file of an import again, in another encoding than the guessed one. Its columns are
  /// mapped as in a new file.
  package func reread(_ id: Import.ID, as encoding: TextEncoding) throws {
    let open = try rows(
      """
      SELECT id FROM imports WHERE id = \(id) AND state IN ('mapping', 'ready') AND guess <> ''
      FOR UPDATE
      """)
    guard !open.isEmpty else {
      throw Refusal.conflict("This file cannot be read again. Upload it once more.")
    }
    let file = try TemporaryCopy()
    for piece in try rows(
      "SELECT bytes FROM import_files WHERE import_id = \(id) ORDER BY piece")
    {
      let bytes: Bytes = try piece["bytes"]
      try file.append(bytes.bytes)
    }
    let csv = try CSVFile(reading: file.url, as: encoding)
    try run("DELETE FROM import_rows WHERE import_id = \(id)")
    try run("UPDATE imports SET round = 1, samples = '{}' WHERE id = \(id)")
    try describe(id, csv)
    try stage(csv, as: id)
    try audit(
      "read again", .import, id: id.rawValue, name: importNumber(id).fileName,
      after: JSONText(encoding: ["encoding": encoding.rawValue]))
  }

  /// Keeps the bytes of a file whose encoding is a guess.
  func keep(_ csv: CSVFile, of id: Import.ID) throws {
    guard csv.encoding.isGuessed, csv.bytes <= Import.mostKept else { return }
    let file = try FileHandle(forReadingFrom: csv.file)
    defer { try? file.close() }
    var number = 0
    while let piece = try file.read(upToCount: 1 << 20), !piece.isEmpty {
      try run(
        """
        INSERT INTO import_files (import_id, piece, bytes)
        VALUES (\(id), \(number), \(Bytes(Array(piece))))
        """)
      number += 1
    }
    try run("UPDATE imports SET guess = encoding WHERE id = \(id)")
  }
}

/// A file without a name, which is deleted when it is closed.
private final class TemporaryCopy {
  private let descriptor: Int32

  init() throws {
    let folder = FileManager.default.temporaryDirectory.path
    var name = Array("\(folder)/overture-XXXXXX".utf8CString)
    descriptor = mkstemp(&name)
    guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
    unlink(name)
  }

  deinit { close(descriptor) }

  var url: URL { URL(filePath: "/proc/self/fd/\(descriptor)") }

  func append(_ bytes: [UInt8]) throws {
    try FileHandle(fileDescriptor: descriptor).write(contentsOf: bytes)
  }
}
