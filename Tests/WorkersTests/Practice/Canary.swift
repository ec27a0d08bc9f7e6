import Foundation
import Glibc
import Synchronization

/// A web server that writes down what it is asked, and leads on to another address.
final class Canary: Sendable {
  let port: Int
  private let listener: Int32
  private let asked = Mutex<[String]>([])

  init(leadingTo next: String = "") throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 16) == 0
          && getsockname(listener, $0, &length) == 0
      }
    }
    guard bound else { throw POSIXError(.EADDRINUSE) }
    self.listener = listener
    port = Int(in_port_t(bigEndian: address.sin_port))
    let answer =
      "HTTP/1.1 302 Found\r\nLocation: \(next)\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    Thread.detachNewThread { [self] in
      while case let caller = accept(listener, nil, nil), caller >= 0 {
        var bytes = [UInt8](repeating: 0, count: 8_192)
        let count = recv(caller, &bytes, bytes.count, 0)
        let head = String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
        asked.withLock { $0.append(String(head.prefix { $0 != "\r\n" })) }
        _ = send(caller, answer, answer.utf8.count, Int32(MSG_NOSIGNAL))
        close(caller)
      }
    }
  }

  /// Ends the thread, which holds this object.
  func end() {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  var requests: [String] { asked.withLock { $0 } }
}
