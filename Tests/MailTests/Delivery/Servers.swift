import Foundation
import Glibc
import Mail
import TestKit

/// A server of somebody else's for the time of a test.
final class MailServer {
  let port: Int
  private let process: Process

  /// Postfix's smtp-sink, with its faults: `-q DATA` hangs up, `-r RCPT` refuses, and so on.
  static func sink(_ flags: [String] = []) throws -> MailServer {
    let port = try freePort()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    // Debian keeps it where an ordinary user's PATH does not look.
    process.environment = ["PATH": "/usr/sbin:/usr/bin:/bin"]
    let user = getuid() == 0 ? ["-u", "nobody"] : []
    process.arguments = ["smtp-sink"] + user + flags + ["127.0.0.1:\(port)", "100"]
    return try MailServer(process, port: port)
  }

  /// A script of this folder that listens at the port of its first argument.
  static func script(_ name: String, _ arguments: [String]) throws -> MailServer {
    let port = try freePort()
    return try MailServer(pythonProcess("MailTests/\(name)", ["\(port)"] + arguments), port: port)
  }

  private init(_ process: Process, port: Int) throws {
    self.process = process
    self.port = port
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let end = ContinuousClock.now + .seconds(20)
    while !isListening(port) {
      guard ContinuousClock.now < end, process.isRunning else { throw NotListening() }
      usleep(10_000)
    }
  }

  struct NotListening: Error {}

  deinit {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  func address(
    _ security: SMTPServer.Security = .none, credentials: SMTPServer.Credentials? = nil
  ) -> SMTPServer {
    var timeouts = SMTPTimeouts.impatient
    timeouts.data = .seconds(5)
    timeouts.finalDot = .seconds(5)
    return SMTPServer(
      host: "127.0.0.1", port: port, security: security, credentials: credentials,
      clientName: "client.example", timeouts: timeouts)
  }
}

/// Listens and never takes a connection. The kernel makes as many as `backlog` and one more; when
/// it is full, nothing comes back.
final class DeafListener {
  let port: Int
  private let descriptor: Int32
  private var others: [Int32] = []

  init(backlog: Int32) throws {
    port = try freePort()
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = loopback(port: port)
    withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    listen(descriptor, backlog)
  }

  func fill() {
    for _ in 0..<4 {
      let other = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      _ = fcntl(other, F_SETFL, O_NONBLOCK)
      var address = loopback(port: port)
      withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          _ = connect(other, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      others.append(other)
    }
  }

  deinit {
    for other in others + [descriptor] { close(other) }
  }
}

func freePort() throws -> Int {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(descriptor) }
  var address = loopback(port: 0)
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  return withUnsafeMutablePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      _ = bind(descriptor, $0, length)
      _ = getsockname(descriptor, $0, &length)
    }
    return Int(UInt16(bigEndian: $0.pointee.sin_port))
  }
}

private func isListening(_ port: Int) -> Bool {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(descriptor) }
  var address = loopback(port: port)
  return withUnsafeMutablePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
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
