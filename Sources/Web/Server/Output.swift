import CEpoll
import Glibc

/// What the socket has not taken yet: bytes, and behind them a file.
struct Output {
  private(set) var bytes: [UInt8] = []
  private var start = 0
  private(set) var file: OutgoingFile?

  var isEmpty: Bool { start == bytes.count && file == nil }
  var waiting: Int { bytes.count - start }
  /// The socket would take more, but others are to have their turn.
  var isInterrupted: Bool { start == bytes.count && file?.isInterrupted == true }

  mutating func append(_ more: some Collection<UInt8>) {
    bytes.append(contentsOf: more)
  }

  mutating func append(_ file: OutgoingFile?) {
    self.file = file ?? self.file
  }

  /// Writes what the socket takes. False when the connection is gone.
  mutating func write(to socket: Int32) -> Bool {
    if start < bytes.count {
      guard let written = Self.send(bytes[start...], to: socket) else { return false }
      start += written
      guard start == bytes.count else { return true }
      bytes.removeAll(keepingCapacity: bytes.capacity <= 65_536)
      start = 0
    }
    guard let file else { return true }
    guard file.send(to: socket) else { return false }
    if file.isSent { self.file = nil }
    return true
  }

  /// How much the socket took now; nil when the connection is gone.
  static func send(_ bytes: ArraySlice<UInt8>, to socket: Int32) -> Int? {
    bytes.withUnsafeBytes { send($0, to: socket) }
  }

  static func send(_ bytes: UnsafeRawBufferPointer, to socket: Int32) -> Int? {
    var sent = 0
    while sent < bytes.count, let base = bytes.baseAddress {
      let count = cepoll_send(socket, base + sent, bytes.count - sent)
      if count > 0 {
        sent += count
      } else if errno == EAGAIN {
        return sent
      } else if errno != EINTR {
        return nil
      }
    }
    return sent
  }
}

/// A file on its way into a socket, without passing through our memory.
final class OutgoingFile: @unchecked Sendable {
  let count: Int
  private let descriptor: Int32
  private var offset: Int64 = 0
  private(set) var isInterrupted = false
  /// Bytes sent before others have their turn.
  private static let turn = 1 << 20

  init?(_ path: String) {
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      return nil
    }
    count = Int(status.st_size)
  }

  var isSent: Bool { Int(offset) >= count }

  /// False when the connection is gone, or the file became shorter than was said.
  func send(to socket: Int32) -> Bool {
    let end = min(Int(offset) + Self.turn, count)
    isInterrupted = false
    while Int(offset) < end {
      let sent = cepoll_send_file(socket, descriptor, &offset, end - Int(offset))
      if sent > 0 { continue }
      if sent < 0, errno == EINTR { continue }
      return sent < 0 && errno == EAGAIN
    }
    isInterrupted = !isSent
    return true
  }

  deinit {
    close(descriptor)
  }
}
