import Foundation
import HTTPTypes
import Web

/// A server on a port of its own, stopped when the test lets go of it. It answers with what it
/// understood of the request, unless the test says otherwise.
final class RunningServer: Sendable {
  let server: Server
  private let ended = DispatchSemaphore(value: 0)

  init(
    _ configure: (inout ServerConfiguration) -> Void = { _ in },
    bodyLimit: @escaping @Sendable (HTTPRequest.Method, String) -> Int = { _, _ in 1 << 20 },
    lane: @escaping @Sendable (HTTPRequest.Method, String) -> Lane = { _, _ in .pages },
    admit: @escaping @Sendable (Request) -> Admission = { _ in .admitted },
    handler: @escaping @Sendable (Request) -> Response = RunningServer.tell
  ) throws {
    var configuration = ServerConfiguration()
    configuration.port = 0
    configuration.workers = 4
    configuration.loops = 2
    configure(&configuration)
    let server = Server(
      configuration, plan: { RequestPlan(bodyLimit: bodyLimit($0, $1), lane: lane($0, $1)) },
      admit: admit, handler: handler)
    try server.listen()
    self.server = server
    let ended = ended
    Thread.detachNewThread {
      try? server.run()
      ended.signal()
    }
  }

  deinit {
    server.stop()
  }

  var port: Int { server.port }

  /// Whether so many requests wait for a worker.
  func isQueueing(_ number: Int) -> Bool {
    server.metrics.contains("overture_http_queue \(number)\n")
  }

  func client(from source: String? = nil) throws -> RawClient {
    try RawClient(port: port, from: source)
  }

  /// Whether `run` has returned within so many seconds.
  func hasEnded(within seconds: Double) -> Bool {
    guard ended.wait(timeout: .now() + seconds) == .success else { return false }
    ended.signal()
    return true
  }

  static func tell(_ request: Request) -> Response {
    let fields = request.form.fields.map { "\($0.name)=\($0.value)" }
    let query = request.query.fields.map { "\($0.name)=\($0.value)" }
    let files = request.uploads.map { "\($0.key): \($0.value.name) \($0.value.bytes)" }.sorted()
    let body = request.body.isEmpty ? [] : ["body \(request.body.count)"]
    let lines = ["\(request.method.rawValue) \(request.path)"] + query + fields + files + body
    return .text(lines.joined(separator: "\n"))
  }
}

/// Returns when the condition holds, or after half a minute: a full machine is slow. The test then
/// says what it misses.
func waitUntil(_ condition: () -> Bool) {
  let patience = ContinuousClock.now + .seconds(30)
  while !condition(), .now < patience { usleep(1000) }
}
