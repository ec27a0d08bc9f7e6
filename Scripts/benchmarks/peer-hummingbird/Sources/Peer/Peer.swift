import Foundation
import Hummingbird
import Logging

/// hummingbird with the two bodies that ours serves: `Peer PORT FIVE TWENTY`, the latter two files.
@main
struct Peer {
  static func main() async throws {
    let arguments = CommandLine.arguments
    let router = Router()
    for (path, file) in [("five.txt", arguments[2]), ("twenty.txt", arguments[3])] {
      let body = ByteBuffer(string: try String(contentsOfFile: file, encoding: .utf8))
      router.get("\(path)") { _, _ in
        Response(
          status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
          body: ResponseBody(byteBuffer: body))
      }
    }
    var logger = Logger(label: "peer")
    logger.logLevel = .error
    let application = Application(
      router: router,
      configuration: .init(address: .hostname("127.0.0.1", port: Int(arguments[1]) ?? 0)),
      logger: logger)
    try await application.runService()
  }
}
