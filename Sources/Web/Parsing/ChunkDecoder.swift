/// Reads a chunked body (RFC 9112, 7.1), whatever pieces it comes in.
package struct ChunkDecoder: Sendable {
  private enum State {
    case sizeStart, size, blanks, extensions, sizeEnd, data, dataReturn, dataEnd
    case trailerStart, trailerName, trailerValue, trailerEnd, lastEnd, done
  }

  private var state = State.sizeStart
  private var left = 0
  private var digits = 0
  private var extra = 0
  private var trailers = 0
  private let limits: HeadParser.Limits

  package init(_ limits: HeadParser.Limits = HeadParser.Limits()) {
    self.limits = limits
  }

  package var isDone: Bool { state == .done }

  /// Takes what belongs to the body and says how much that was; `keep` gets the content in it.
  package mutating func decode(
    _ bytes: UnsafeBufferPointer<UInt8>,
    keep: (UnsafeBufferPointer<UInt8>) throws(RequestFault) -> Void
  ) throws(RequestFault) -> Int {
    var index = 0
    while index < bytes.count, state != .done {
      if state == .data {
        let end = min(index + left, bytes.count)
        try keep(UnsafeBufferPointer(rebasing: bytes[index..<end]))
        left -= end - index
        index = end
        if left == 0 { state = .dataReturn }
      } else {
        try step(bytes[index])
        index += 1
      }
    }
    return index
  }

  private mutating func step(_ byte: UInt8) throws(RequestFault) {
    switch state {
    case .sizeStart, .size, .blanks: try readSize(byte)
    case .extensions: try readExtension(byte)
    case .sizeEnd:
      guard byte == Byte.lineFeed else { throw .chunk }
      // What a chunk brings pays for its own extensions; a body of little else is refused.
      extra = left > 0 ? max(extra - 16 - left, 0) : 0
      state = left > 0 ? .data : .trailerStart
    case .dataReturn:
      guard byte == Byte.carriageReturn else { throw .chunk }
      state = .dataEnd
    case .dataEnd:
      guard byte == Byte.lineFeed else { throw .chunk }
      digits = 0
      state = .sizeStart
    default: try readTrailer(byte)
    }
  }

  private mutating func readSize(_ byte: UInt8) throws(RequestFault) {
    if state != .blanks, let digit = Byte.hex(byte) {
      digits += 1
      guard digits <= 15 else { throw .chunk }
      left = left << 4 | digit
      state = .size
      return
    }
    guard digits > 0 else { throw .chunk }
    switch byte {
    case Byte.carriageReturn where state == .size: state = .sizeEnd
    case Byte.semicolon: state = .extensions
    case Byte.space, Byte.tab: state = .blanks
    default: throw .chunk
    }
    try countExtra()
  }

  /// Extensions mean nothing here, but they may hold no control characters and not go on for ever.
  private mutating func readExtension(_ byte: UInt8) throws(RequestFault) {
    if byte == Byte.carriageReturn {
      state = .sizeEnd
    } else {
      guard Byte.isText(byte) else { throw .chunk }
      try countExtra()
    }
  }

  private mutating func countExtra() throws(RequestFault) {
    extra += 1
    guard extra <= 4096 else { throw .chunk }
  }

  /// Trailers are read as headers are, and dropped.
  private mutating func readTrailer(_ byte: UInt8) throws(RequestFault) {
    extra += 1
    guard extra <= limits.headers, trailers <= limits.fields else { throw .manyHeaders }
    switch state {
    case .trailerStart where byte == Byte.carriageReturn: state = .lastEnd
    case .trailerStart where Byte.isTokenCharacter(byte):
      trailers += 1
      state = .trailerName
    case .trailerName where byte == Byte.colon: state = .trailerValue
    case .trailerName where Byte.isTokenCharacter(byte): break
    case .trailerValue where byte == Byte.carriageReturn: state = .trailerEnd
    case .trailerValue where Byte.isText(byte): break
    case .trailerEnd where byte == Byte.lineFeed: state = .trailerStart
    case .lastEnd where byte == Byte.lineFeed: state = .done
    default: throw .chunk
    }
  }
}
