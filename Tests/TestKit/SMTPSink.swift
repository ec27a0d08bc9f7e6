import Foundation
import Glibc

/// Postfix's smtp-sink on a port of its own, which takes every mail.
package final class SMTPSink: Sendable {
  package let port: Int
  private let process: Int32

  package init(_ flags: [String] = []) throws {
    let program = ["/usr/sbin/smtp-sink", "/usr/bin/smtp-sink"].first {
      FileManager.default.isExecutableFile(atPath: $0)
    }
    guard let program else { throw Missing.smtpSink }
    port = try freePort()
    let user = geteuid() == 0 ? ["-u", "nobody"] : []
    let words = [program] + user + flags + ["127.0.0.1:\(port)", "100"]
    var arguments = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var child: pid_t = 0
    guard posix_spawn(&child, program, nil, nil, &arguments, environ) == 0 else {
      throw POSIXError(.ENOENT)
    }
    process = child
    for _ in 0..<100 where !answers(port) { usleep(20_000) }
  }

  private enum Missing: Error, CustomStringConvertible {
    case smtpSink

    var description: String { "smtp-sink is not installed (apt install postfix)" }
  }

  deinit {
    kill(process, SIGKILL)
    var status: Int32 = 0
    waitpid(process, &status, 0)
  }
}

/// A port that nobody had a moment ago.
package func freePort() throws -> Int {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(descriptor) }
  var address = loopback(port: 0)
  var size = socklen_t(MemoryLayout<sockaddr_in>.size)
  let isBound = withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
    }
  }
  guard isBound else { throw POSIXError(.EADDRINUSE) }
  return Int(UInt16(bigEndian: address.sin_port))
}

package func answers(_ port: Int) -> Bool {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(descriptor) }
  var address = loopback(port: port)
  return withUnsafePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
    }
  }
}

private func loopback(port: Int) -> sockaddr_in {
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = UInt16(port).bigEndian
  address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
  return address
}
