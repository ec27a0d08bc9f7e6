import Client
import Foundation
import TestKit
import Testing

/// Peers that are late, cut the connection, or answer too much.
@Suite struct FaultTests {
  private let client = HTTPClient(policy: .local)

  @Test(arguments: [Answer.Cut.before, .head, .body])
  func anAnswerThatIsCutMayHaveBeenExecuted(cut: Answer.Cut) throws {
    let server = try HTTPDouble(["*": [Answer(200, "0123456789", cut: cut)]])

    let failure = client.failure(HTTPRequest(.post, server.url))

    #expect(failure?.kind == .cut)
    #expect(failure?.mayHaveBeenExecuted == true)
    #expect(failure?.status == (cut == .body ? 200 : nil))
    #expect(try server.requests().count == 1)
  }

  @Test func aPeerThatClosesBeforeItReadsIsACut() throws {
    let server = try HTTPDouble(["*": [Answer(cut: .unread)]])
    var request = HTTPRequest(.post, server.url)
    request.body = .bytes([UInt8](repeating: 65, count: 1 << 20), type: "text/plain")

    let failure = client.failure(request)

    #expect([.cut, .notConnected].contains(failure?.kind))
    #expect(failure?.mayHaveBeenExecuted == (failure?.kind == .cut))
  }

  @Test func withNobodyThereNothingIsExecuted() throws {
    let failure = client.failure(HTTPRequest(.post, "http://127.0.0.1:\(try freePort())/"))

    #expect(failure?.kind == .notConnected)
    #expect(failure?.mayHaveBeenExecuted == false)
  }

  @Test func aNameThatCannotBeLookedUpIsNotFound() {
    // A label has at most 63 bytes (RFC 1035, section 2.3.4), so no server is asked.
    let name = String(repeating: "a", count: 64) + ".example"

    let failure = client.failure(HTTPRequest(.post, "http://\(name)/"))

    #expect(failure?.kind == .nameNotFound)
    #expect(failure?.mayHaveBeenExecuted == false)
  }

  /// libcurl would send it a second time by itself.
  @Test func onAConnectionThatDiedAPostIsNotSentTwice() throws {
    let server = try HTTPDouble(["*": [Answer(), Answer(cut: .before), Answer()]])

    _ = try client.send(HTTPRequest(.post, server.url))
    let failure = client.failure(HTTPRequest(.post, server.url))

    #expect(failure?.kind == .cut)
    #expect(failure?.mayHaveBeenExecuted == true)
    #expect(try server.requests().map(\.connection) == [1, 1])
  }

  @Test func onAConnectionThatDiedAGetIsSentOverAnother() throws {
    let server = try HTTPDouble(["*": [Answer(), Answer(cut: .before), Answer(200, "third")]])

    _ = try client.send(HTTPRequest(.get, server.url))
    let response = try client.send(HTTPRequest(.get, server.url))

    #expect(response.text == "third")
    #expect(try server.requests().map(\.connection) == [1, 1, 2])
  }

  @Test func aLateAnswerIsGivenUp() throws {
    let server = try HTTPDouble(["*": [Answer(200, "late", delay: 20)]])
    var request = HTTPRequest(.post, server.url)
    request.timeout = .milliseconds(300)
    let started = ContinuousClock.now

    let failure = client.failure(request)

    #expect(failure?.kind == .timedOut)
    #expect(failure?.mayHaveBeenExecuted == true)
    #expect(ContinuousClock.now - started < .seconds(10))
  }

  @Test func anAnswerThatDripsIsGivenUpAsAWhole() throws {
    let text = String(repeating: "x", count: 100_000)
    let server = try HTTPDouble(["*": [Answer(200, text, slow: 0.1)]])
    var request = HTTPRequest(.get, server.url)
    request.timeout = .milliseconds(500)

    let failure = client.failure(request)

    #expect(failure?.kind == .timedOut)
    #expect(failure?.status == 200)
  }

  /// A server that takes the connection and never speaks TLS.
  @Test func theTimeToConnectHasALimitOfItsOwn() throws {
    let server = try SilentPeer()
    var request = HTTPRequest(.post, "https://127.0.0.1:\(server.port)/")
    request.connectTimeout = .milliseconds(300)
    let started = ContinuousClock.now

    let failure = client.failure(request)

    #expect(failure?.kind == .timedOut)
    #expect(failure?.mayHaveBeenExecuted == false)
    #expect(ContinuousClock.now - started < .seconds(10))
  }

  @Test func theEndOfTheProgramEndsARequest() throws {
    let server = try HTTPDouble(["*": [Answer(delay: 20)]])
    let client = HTTPClient(policy: .local) { (try? server.requests().isEmpty) == false }

    let failure = client.failure(HTTPRequest(.post, server.url))

    #expect(failure?.kind == .stopped)
    #expect(failure?.mayHaveBeenExecuted == true)
  }

  @Test func aBodyOverTheLimitIsAFailureAndOneAtItIsNot() throws {
    let server = try HTTPDouble(["*": [Answer(200, String(repeating: "x", count: 100))]])
    var request = HTTPRequest(.get, server.url)
    request.maximumBytes = 100
    #expect(try client.send(request).body.count == 100)
    request.maximumBytes = 99

    let failure = client.failure(request)

    #expect(failure?.kind == .tooLarge)
    #expect(failure?.status == 200)
    #expect(failure?.mayHaveBeenExecuted == true)
  }

  @Test(arguments: [false, true])
  func ofALongBodyTheBeginningIsKeptWhereAsked(isCompressed: Bool) throws {
    let text = String(repeating: "0123456789", count: 100_000)
    let server = try HTTPDouble(["*": [Answer(200, text, gzip: isCompressed)]])
    var request = HTTPRequest(.get, server.url)
    request.maximumBytes = 25
    request.truncatesAnswer = true

    let response = try client.send(request)

    #expect(response.status == 200)
    #expect(response.text == "0123456789012345678901234")
    #expect(response.isTruncated)
  }

  @Test(arguments: [
    Answer(raw: "HTTP/1.1 410 Gone\r\nContent-Length: 9\r\n\r\nabcd"),
    Answer(raw: "HTTP/1.1 410 Gone\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd"),
    Answer(410, String(repeating: "x", count: 1_200), slow: 20),
  ])
  func whereTheBeginningIsAskedForTheStatusOfABodyThatDoesNotEndIsTheAnswer(
    answer: Answer
  ) throws {
    let server = try HTTPDouble(["*": [answer]])
    var request = HTTPRequest(.post, server.url)
    request.timeout = .seconds(2)
    request.truncatesAnswer = true

    let response = try client.send(request)

    #expect(response.status == 410)
    #expect(response.isTruncated)
  }

  @Test func theLimitCountsWhatACompressedBodyUnpacksTo() throws {
    let server = try HTTPDouble(["*": [Answer(bomb: 30_000_000)]])
    var request = HTTPRequest(.get, server.url)
    request.maximumBytes = 1_000_000

    #expect(client.failure(request)?.kind == .tooLarge)
  }

  @Test func headersHaveALimit() throws {
    let headers = (0..<100).map { ["X-\($0)", String(repeating: "y", count: 1_000)] }
    let server = try HTTPDouble(["*": [Answer(200, headers: headers)]])

    #expect(client.failure(HTTPRequest(.get, server.url))?.kind == .tooLarge)
  }

  @Test(arguments: [
    ("220 mail.example ESMTP\r\n", HTTPFailure.Kind.malformed),
    ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd", .malformed),
    ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc", .cut),
    ("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabcd", .cut),
    ("HTTP/1.1 200 OK\r\nContent-Length: -9\r\n\r\nabcd", .malformed),
  ])
  func anAnswerThatIsNotHTTPIsAFailure(raw: String, kind: HTTPFailure.Kind) throws {
    let server = try HTTPDouble(["*": [Answer(raw: raw)]])

    let failure = client.failure(HTTPRequest(.post, server.url))

    #expect(failure?.kind == kind)
    #expect(failure?.mayHaveBeenExecuted == true)
  }

  @Test func interimAnswersAndFoldedHeadersAreRead() throws {
    let raw = """
      HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\nHTTP/1.1 200 OK\r\nX-Long: one\r\n \
      \ttwo\r\nContent-Length: 2\r\n\r\nok
      """
    let server = try HTTPDouble(["*": [Answer(raw: raw)]])

    let response = try client.send(HTTPRequest(.get, server.url))

    #expect(response.status == 200)
    #expect(response.text == "ok")
    #expect(response.headers["Link"] == nil)
    #expect(response.headers["X-Long"] == "one two")
  }
}

/// Takes connections and never says a word.
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
