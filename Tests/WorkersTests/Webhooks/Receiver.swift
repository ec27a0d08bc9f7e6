import Foundation
import Outreach
import TestKit

/// Tests/WorkersTests/Webhooks/receiver.py
final class Receiver {
  let secret = WebhookSecret()
  let address: String
  private let process: Process
  private let lines: FileHandle
  private let file: URL
  private var unread = ""

  struct Request: Decodable {
    let verified: Bool
    let id: String
    let type: String
    let data: [String: Int]
    let contentType: String?
    let path: String
  }

  init(answering statuses: [Int]) throws {
    file = FileManager.default.temporaryDirectory.appending(path: "secret-\(UUID().uuidString)")
    try Data(secret.text.utf8).write(to: file)
    process = try pythonProcess(
      "WorkersTests/Webhooks/receiver.py", [file.path()] + statuses.map { "\($0)" })
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    lines = pipe.fileHandleForReading
    var port = ""
    while !port.hasSuffix("\n") {
      let more = lines.availableData
      guard !more.isEmpty else { throw CocoaError(.fileReadUnknown) }
      port += String(decoding: more, as: UTF8.self)
    }
    address = "http://127.0.0.1:\(port.dropLast())/hook"
  }

  deinit {
    kill(process.processIdentifier, SIGKILL)
    try? FileManager.default.removeItem(at: file)
  }

  /// Waits for so many requests since the last call.
  func requests(_ count: Int) throws -> [Request] {
    while unread.count(where: { $0 == "\n" }) < count {
      let more = lines.availableData
      guard !more.isEmpty else { throw CocoaError(.fileReadUnknown) }
      unread += String(decoding: more, as: UTF8.self)
    }
    let read = try unread.split(separator: "\n").map {
      try JSONDecoder().decode(Request.self, from: Data($0.utf8))
    }
    unread = ""
    return read
  }

  /// No request has come: asked when one would have been answered already.
  var isUntouched: Bool {
    var descriptor = pollfd(fd: lines.fileDescriptor, events: Int16(POLLIN), revents: 0)
    return poll(&descriptor, 1, 0) == 0
  }
}
