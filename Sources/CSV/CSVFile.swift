import Crypto
import Dispatch
import Foundation
import Glibc
import Synchronization

/// A CSV file on disk, after one pass over all of it: its encoding, delimiter and header.
package struct CSVFile: Sendable {
  package let file: URL
  package let bytes: Int
  /// SHA-256 of the file's bytes, in hexadecimal.
  package let sha256: String
  package let encoding: TextEncoding
  package let delimiter: Character
  /// Names as written. An empty one is replaced by its column, and a repeated one is numbered.
  package let header: [String]
  /// The row of the header; rows above it are blank, or a title.
  package let headerRow: Int
  /// Line breaks: at least as many as records, for the progress bar.
  package let lines: Int
  private let mark: Int
  private let cutOff: Int
  private let isChosen: Bool

  /// `chosen`: the encoding that a person selected; nil: it is detected.
  package init(reading file: URL, as chosen: TextEncoding? = nil) throws {
    let hash = Mutex<Result<String, any Error>?>(nil)
    let hashing = DispatchGroup()
    hashing.enter()
    Thread {
      let result = Result { try sha256Text(of: file) }
      hash.withLock { $0 = result }
      hashing.leave()
    }.start()
    defer { hashing.wait() }
    var detector = EncodingDetector()
    var bytes = 0
    var lines = 0
    var start: [UInt8] = []
    try eachChunk(of: file) { piece in
      detector.look(at: piece)
      lines += lineBreaks(in: piece)
      if start.count < sampleSize { start += piece.prefix(sampleSize - start.count) }
      bytes += piece.count
    }
    try rejectBinaryFormats(start)
    self.file = file
    self.bytes = bytes
    self.lines = lines
    hashing.wait()
    guard let digest = hash.withLock({ $0 }) else {
      preconditionFailure("who was waited for has a result")
    }
    sha256 = try digest.get()
    isChosen = chosen != nil
    (encoding, mark, cutOff) = chosen.map { ($0, 0, 0) } ?? detector.finish()
    let sample = sampleText(Array(start.dropFirst(mark)), encoding, isChosen: isChosen)
    try rejectControlCharacters(sample)
    let layout = try CSVLayout(of: sample, isCut: bytes > start.count)
    delimiter = Character(UnicodeScalar(layout.delimiter))
    (header, headerRow) = (layout.header, layout.headerRow)
  }

  /// Refuses a file whose first megabyte shows that it is not CSV.
  package static func look(atBeginningOf file: URL) throws {
    let handle = try FileHandle(forReadingFrom: file)
    defer { try? handle.close() }
    let start = Array(try handle.read(upToCount: sampleSize) ?? Data())
    try rejectBinaryFormats(start)
    var detector = EncodingDetector()
    start.withUnsafeBufferPointer { detector.look(at: $0) }
    let (encoding, mark, _) = detector.finish()
    let sample = sampleText(Array(start.dropFirst(mark)), encoding)
    try rejectControlCharacters(sample)
    _ = try CSVLayout(of: sample, isCut: start.count == sampleSize)
  }

  /// Calls `body` for every record after the header, and `progress` now and then with the bytes
  /// read.
  package func eachRecord(
    progress: (Int) throws -> Void = { _ in }, _ body: (borrowing CSVRecord) throws -> Void
  ) throws {
    var transcoder = Transcoder(from: encoding, isChosen: isChosen)
    var parser = CSVParser(delimiter: delimiter.asciiValue ?? 44)
    var passed = 0
    // Not the file itself, which would be copied for each record.
    let headerRow = headerRow
    func pastHeader(_ record: borrowing CSVRecord) throws {
      if record.row > headerRow { try body(record) }
    }
    try eachChunk(of: file) { piece in
      let from = passed == 0 ? mark : 0
      let to = min(piece.count, bytes - cutOff - passed)
      passed += piece.count
      guard from < to else { return }
      try transcoder.transcode(UnsafeBufferPointer(rebasing: piece[from..<to])) { text in
        try parser.feed(text, pastHeader)
      }
      try progress(passed)
    }
    try parser.finish(pastHeader)
  }
}

/// The sample from which the delimiter and the header are detected.
private let sampleSize = 1 << 20

private func eachChunk(
  of file: URL, _ body: (UnsafeBufferPointer<UInt8>) throws -> Void
) throws {
  let descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw CocoaError(.fileReadNoSuchFile) }
  defer { close(descriptor) }
  let size = 1 << 18
  let piece = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
  defer { piece.deallocate() }
  while true {
    let count = read(descriptor, piece, size)
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { throw CocoaError(.fileReadUnknown) }
    guard count > 0 else { return }
    try body(UnsafeBufferPointer(start: piece, count: count))
  }
}

/// In hexadecimal. A separate pass, beside the one that reads the text.
private func sha256Text(of file: URL) throws -> String {
  var hash = SHA256()
  try eachChunk(of: file) { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
  return hash.finalize().map { byte in
    let digits = String(byte, radix: 16)
    return digits.count == 1 ? "0" + digits : digits
  }.joined()
}

private func lineBreaks(in piece: UnsafeBufferPointer<UInt8>) -> Int {
  guard var next = UnsafeRawPointer(piece.baseAddress) else { return 0 }
  let end = next + piece.count
  var breaks = 0
  while let found = memchr(next, 10, end - next) {
    breaks += 1
    next = UnsafeRawPointer(found) + 1
  }
  return breaks
}

private func rejectBinaryFormats(_ start: [UInt8]) throws {
  let kinds: [([UInt8], String)] = [
    ([0x50, 0x4B, 0x03, 0x04], "an Excel workbook or a zip archive"),
    ([0x1F, 0x8B], "a gzip archive"), ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook"),
    ([0x25, 0x50, 0x44, 0x46], "a PDF"),
  ]
  for (mark, kind) in kinds where start.starts(with: mark) { throw CSVRefusal.notText(kind) }
}

/// A stray control character is left to its row; in a picture or a program every tenth byte is one.
/// Zero bytes do not count: old programs pad files with them.
private func rejectControlCharacters(_ sample: [UInt8]) throws {
  let controls = sample.count { $0 < 9 ? $0 > 0 : $0 > 13 && $0 < 32 }
  if controls > 3, controls * 50 > sample.count { throw CSVRefusal.unreadable }
}

private func sampleText(
  _ bytes: [UInt8], _ encoding: TextEncoding, isChosen: Bool = false
) -> [UInt8] {
  var transcoder = Transcoder(from: encoding, isChosen: isChosen)
  return bytes.withUnsafeBufferPointer { transcoder.transcode($0) { Array($0) } }
}
