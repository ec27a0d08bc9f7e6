import Foundation
import Glibc

/// A client that sends the bytes it is told to, and reads what comes.
final class RawClient {
  struct Answer: Equatable {
    let status: Int
    let headers: [String: String]
    let body: String
  }

  private let descriptor: Int32
  private(set) var received: [UInt8] = []
  private(set) var isClosed = false

  /// `source`: one of the many addresses of this machine, to be another client.
  init(port: Int, from source: String? = nil) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    if let source {
      var own = sockaddr_in()
      own.sin_family = sa_family_t(AF_INET)
      own.sin_addr.s_addr = inet_addr(source)
      _ = withUnsafePointer(to: &own) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let code = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard code == 0 else { throw POSIXError(.ECONNREFUSED) }
    var yes: Int32 = 1
    setsockopt(
      descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, socklen_t(MemoryLayout<Int32>.size))
  }

  deinit {
    close(descriptor)
  }

  func send(_ text: String) { send(Array(text.utf8)) }

  func send(_ bytes: some Collection<UInt8>) {
    let bytes = Array(bytes)
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(
          descriptor, $0.baseAddress.map { $0 + sent }, bytes.count - sent,
          Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      sent += count
    }
  }

  /// Says that nothing more will come.
  func endInput() { shutdown(descriptor, Int32(SHUT_WR)) }

  /// Reads until `isEnough`, the server closes, or time is up.
  func read(within seconds: Double = 5, until isEnough: (RawClient) -> Bool) {
    let end = ContinuousClock.now + .seconds(seconds)
    while !isEnough(self), !isClosed {
      let left = Int32((end - .now) / .milliseconds(1))
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard left > 0, poll(&waiting, 1, left) > 0 else { return }
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count <= 0 { isClosed = true } else { received += buffer[..<count] }
    }
  }

  /// The next answers, in order.
  func answers(_ count: Int = 1, toHead: Bool = false) -> [Answer] {
    read { $0.parse(toHead: toHead).count >= count }
    return parse(toHead: toHead)
  }

  func answer(toHead: Bool = false) -> Answer? { answers(toHead: toHead).first }

  func ask(_ text: String) -> Answer? {
    received = []
    send(text)
    return answer()
  }

  /// Reads until the server closes; false when it does not.
  func isClosedByServer(within seconds: Double = 5) -> Bool {
    read(within: seconds) { _ in false }
    return isClosed
  }

  var text: String { String(decoding: received, as: UTF8.self) }

  private func parse(toHead: Bool) -> [Answer] {
    var answers: [Answer] = []
    var rest = received[...]
    while let end = rest.firstRange(of: Array("\r\n\r\n".utf8)) {
      let lines = String(decoding: rest[..<end.lowerBound], as: UTF8.self).components(
        separatedBy: "\r\n")
      var headers: [String: String] = [:]
      for line in lines.dropFirst() {
        let parts = line.components(separatedBy: ": ")
        headers[parts[0].lowercased()] = parts.dropFirst().joined(separator: ": ")
      }
      let status = Int(lines[0].split(separator: " ").dropFirst().first ?? "") ?? 0
      let length = toHead || status == 100 ? 0 : Int(headers["content-length"] ?? "") ?? 0
      let body = rest[end.upperBound...]
      guard body.count >= length else { return answers }
      answers.append(
        Answer(
          status: status, headers: headers,
          body: String(decoding: body.prefix(length), as: UTF8.self)))
      rest = body.dropFirst(length)
    }
    return answers
  }
}

let hello = "GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n"
