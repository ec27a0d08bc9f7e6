import Foundation

/// Reads the body of one request as it comes: forms with files into fields and files, small ones
/// into memory, large ones to disk.
final class BodyReader {
  private enum Framing {
    case sized(left: Int)
    case chunked(ChunkDecoder)
  }

  enum Kind {
    case form
    case multipart(boundary: String)
    case other
  }

  private static let keptInMemory = 1 << 20

  private(set) var received = 0
  private(set) var memory: [UInt8] = []
  private(set) var file: TemporaryFile?
  private(set) var multipart: Multipart?
  let kind: Kind
  private var framing: Framing
  /// The content of the chunks of one read: a chunk may be a byte, and is not kept by itself.
  private var gathered: [UInt8] = []
  private let limit: Int
  private let folder: URL
  private let files: FileRule
  /// Nil where nobody counts.
  private let room: BodyRoom?

  /// Throws when the body is too long for memory by its own account and there is no place for it among
  /// the uploads. What comes in smaller pieces takes its place when something of it goes to disk.
  init(
    _ head: Head, kind: Kind, limit: Int, folder: URL, limits: HeadParser.Limits, files: FileRule,
    room: BodyRoom? = nil
  ) throws(RequestFault) {
    framing = head.isChunked ? .chunked(ChunkDecoder(limits)) : .sized(left: head.contentLength)
    self.kind = kind
    self.limit = limit
    self.folder = folder
    self.files = files
    self.room = room
    if case .multipart(let boundary) = kind {
      multipart = Multipart(boundary: boundary, folder: folder, files: files, room: room)
    }
    if !head.isChunked, head.contentLength > Self.keptInMemory {
      if case .form = kind { throw .longBody }
      try room?.takePlace()
    }
  }

  var isComplete: Bool {
    switch framing {
    case .sized(let left): left == 0
    case .chunked(let decoder): decoder.isDone
    }
  }

  /// Takes what belongs to the body and says how much that was.
  func take(_ bytes: Bytes) throws(RequestFault) -> Int {
    let used: Int
    switch framing {
    case .sized(let left):
      used = min(left, bytes.count)
      framing = .sized(left: left - used)
      try keep(Bytes(rebasing: bytes[..<used]))
    case .chunked(var decoder):
      gathered.removeAll(keepingCapacity: true)
      used = try decoder.decode(bytes) { content throws(RequestFault) in
        gathered.append(contentsOf: content)
      }
      framing = .chunked(decoder)
      try gathered.withBytes { content throws(RequestFault) in try keep(content) }
    }
    if isComplete {
      if let multipart, !multipart.isComplete { throw .form }
      try file?.flush()
    }
    return used
  }

  private func keep(_ content: Bytes) throws(RequestFault) {
    received += content.count
    guard received <= limit else { throw .longBody }
    if multipart != nil {
      try multipart?.take(content)
      try room?.keep(multipart?.textBytes ?? 0)
    } else if let file {
      try file.append(content)
    } else if memory.count + content.count <= Self.keptInMemory {
      try room?.keep(memory.count + content.count)
      memory.append(contentsOf: content)
    } else {
      if case .form = kind { throw .longBody }
      try moveToFile(content)
    }
  }

  private func moveToFile(_ content: Bytes) throws(RequestFault) {
    try files.check([])
    try room?.takePlace()
    let file = try TemporaryFile(in: folder)
    try memory.withBytes { bytes throws(RequestFault) in try file.append(bytes) }
    try file.append(content)
    self.file = file
    memory = []
    try room?.keep(0)
  }
}
