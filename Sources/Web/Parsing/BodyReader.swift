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
  /// Where a large body takes its place among the uploads, and for whom.
  private let places: (shares: Shares, client: String)?
  /// That place, held until the request is answered.
  private var share: Share?

  /// Throws when the body is large by its own account and there is no place for it. One that does not
  /// say how long it is takes its place when it has become large.
  init(
    _ head: Head, kind: Kind, limit: Int, folder: URL, limits: HeadParser.Limits, files: FileRule,
    places: (shares: Shares, client: String)? = nil
  ) throws(RequestFault) {
    framing = head.isChunked ? .chunked(ChunkDecoder(limits)) : .sized(left: head.contentLength)
    self.kind = kind
    self.limit = limit
    self.folder = folder
    self.files = files
    self.places = places
    if case .multipart(let boundary) = kind {
      multipart = Multipart(boundary: boundary, folder: folder, files: files)
    }
    if !head.isChunked { try takePlace(head.contentLength) }
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
    try takePlace(received)
    if multipart != nil {
      try multipart?.take(content)
    } else if let file {
      try file.append(content)
    } else if memory.count + content.count <= Self.keptInMemory {
      memory.append(contentsOf: content)
    } else {
      if case .form = kind { throw .longBody }
      try moveToFile(content)
    }
  }

  private func takePlace(_ bytes: Int) throws(RequestFault) {
    guard let places, share == nil, bytes > ServerConfiguration.smallBody else { return }
    share = places.shares.take(places.client)
    if share == nil { throw .manyUploads }
  }

  private func moveToFile(_ content: Bytes) throws(RequestFault) {
    try files.check([])
    let file = try TemporaryFile(in: folder)
    try memory.withBytes { bytes throws(RequestFault) in try file.append(bytes) }
    try file.append(content)
    self.file = file
    memory = []
  }
}
