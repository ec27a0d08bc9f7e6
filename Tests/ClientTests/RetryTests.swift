import Client
import Foundation
import TestKit
import Testing

@Suite struct RetryTests {
  private let time = FakeClock()

  @Test(arguments: [429, 502, 503, 504])
  func aRequestIsSentAgainAfterLongerAndLongerWaits(status: Int) throws {
    let server = try HTTPDouble(["*": [Answer(status), Answer(status), Answer(200, "third")]])

    let response = try client().sendRetrying(HTTPRequest(.get, server.url))

    #expect(response.text == "third")
    #expect(time.waits == [.milliseconds(250), .milliseconds(500)])
    #expect(try server.requests().count == 3)
  }

  @Test func chanceLengthensAWaitToTwiceAndNoMore() throws {
    let server = try HTTPDouble(["*": [Answer(503), Answer(503), Answer()]])

    _ = try client(random: 0.999_999).sendRetrying(HTTPRequest(.get, server.url))

    let waits = time.waits.map { $0 / .seconds(1) }
    #expect(waits.count == 2)
    #expect(waits[0] > 0.49 && waits[0] < 0.5)
    #expect(waits[1] > 0.99 && waits[1] < 1)
  }

  @Test func theLastAnswerIsHandedBack() throws {
    let server = try HTTPDouble(["*": [Answer(503, "busy")]])

    let response = try client().sendRetrying(HTTPRequest(.get, server.url))

    #expect(response.status == 503)
    #expect(try server.requests().count == 4)
  }

  @Test(arguments: [400, 401, 404, 409, 500, 501])
  func otherAnswersAreFinal(status: Int) throws {
    let server = try HTTPDouble(["*": [Answer(status)]])

    #expect(try client().sendRetrying(HTTPRequest(.get, server.url)).status == status)
    #expect(try server.requests().count == 1)
  }

  @Test func ourWaitsHaveALongestOne() throws {
    let server = try HTTPDouble(["*": [Answer(503)]])
    var retries = HTTPRetries()
    retries.attempts = 10
    retries.firstWait = .seconds(4)

    _ = try client().sendRetrying(HTTPRequest(.get, server.url), retries)

    #expect(time.waits == [2, 4, 8, 15, 15, 15, 15, 15, 15].map { .seconds($0) })
  }

  @Test func theServersOwnWaitComesFirst() throws {
    let date = DateFormatter()
    date.locale = Locale(identifier: "en_US_POSIX")
    date.timeZone = TimeZone(identifier: "GMT")
    date.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    let server = try HTTPDouble([
      "*": [
        Answer(429, headers: [["Retry-After", "7"]]),
        Answer(503, headers: [["Retry-After", date.string(from: time.date + 12)]]),
        Answer(503, headers: [["Retry-After", date.string(from: time.date - 60)]]),
        Answer(200, "fourth"),
      ]
    ])

    let response = try client().sendRetrying(HTTPRequest(.get, server.url))

    #expect(response.text == "fourth")
    #expect(time.waits == [.seconds(7), .seconds(12), .zero])
  }

  @Test(arguments: ["31", "3600", "99999999999999999999", "Fri, 31 Dec 2100 23:59:59 GMT"])
  func aWaitThatIsTooLongIsHandedBack(wait: String) throws {
    let server = try HTTPDouble(["*": [Answer(503, headers: [["Retry-After", wait]])]])

    let response = try client().sendRetrying(HTTPRequest(.get, server.url))

    #expect(response.status == 503)
    #expect(try #require(response.retryAfter()) > .seconds(30))
    #expect(time.waits.isEmpty)
    #expect(try server.requests().count == 1)
  }

  @Test(arguments: ["soon", "-5", "", "1.5"])
  func aWaitThatCannotBeReadIsLeftOut(wait: String) throws {
    let server = try HTTPDouble(["*": [Answer(503, headers: [["Retry-After", wait]]), Answer()]])

    _ = try client().sendRetrying(HTTPRequest(.get, server.url))

    #expect(time.waits == [.milliseconds(250)])
  }

  /// The server may have done it.
  @Test(arguments: [
    Answer(502), Answer(503), Answer(504), Answer(cut: .before), Answer(200, "x", cut: .body),
  ])
  func aPostIsNotSentAgainWhereItMayHaveBeenExecuted(answer: Answer) throws {
    let server = try HTTPDouble(["*": [answer, Answer()]])

    let status = try? client().sendRetrying(HTTPRequest(.post, server.url)).status

    #expect(status == (answer.cut == nil ? answer.status : nil))
    #expect(try server.requests().count == 1)
  }

  @Test func aPostIsSentAgainWhereItCannotHaveBeenExecuted() throws {
    let server = try HTTPDouble(["*": [Answer(429), Answer(201)]])
    #expect(try client().sendRetrying(HTTPRequest(.post, server.url)).status == 201)
    #expect(try server.requests().count == 2)

    let nobody = HTTPRequest(.post, "http://127.0.0.1:\(try freePort())/")
    let waits = time.waits.count
    #expect(throws: HTTPFailure.self) { try client().sendRetrying(nobody) }
    #expect(time.waits.count - waits == 3)
  }

  @Test func aPostWithAKeyIsSentAgainAfterACut() throws {
    let server = try HTTPDouble(["*": [Answer(cut: .before), Answer(503), Answer(201)]])
    var request = HTTPRequest(.post, server.url)
    request.headers = [("Idempotency-Key", "1")]

    #expect(try client().sendRetrying(request).status == 201)
    #expect(try server.requests().count == 3)
  }

  /// The first try may have been executed, though the last was not.
  @Test func theFailureSpeaksForAllTries() throws {
    let lookups = Turns(["127.0.0.1", "127.0.0.9"])
    let server = try HTTPDouble(["*": [Answer(cut: .before)]])
    var policy = HTTPPolicy.local
    policy.lookup = { _ in [lookups.next()] }
    let client = HTTPClient(policy: policy, clock: time.clock())
    var request = HTTPRequest(.post, "http://service.example:\(server.port)/")
    request.isIdempotent = true

    let failure = #expect(throws: HTTPFailure.self) { try client.sendRetrying(request) }

    #expect(failure?.kind == .notConnected)
    #expect(failure?.mayHaveBeenExecuted == true)
  }

  @Test func whatCannotChangeIsNotTriedAgain() {
    let client = HTTPClient(policy: .strict, clock: time.clock())

    for url in ["http://127.0.0.1:9/", "ftp://127.0.0.1/"] {
      #expect(throws: HTTPFailure.self) { try client.sendRetrying(HTTPRequest(.get, url)) }
    }

    #expect(time.waits.isEmpty)
  }

  private func client(random: Double = 0) -> HTTPClient {
    HTTPClient(policy: .local, clock: time.clock(random: random))
  }
}
