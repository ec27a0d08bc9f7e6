import Foundation
import HTTPTypes
import Web

/// A server with nothing behind it, as a process of its own: for the cases of http_requests, for the
/// load test and for the benchmark. `web-probe [FOLDER [PORT [CONNECTIONS]]]`; it prints its port.
@main
struct Probe {
  static func main() throws {
    let arguments = CommandLine.arguments
    var configuration = ServerConfiguration()
    configuration.port = arguments.count > 2 ? Int(arguments[2]) ?? 0 : 0
    if arguments.count > 3 { configuration.connections = Int(arguments[3]) ?? 12_000 }
    // All that a test sends comes from one address.
    configuration.connectionsPerClient = configuration.connections
    configuration.queuedPerClient = configuration.queued
    if arguments.count > 1 {
      configuration.files = try StaticFiles(folder: URL(filePath: arguments[1]))
    }
    let server = Server(
      configuration,
      plan: { _, path in RequestPlan(bodyLimit: path == "/flood" ? 2 << 30 : 1 << 20) },
      handler: Probe.answer)
    try server.listen()
    signal(SIGPIPE, SIG_IGN)
    signal(SIGTERM, SIG_IGN)
    let terminated = DispatchSource.makeSignalSource(signal: SIGTERM, queue: .global())
    terminated.setEventHandler { server.stop() }
    terminated.resume()
    FileHandle.standardOutput.write(Data("\(server.port)\n".utf8))
    try server.run()
  }

  /// `/events` streams, `/slow` takes a second; all else tells what came.
  static func answer(_ request: Request) -> Response {
    switch request.path {
    case "/events": return .events(request.query.all("topic"))
    case "/slow":
      Thread.sleep(forTimeInterval: 1)
      return .text("slow\n")
    default:
      let form = request.form.fields.map { "\($0.name)=\($0.value)\n" }.joined()
      let files = request.uploads.map { "\($0)=\($1.bytes)\n" }.joined()
      return .text(
        "\(request.method.rawValue) \(request.path) \(request.body.count)\n\(form)\(files)")
    }
  }
}
