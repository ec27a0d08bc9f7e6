import Foundation
import Glibc

// libFuzzer's way in; built by Scripts/fuzz together with the sources that read CSV files.
//
// The first byte chooses: a whole file as an import reads it, or the parser alone, with the bytes cut
// in two where the second byte says. However they are cut, the records must be the same.

private let path =
  (FileManager.default.fileExists(atPath: "/dev/shm") ? "/dev/shm" : "/tmp")
  + "/overture-fuzz-\(getpid()).csv"

private let file: URL = {
  atexit { unlink(path) }
  return URL(filePath: path)
}()

@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  guard let start, count > 2 else { return 0 }
  let bytes = Array(UnsafeBufferPointer(start: start + 2, count: count - 2))
  if start[0] % 2 == 0 {
    readFile(bytes)
  } else {
    let cut = min(Int(start[1]) * max(bytes.count, 1) / 255, bytes.count)
    precondition(
      records(bytes, cut: nil) == records(bytes, cut: cut),
      "cut in two, the same bytes are other records")
  }
  return 0
}

private func readFile(_ bytes: [UInt8]) {
  guard FileManager.default.createFile(atPath: file.path, contents: Data(bytes)) else {
    fatalError("cannot write \(file.path)")
  }
  do {
    let found = try inspectCSV(file)
    precondition(found.bad.count <= found.rows + 1, "more bad rows than rows")
    try CSVFile.look(atBeginningOf: file)
  } catch is CSVRefusal {
  } catch {
    fatalError("\(error)")
  }
}

private func records(_ bytes: [UInt8], cut: Int?) -> [[String]]? {
  var parser = CSVParser(delimiter: 44)
  var found: [[String]] = []
  func keep(_ record: borrowing CSVRecord) { found.append(record.strings) }
  do {
    try bytes.withUnsafeBufferPointer { bytes in
      var from = 0
      for to in [cut, bytes.count].compactMap({ $0 }) {
        try parser.feed(UnsafeBufferPointer(rebasing: bytes[from..<to]), keep)
        from = to
      }
    }
    try parser.finish(keep)
  } catch {
    return nil
  }
  return found
}
