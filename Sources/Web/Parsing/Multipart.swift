import Foundation

/// Reads a multipart form (RFC 7578) as it comes: texts are kept, files go to disk. Whatever comes, it
/// holds no more in memory than the texts of a form may have, and one piece of what was read.
struct Multipart {
  /// Of all texts and names together.
  private static let mostText = 1 << 20
  private static let mostFields = 1000
  /// Each takes a descriptor.
  private static let mostFiles = 20

  private enum State {
    case preamble, headers, text, file, end
  }

  private(set) var fields: [Form.Field] = []
  private(set) var files: [(name: String, upload: Upload, keeper: TemporaryFile)] = []
  private let delimiter: [UInt8]
  private let folder: URL
  private let fileRule: FileRule
  private let room: BodyRoom?
  private var state = State.preamble
  private var waiting = Array("\r\n".utf8)
  private var part = PartHead()
  private var text: [UInt8] = []
  private var file: TemporaryFile?
  private(set) var textBytes = 0

  init(boundary: String, folder: URL, files: FileRule = .taken, room: BodyRoom? = nil) {
    delimiter = Array("\r\n--\(boundary)".utf8)
    self.folder = folder
    fileRule = files
    self.room = room
  }

  var isComplete: Bool { state == .end }

  mutating func take(_ bytes: Bytes) throws(RequestFault) {
    // What stands behind the last delimiter means nothing (RFC 2046, 5.1.1).
    guard state != .end else { return }
    waiting.append(contentsOf: bytes)
    var used = 0
    while let next = try step(from: used) { used = next }
    let spilt = try spill(from: used)
    waiting.removeFirst(used + spilt)
  }

  /// Goes on by one delimiter or one part's head; nil when more bytes are needed.
  private mutating func step(from start: Int) throws(RequestFault) -> Int? {
    switch state {
    case .end: return nil
    case .headers: return try readHeaders(from: start)
    case .preamble, .text, .file:
      guard let found = find(delimiter, from: start) else { return nil }
      let after = found + delimiter.count
      guard waiting.count >= after + 2 else { return nil }
      try keep(start..<found)
      try endPart()
      if waiting[after] == 45, waiting[after + 1] == 45 {
        state = .end
        return waiting.count
      }
      state = .headers
      return after
    }
  }

  /// From the end of the delimiter to the empty line.
  private mutating func readHeaders(from start: Int) throws(RequestFault) -> Int? {
    guard let end = find(Array("\r\n\r\n".utf8), from: start) else {
      guard waiting.count - start < 8192 else { throw .form }
      return nil
    }
    guard end - start < 8192, fields.count < Self.mostFields else { throw .form }
    guard !waiting[start..<end].contains(0) else { throw .zero }
    part = PartHead(String(decoding: waiting[start..<end], as: UTF8.self))
    try count(part.name.utf8.count)
    if part.fileName == nil {
      state = .text
    } else {
      guard files.count < Self.mostFiles else { throw .form }
      try fileRule.check(fields)
      state = .file
    }
    return end + 4
  }

  /// Puts away what can be no part of a delimiter, so that no file waits in memory.
  private mutating func spill(from start: Int) throws(RequestFault) -> Int {
    guard state != .headers, state != .end else { return 0 }
    let held = delimiter.count + 1
    let free = waiting.count - start - held
    guard free > 0 else { return 0 }
    // A delimiter may stand at the very end, waiting for the two bytes behind it.
    let end = find(delimiter, from: start) ?? start + free
    try keep(start..<end)
    return end - start
  }

  private mutating func keep(_ range: Range<Int>) throws(RequestFault) {
    guard !range.isEmpty else { return }
    if state == .text {
      try count(range.count)
      text.append(contentsOf: waiting[range])
    } else if state == .file {
      let file = try openedFile()
      try waiting.withBytes { bytes throws(RequestFault) in
        try file.append(Bytes(rebasing: bytes[range]))
      }
    }
  }

  /// A browser sends a field for a file that was left empty, too: such a form takes no place.
  private mutating func openedFile() throws(RequestFault) -> TemporaryFile {
    if let file { return file }
    try room?.takePlace()
    let new = try TemporaryFile(in: folder)
    file = new
    return new
  }

  private mutating func count(_ bytes: Int) throws(RequestFault) {
    textBytes += bytes
    guard textBytes <= Self.mostText else { throw .longBody }
  }

  private mutating func endPart() throws(RequestFault) {
    if state == .text {
      let field = Form.Field(name: part.name, value: String(decoding: text, as: UTF8.self))
      guard !field.holdsZero else { throw .zero }
      fields.append(field)
      text.removeAll()
    } else if state == .file {
      // And without a name; a file that was chosen may be empty, too.
      guard file != nil || part.fileName?.isEmpty == false else { return }
      let file = try openedFile()
      try file.flush()
      let upload = Upload(
        file: file.url, name: part.fileName ?? "", contentType: part.contentType,
        bytes: file.count)
      files.append((part.name, upload, file))
      self.file = nil
    }
  }

  private func find(_ pattern: [UInt8], from start: Int) -> Int? {
    waiting.withUnsafeBufferPointer { $0.find(pattern, from: start) }
  }
}

/// Whether the files of a form are kept.
enum FileRule: Sendable {
  case refused
  case taken
  /// Only when the fields before the first one hold what shows that the form is ours.
  case takenBehind(@Sendable (Form) -> Bool)

  func check(_ fields: [Form.Field]) throws(RequestFault) {
    switch self {
    case .refused: throw .file
    case .taken: return
    case .takenBehind(let isOurs): guard isOurs(Form(fields)) else { throw .formToken }
    }
  }
}

extension [UInt8] {
  /// `withUnsafeBufferPointer` for bodies that throw their own kind of error.
  func withBytes<Value>(_ body: (Bytes) throws(RequestFault) -> Value) throws(RequestFault) -> Value
  {
    let result: Result<Value, RequestFault> = withUnsafeBufferPointer { bytes in
      do throws(RequestFault) {
        return .success(try body(bytes))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}

/// `Content-Disposition: form-data; name="…"; filename="…"` and the type of one part.
private struct PartHead: Sendable {
  var name = ""
  var fileName: String?
  var contentType = "text/plain"

  init() {}

  init(_ text: String) {
    for line in text.split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let value = parts[1].trimmingCharacters(in: .whitespaces)
      switch parts[0].lowercased() {
      case "content-disposition":
        name = HeaderParameter.value(of: "name", in: value) ?? ""
        let path = HeaderParameter.value(of: "filename", in: value)
        fileName = path.map { $0.split(whereSeparator: { "/\\".contains($0) }).last ?? "" }
          .map(String.init)
      case "content-type": contentType = value
      default: break
      }
    }
  }
}

/// The `; name=value` pairs behind the value of a header.
enum HeaderParameter {
  static func value(of name: String, in header: String) -> String? {
    var rest = header.drop { $0 != ";" }
    while rest.first == ";" {
      rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
      let key = rest.prefix { $0 != "=" && $0 != ";" }
      rest = rest.dropFirst(key.count)
      guard rest.first == "=" else { continue }
      rest = rest.dropFirst()
      let (value, length) = rest.first == "\"" ? quoted(rest) : plain(rest)
      if key.trimmingCharacters(in: .whitespaces).lowercased() == name { return value }
      rest = rest.dropFirst(length).drop { $0 != ";" }
    }
    return nil
  }

  private static func plain(_ text: Substring) -> (String, Int) {
    let value = text.prefix { $0 != ";" }
    return (value.trimmingCharacters(in: .whitespaces), value.count)
  }

  /// Browsers write a quotation mark in a name as `%22`, others as `\"`.
  private static func quoted(_ text: Substring) -> (String, Int) {
    var value = ""
    var length = 1
    var escaped = false
    for character in text.dropFirst() {
      length += 1
      if escaped {
        value.append(character == "\"" ? "\"" : "\\\(character)")
        escaped = false
      } else if character == "\\" {
        escaped = true
      } else if character == "\"" {
        break
      } else {
        value.append(character)
      }
    }
    return (value.replacing("%22", with: "\""), length)
  }
}
