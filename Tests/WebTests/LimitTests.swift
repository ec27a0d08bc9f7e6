import Foundation
import HTTPTypes
import Testing
import Web

/// Each limit with its answer. Times are short here; the program's are those of the configuration.
@Suite struct LimitTests {
  @Test func aRequestLineBeyondEightKilobytesIs414() throws {
    let server = try RunningServer()
    let line = { (count: Int) in
      "GET /" + String(repeating: "a", count: count - 14) + " HTTP/1.1\r\nHost: x\r\n\r\n"
    }

    #expect(try server.client().ask(line(8192))?.status == 200)
    #expect(try server.client().ask(line(8193))?.status == 414)
    let endless = try server.client()
    endless.send("GET /" + String(repeating: "a", count: 9000))
    #expect(endless.answer()?.status == 414)
    #expect(endless.isClosedByServer())
  }

  @Test func headersBeyondThirtyTwoKilobytesOrAHundredAre431() throws {
    let server = try RunningServer()
    let many = { (count: Int) in
      "GET / HTTP/1.1\r\nHost: x\r\n" + String(repeating: "a: b\r\n", count: count - 1) + "\r\n"
    }
    let long = { (count: Int) in
      "GET / HTTP/1.1\r\nHost: x\r\na: " + String(repeating: "b", count: count) + "\r\n\r\n"
    }

    #expect(try server.client().ask(many(100))?.status == 200)
    #expect(try server.client().ask(many(101))?.status == 431)
    #expect(try server.client().ask(long(32_000))?.status == 200)
    #expect(try server.client().ask(long(33_000))?.status == 431)
    let endless = try server.client()
    endless.send("GET / HTTP/1.1\r\nHost: x\r\na: " + String(repeating: "b", count: 40_000))
    #expect(endless.answer()?.status == 431)
  }

  @Test func aBodyBeyondTheRoutesLimitIs413() throws {
    let server = try RunningServer(
      bodyLimit: { method, path in method == .post && path == "/large" ? 100 : 10 })
    let sized = { (path: String, count: Int) in
      "POST \(path) HTTP/1.1\r\nHost: x\r\nContent-Length: \(count)\r\n\r\n"
        + String(repeating: "x", count: count)
    }
    let chunked = { (count: Int) in
      "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        + String(repeating: "1\r\nx\r\n", count: count) + "0\r\n\r\n"
    }

    #expect(try server.client().ask(sized("/", 10))?.status == 200)
    #expect(try server.client().ask(sized("/", 11))?.status == 413)
    #expect(try server.client().ask(sized("/large", 100))?.status == 200)
    #expect(try server.client().ask(sized("/large", 101))?.status == 413)
    #expect(try server.client().ask(chunked(10))?.status == 200)
    #expect(try server.client().ask(chunked(11))?.status == 413)
  }

  @Test func aHeadThatDoesNotArriveInTimeIs408() throws {
    let server = try RunningServer { $0.headerTime = .milliseconds(400) }
    let slow = try server.client()

    slow.send("GET / HTTP/1.1\r\nHost: x\r\n")

    #expect(slow.answer()?.status == 408)
    #expect(slow.isClosedByServer())
  }

  @Test func aHeadThatTricklesIs408() throws {
    let server = try RunningServer { $0.headerTime = .milliseconds(400) }
    let slow = try server.client()
    for _ in 0..<20 where slow.received.isEmpty {
      slow.send("G")
      slow.read(within: 0.1) { !$0.received.isEmpty }
    }
    #expect(slow.answer()?.status == 408)
  }

  @Test func aBodyThatTricklesIs408() throws {
    let server = try RunningServer {
      $0.bodyWindow = .milliseconds(500)
      $0.bodyBytesPerSecond = 100
    }
    let slow = try server.client()
    let steady = try server.client()
    let head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 300\r\n\r\n"
    slow.send(head)
    steady.send(head)
    for _ in 0..<10 {
      slow.send("x")
      steady.send(String(repeating: "x", count: 30))
      slow.read(within: 0.1) { _ in false }
    }
    #expect(slow.answer()?.status == 408)
    #expect(steady.answer()?.status == 200)
  }

  /// Fast enough for each window, and too slow to be waited for.
  @Test func aBodyThatTakesTooLongInAllIs408() throws {
    let server = try RunningServer {
      $0.bodyWindow = .milliseconds(200)
      $0.bodyBytesPerSecond = 10
      $0.bodyGrace = .milliseconds(500)
      $0.bodyAverage = 1000
      $0.bodyTime = .seconds(3)
    }
    let slow = try server.client()
    let steady = try server.client()
    let endless = try server.client()
    for (client, length) in [(slow, 100_000), (steady, 4000), (endless, 100_000)] {
      client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: \(length)\r\n\r\n")
    }
    let began = ContinuousClock.now
    var slowEnded: Duration?
    while !endless.isClosed, .now - began < .seconds(15) {
      slow.send(String(repeating: "x", count: 10))
      if steady.received.isEmpty { steady.send(String(repeating: "x", count: 400)) }
      endless.send(String(repeating: "x", count: 400))
      endless.read(within: 0.1) { _ in false }
      for client in [slow, steady] { client.read(within: 0.01) { !$0.received.isEmpty } }
      if !slow.received.isEmpty { slowEnded = slowEnded ?? .now - began }
    }

    #expect(slow.answer()?.status == 408)
    #expect(slowEnded.map { $0 < .seconds(3) } == true, "for its pace, before its time was over")
    #expect(steady.answer()?.status == 200)
    #expect(endless.answer()?.status == 408)
  }

  @Test func anIdleConnectionIsClosedWithoutAWord() throws {
    let server = try RunningServer { $0.idleTime = .milliseconds(400) }
    let fresh = try server.client()
    let used = try server.client()

    #expect(used.ask(hello)?.status == 200)

    #expect(fresh.isClosedByServer() && fresh.received.isEmpty)
    #expect(used.isClosedByServer() && used.answers().count == 1)
  }

  @Test func aConnectionTooManyIs503AtOnceAndTheOthersGoOn() throws {
    let server = try RunningServer { $0.connections = 3 }
    let clients = try (0..<3).map { _ in try server.client() }
    for client in clients { #expect(client.ask(hello)?.status == 200) }

    let extra = try server.client()
    let answer = extra.answer()
    #expect(answer?.status == 503)
    #expect(answer?.headers["retry-after"] != nil)
    #expect(extra.isClosedByServer())

    for client in clients { #expect(client.ask(hello)?.status == 200) }
  }

  @Test func aPlaceThatIsGivenBackIsLentAgain() throws {
    let server = try RunningServer { $0.connections = 1 }
    for _ in 0..<5 {
      let client = try server.client()
      var status = client.ask(hello)?.status
      // The server may see the new one before the old one has gone.
      waitUntil {
        if status != 200 { status = try? server.client().ask(hello)?.status }
        return status == 200
      }
      #expect(status == 200)
    }
  }
}
