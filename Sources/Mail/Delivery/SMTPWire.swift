import CLibCurl
import Glibc

/// The bytes of an open connection: whole answers in, and it is known what went out.
final class SMTPWire {
  private let handle: CURLHandle
  private let socket: Int32
  private let cancellation: Cancellation
  private var received: [UInt8] = []
  private var isClosed = false

  init(_ handle: CURLHandle, until cancellation: Cancellation) throws(WireError) {
    self.handle = handle
    self.cancellation = cancellation
    var socket = CLIBCURL_SOCKET_BAD
    guard clibcurl_get_socket(handle.pointer, &socket) == CURLE_OK, socket != CLIBCURL_SOCKET_BAD
    else { throw .closed }
    self.socket = socket
  }

  /// Writes all of it. `left` runs as soon as the first bytes may have gone.
  func write(_ bytes: [UInt8], within limit: Duration, left: () -> Void) throws(WireError) {
    guard !isClosed else { throw .closed }
    var offset = 0
    while offset < bytes.count {
      var written = 0
      let code = bytes.withUnsafeBytes {
        curl_easy_send(
          handle.pointer, $0.baseAddress?.advanced(by: offset), bytes.count - offset, &written)
      }
      switch code {
      case CURLE_OK:
        if offset == 0, written > 0 { left() }
        offset += written
      case CURLE_AGAIN:
        // TLS may already have sent a part of what it could not finish.
        if offset == 0 { left() }
        try wait(for: POLLOUT, until: .now + limit)
      default: throw .closed
      }
    }
  }

  /// The next answer, of however many lines.
  func answer(within limit: Duration) throws(WireError) -> SMTPAnswer {
    guard !isClosed else { throw .closed }
    let end = ContinuousClock.now + limit
    var lines: [String] = []
    while true {
      let line = try line(until: end)
      lines.append(line)
      let codes = line.utf8.prefix(4)
      guard codes.count >= 3, codes.prefix(3).allSatisfy({ (48...57).contains($0) }),
        lines.count <= 100
      else { throw .nonsense }
      if codes.count == 4, codes.last == UInt8(ascii: "-") { continue }
      guard let answer = SMTPAnswer(lines: lines), (200..<600).contains(answer.code) else {
        throw .nonsense
      }
      return answer
    }
  }

  /// Whether the server has neither spoken unasked nor closed.
  var isQuiet: Bool {
    guard !isClosed, received.isEmpty else { return false }
    return (try? receive()) == false && received.isEmpty
  }

  func close() {
    isClosed = true
    handle.close()
  }
}

extension SMTPWire {
  private func line(until end: ContinuousClock.Instant) throws(WireError) -> String {
    while true {
      if let feed = received.firstIndex(of: lineFeed) {
        var line = received[..<feed]
        if line.last == carriageReturn { line = line.dropLast() }
        let text = line.text
        received.removeFirst(feed + 1)
        return text
      }
      guard received.count < 8_192 else { throw .nonsense }
      // What TLS has already decrypted wakes no poll: read until there is nothing more.
      if try receive() { continue }
      try wait(for: POLLIN, until: end)
    }
  }

  /// False when nothing is there yet.
  private func receive() throws(WireError) -> Bool {
    var count = 0
    let code = withUnsafeTemporaryAllocation(byteCount: 4_096, alignment: 1) { buffer in
      let code = curl_easy_recv(handle.pointer, buffer.baseAddress, buffer.count, &count)
      if code == CURLE_OK { received += buffer.prefix(count) }
      return code
    }
    switch code {
    case CURLE_OK where count > 0: return true
    case CURLE_AGAIN: return false
    default: throw .closed
    }
  }

  /// In slices, so that a cancellation is noticed.
  private func wait(for event: Int32, until end: ContinuousClock.Instant) throws(WireError) {
    while true {
      let left = end - .now
      guard left > .zero else { throw .silent }
      guard !cancellation.isRequested else { throw .canceled }
      var waiting = pollfd(fd: socket, events: Int16(event), revents: 0)
      let count = poll(&waiting, 1, Int32(clamping: min(left.milliseconds + 1, 250)))
      if count > 0 { return }
      if count < 0, errno != EINTR { throw .silent }
    }
  }
}

enum WireError: Error {
  case closed, silent, nonsense, canceled

  var words: String {
    switch self {
    case .closed: "the server closed the connection"
    case .silent: "the server did not answer in time"
    case .nonsense: "the server answered something that is not SMTP"
    case .canceled: "the program ended while it waited for the server"
    }
  }
}

extension Duration {
  var milliseconds: Int {
    Int(components.seconds) * 1_000 + Int(components.attoseconds / 1_000_000_000_000_000)
  }
}

/// A handle of libcurl, let go of once.
final class CURLHandle {
  private(set) var pointer: UnsafeMutableRawPointer?
  init(_ pointer: UnsafeMutableRawPointer) { self.pointer = pointer }
  deinit { close() }

  func close() {
    curl_easy_cleanup(pointer)
    pointer = nil
  }
}
