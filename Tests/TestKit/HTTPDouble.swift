import Foundation

/// A service that answers by a script, faults included, and keeps every request: Doubles/http_double.py
/// in a folder of its own. It ends with this object.
package final class HTTPDouble: @unchecked Sendable {
  /// What one request is answered; http_double.py says what the words mean.
  package struct Answer: Encodable, Sendable {
    package var status: Int?
    package var headers: [[String]]?
    package var body: String?
    package var delay: Double?
    package var slow: Double?
    package var cut: Cut?
    package var chunked: Bool?
    package var length: Int?
    package var gzip: Bool?
    package var bomb: Int?
    package var raw: String?
    package var close: Bool?

    package enum Cut: String, Encodable, Sendable {
      case unread
      case before
      case head
      case body
    }

    package init(
      _ status: Int? = nil, _ body: String? = nil, headers: [[String]]? = nil,
      delay: Double? = nil, slow: Double? = nil, cut: Cut? = nil, chunked: Bool? = nil,
      length: Int? = nil, gzip: Bool? = nil, bomb: Int? = nil, raw: String? = nil,
      close: Bool? = nil
    ) {
      self.status = status
      self.headers = headers
      self.body = body
      self.delay = delay
      self.slow = slow
      self.cut = cut
      self.chunked = chunked
      self.length = length
      self.gzip = gzip
      self.bomb = bomb
      self.raw = raw
      self.close = close
    }
  }

  /// What the service heard.
  package struct Request: Decodable, Sendable {
    /// From 1, in the order in which connections came.
    package let connection: Int
    package let method: String
    package let target: String
    package let path: String
    package let query: String
    package let headers: [[String]]
    package let body64: Data
    /// What does not fit the contract.
    package let faults: [String]

    package var body: String { String(decoding: body64, as: UTF8.self) }

    package func header(_ name: String) -> String? {
      headers.first { $0[0].lowercased() == name.lowercased() }?[1]
    }
  }

  package let port: Int
  package let isTLS: Bool
  private let folder: URL
  private let process: Process

  /// `script` has the answers of each path, in their order, the last one again and again; `*` is for
  /// every other path. `contract` is a description of ../shared/data/apis, whose paths begin below
  /// `prefix`: a request that does not fit is answered 400.
  package init(
    _ script: [String: [Answer]], contract: String? = nil, prefix: String = "",
    isTLS: Bool = false, isProxy: Bool = false
  ) throws {
    self.isTLS = isTLS
    folder = FileManager.default.temporaryDirectory.appending(path: "http-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    let file = folder.appending(path: "script.json")
    try JSONEncoder().encode(script).write(to: file)
    var arguments = [file.path, folder.appending(path: "log").path]
    if let contract {
      arguments += ["--contract", sharedData("apis/\(contract)").path, "--prefix", prefix]
    }
    if isTLS { arguments += ["--tls", folder.path] }
    if isProxy { arguments.append("--proxy") }
    process = try pythonProcess("Doubles/http_double.py", arguments)
    let out = Pipe()
    process.standardOutput = out
    try process.run()
    let line = String(decoding: out.fileHandleForReading.availableData, as: UTF8.self)
    guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw NotListening()
    }
    self.port = port
  }

  package struct NotListening: Error {}

  deinit {
    kill(process.processIdentifier, SIGKILL)
    try? FileManager.default.removeItem(at: folder)
  }

  /// Without a path at its end.
  package var url: String { "\(isTLS ? "https" : "http")://127.0.0.1:\(port)" }

  /// Of a double with TLS.
  package var certificate: String { folder.appending(path: "certificate.pem").path }

  /// All requests that were read so far, the earliest first.
  package func requests() throws -> [Request] {
    let log = folder.appending(path: "log")
    let lines = try Data(contentsOf: log).split(separator: 0x0A)
    return try lines.map { try JSONDecoder().decode(Request.self, from: Data($0)) }
  }
}
