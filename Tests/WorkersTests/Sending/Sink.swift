import Foundation
import Glibc
import TestKit
import Testing

/// A mail server of others on this machine, for the time of a test.
final class Sink: Sendable {
  let port: Int
  let folder: URL
  private let process: Int32

  /// Postfix's smtp-sink: `-q .` hangs up at the final dot, `-r RCPT` refuses, and so on.
  convenience init(_ flags: [String] = []) throws {
    let user = getuid() == 0 ? ["-u", "nobody"] : []
    try self.init(started: { port, _ in
      ["smtp-sink"] + user + flags + ["127.0.0.1:\(port)", "100"]
    })
  }

  /// Tests/WorkersTests/Sending/recorder.py, which keeps each message as a file.
  static func recorder(_ flags: [String] = []) throws -> Sink {
    let script = packageFolder.appending(path: "Tests/WorkersTests/Sending/recorder.py").path()
    return try Sink(started: { port, folder in
      ["python3", script, "\(port)", folder.path()] + flags
    })
  }

  private init(started command: (Int, URL) -> [String]) throws {
    port = try freePort()
    folder = FileManager.default.temporaryDirectory.appending(path: "sink-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let server = Process()
    server.executableURL = URL(filePath: "/usr/bin/env")
    server.arguments = command(port, folder)
    var environment = ProcessInfo.processInfo.environment
    environment["PATH"] = "\(environment["PATH"] ?? ""):/usr/sbin"
    server.environment = environment
    server.standardError = FileHandle.nullDevice
    try server.run()
    process = server.processIdentifier
    for _ in 0..<500 where !answers(port) { usleep(10_000) }
  }

  deinit {
    kill(process, SIGKILL)
    try? FileManager.default.removeItem(at: folder)
  }

  /// Whether the recorder has taken a message.
  var hasMail: Bool { (try? messages().isEmpty) == false }

  /// The messages that the recorder took, as they came over the wire: those that are whole.
  func messages() throws -> [String] {
    try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension != "part" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
      .map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
  }

  /// The shortest time between the first bytes of two messages.
  func closest() throws -> Duration {
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: [.contentModificationDateKey])
    let arrivals = try files.map { file in
      let values = try file.resourceValues(forKeys: [.contentModificationDateKey])
      return try #require(values.contentModificationDate).timeIntervalSince1970
    }.sorted()
    return .seconds(try #require(zip(arrivals, arrivals.dropFirst()).map { $1 - $0 }.min()))
  }
}

private func freePort() throws -> Int {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(descriptor) }
  var address = loopback(0)
  var size = socklen_t(MemoryLayout<sockaddr_in>.size)
  withUnsafeMutablePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      _ = bind(descriptor, $0, size)
      _ = getsockname(descriptor, $0, &size)
    }
  }
  return Int(UInt16(bigEndian: address.sin_port))
}

private func answers(_ port: Int) -> Bool {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(descriptor) }
  var address = loopback(port)
  return withUnsafePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
    }
  }
}

private func loopback(_ port: Int) -> sockaddr_in {
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = UInt16(port).bigEndian
  address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
  return address
}
