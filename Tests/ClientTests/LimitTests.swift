import Client
import Foundation
import TestKit
import Testing

/// The rate and the number of simultaneous requests of one host.
@Suite struct LimitTests {
  @Test func requestsAboveTheRateWait() throws {
    let time = FakeClock()
    let server = try HTTPDouble(["*": [Answer()]])
    var policy = HTTPPolicy.local
    policy.rate = HTTPRate(2, per: .seconds(10))
    let client = HTTPClient(policy: policy, clock: time.clock())

    for _ in 0..<5 { _ = try client.send(HTTPRequest(.get, server.url)) }

    #expect(time.waits == [.seconds(10), .seconds(10)])
    #expect(try server.requests().count == 5)
  }

  @Test func eachBucketHasARateOfItsOwn() throws {
    let time = FakeClock()
    let server = try HTTPDouble(["*": [Answer()]])
    var policy = HTTPPolicy.local
    policy.rates = ["slow": HTTPRate(1, per: .seconds(20))]
    let client = HTTPClient(policy: policy, clock: time.clock())
    var slow = HTTPRequest(.get, server.url)
    slow.rateBucket = "slow"

    for request in [slow, HTTPRequest(.get, server.url), HTTPRequest(.get, server.url), slow] {
      _ = try client.send(request)
    }

    #expect(time.waits == [.seconds(20)])
  }

  @Test func aWaitBeyondTheRequestsTimeIsAFailure() throws {
    let time = FakeClock()
    let server = try HTTPDouble(["*": [Answer()]])
    var policy = HTTPPolicy.local
    policy.rate = HTTPRate(1, per: .seconds(60))
    let client = HTTPClient(policy: policy, clock: time.clock())

    _ = try client.send(HTTPRequest(.get, server.url))
    let failure = client.failure(HTTPRequest(.post, server.url))

    #expect(failure?.kind == .busy)
    #expect(failure?.mayHaveBeenExecuted == false)
    #expect(time.waits.isEmpty)
    #expect(try server.requests().count == 1)
  }

  /// Each simultaneous request has a connection of its own, so the peer's count is the greatest number.
  @Test func noMoreThanSoManyRequestsRunAtTheSameTime() throws {
    let server = try HTTPDouble(["*": [Answer(delay: 0.05)]])
    var policy = HTTPPolicy.local
    policy.concurrency = 2
    let client = HTTPClient(policy: policy)
    let url = server.url

    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      #expect(throws: Never.self) { try client.send(HTTPRequest(.get, url)) }
    }

    let requests = try server.requests()
    #expect(requests.count == 8)
    #expect(requests.map(\.connection).max() ?? 0 <= 2)
  }

  @Test func aRequestWithoutAPlaceInItsTimeFails() throws {
    let server = try HTTPDouble(["*": [Answer(delay: 20)]])
    var policy = HTTPPolicy.local
    policy.concurrency = 1
    let client = HTTPClient(policy: policy)
    let url = server.url
    let first = Thread {
      var request = HTTPRequest(.get, url)
      request.timeout = .seconds(2)
      _ = try? client.send(request)
    }
    first.start()
    while try server.requests().isEmpty { usleep(5_000) }
    var request = HTTPRequest(.post, url)
    request.timeout = .milliseconds(200)

    let failure = client.failure(request)

    #expect(failure?.kind == .busy)
    #expect(failure?.mayHaveBeenExecuted == false)
  }
}
