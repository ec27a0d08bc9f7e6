import Client
import Foundation
import HTTPTypes
import Testing
import Web

/// Against a server of the house on loopback.
@Suite struct HTTPCallTests {
  @Test func anAnswerComesWithItsStatusAndBody() throws {
    let server = try Peer { request in
      .text("\(request.method.rawValue) \(request.path)", status: .created)
    }

    let answer = try server.call(.get, "/a/b").answer()

    #expect(answer.status == 201)
    #expect(String(decoding: answer.body, as: UTF8.self) == "GET /a/b")
  }

  @Test func aFormIsPostedAsOne() throws {
    let server = try Peer { request in
      let fields = request.form.fields.map { "\($0.name)=\($0.value)" }
      return .text(fields.joined(separator: ";"))
    }
    var call = server.call(.post, "/")
    call.form = "email=a%40b.example&note=one+two%26three"

    let answer = try call.answer()

    #expect(
      String(decoding: answer.body, as: UTF8.self) == "email=a@b.example;note=one two&three")
  }

  @Test func anEmptyFormIsPostedToo() throws {
    let server = try Peer { request in .text(request.method.rawValue) }

    let answer = try server.call(.post, "/").answer()

    #expect(String(decoding: answer.body, as: UTF8.self) == "POST")
  }

  @Test(arguments: [HTTPResponse.Status.notFound, .internalServerError, .serviceUnavailable])
  func aRefusalIsAnAnswer(status: HTTPResponse.Status) throws {
    let server = try Peer { _ in .text("no", status: status) }

    #expect(try server.call(.get, "/").answer().status == status.code)
  }

  @Test func aRedirectIsToldAndNotFollowed() throws {
    let server = try Peer { request in
      request.path == "/" ? .seeOther("/elsewhere") : .text("there")
    }

    let answer = try server.call(.get, "/").answer()

    #expect((300..<400).contains(answer.status))
    #expect(!String(decoding: answer.body, as: UTF8.self).contains("there"))
  }

  @Test func ofALongBodyTheBeginningIsKept() throws {
    let server = try Peer { _ in .text(String(repeating: "0123456789", count: 100_000)) }
    var call = server.call(.get, "/")
    call.keeps = 25

    let answer = try call.answer()

    #expect(answer.status == 200)
    #expect(String(decoding: answer.body, as: UTF8.self) == "0123456789012345678901234")
  }

  @Test func aServerThatIsSilentIsGivenUp() throws {
    let silent = try SilentPeer()
    var call = HTTPCall(.get, "http://127.0.0.1:\(silent.port)/")
    call.publicAddressesOnly = false
    call.limit = .milliseconds(300)
    let started = ContinuousClock.now

    #expect(throws: HTTPCallProblem.self) { try call.answer() }
    #expect(ContinuousClock.now - started < .seconds(5))
  }

  @Test func nobodyThereIsNoAnswer() throws {
    let port = try SilentPeer().port
    var call = HTTPCall(.get, "http://127.0.0.1:\(port)/")
    call.publicAddressesOnly = false

    #expect(throws: HTTPCallProblem.self) { try call.answer() }
  }

  /// However the address is written.
  @Test(arguments: ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "2130706433", "0x7f.1"])
  func onlyTheOpenInternetIsCalled(host: String) throws {
    let heard = Heard()
    let server = try Peer { _ in
      heard.note()
      return .text("inside")
    }

    #expect(throws: HTTPCallProblem.self) {
      try HTTPCall(.get, "http://\(host):\(server.port)/").answer()
    }
    #expect(!heard.isTrue)
  }

  @Test(arguments: [
    "file:///etc/hostname", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "", "http://",
  ])
  func nothingButHTTPIsSpoken(url: String) {
    var call = HTTPCall(.get, url)
    call.publicAddressesOnly = false

    #expect(throws: HTTPCallProblem.self) { try call.answer() }
  }
}

private final class Peer {
  private let server: Server

  init(_ handler: @escaping @Sendable (Request) -> Response) throws {
    var configuration = ServerConfiguration()
    configuration.port = 0
    configuration.workers = 2
    let server = Server(
      configuration, plan: { _, _ in RequestPlan(bodyLimit: 1 << 20) }, handler: handler)
    try server.listen()
    self.server = server
    Thread.detachNewThread { try? server.run() }
  }

  deinit { server.stop() }

  var port: Int { server.port }

  func call(_ method: HTTPCall.Method, _ path: String) -> HTTPCall {
    var call = HTTPCall(method, "http://127.0.0.1:\(port)\(path)")
    call.publicAddressesOnly = false
    return call
  }
}

/// Listens, and never takes a call.
private final class SilentPeer {
  let port: Int
  private let descriptor: Int32

  init() throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    port = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = bind(descriptor, $0, length)
        _ = getsockname(descriptor, $0, &length)
      }
      return Int(UInt16(bigEndian: $0.pointee.sin_port))
    }
    guard listen(descriptor, 5) == 0 else { throw POSIXError(.EADDRINUSE) }
  }

  deinit { close(descriptor) }
}

private final class Heard: @unchecked Sendable {
  private let lock = NSLock()
  private var value = false

  func note() { lock.withLock { value = true } }

  var isTrue: Bool { lock.withLock { value } }
}
