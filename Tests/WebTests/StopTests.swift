import Foundation
import Testing
import Web

@Suite struct StopTests {
  @Test func whatRunsIsFinishedAndNobodyNewIsTaken() throws {
    let server = try RunningServer { _ in
    } handler: { request in
      if request.path == "/slow" { Thread.sleep(forTimeInterval: 0.5) }
      return .text("done")
    }
    let idle = try server.client()
    #expect(idle.ask(hello)?.body == "done")
    let busy = try server.client()
    busy.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
    Thread.sleep(forTimeInterval: 0.1)

    server.server.stop()

    #expect(idle.isClosedByServer())
    let answer = busy.answer()
    #expect(answer?.body == "done")
    #expect(answer?.headers["connection"] == "close")
    #expect(server.hasEnded(within: 5))
    #expect(throws: POSIXError.self) { try server.client() }
  }

  @Test func whatDoesNotEndIsLeftBehind() throws {
    let server = try RunningServer { $0.stopTime = .milliseconds(300) }
    let client = try server.client()
    client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nab")
    Thread.sleep(forTimeInterval: 0.1)

    server.server.stop()

    #expect(server.hasEnded(within: 5))
    #expect(client.isClosedByServer())
  }

  @Test func streamsEndWhenTheServerIsStopped() throws {
    let server = try RunningServer { _ in
    } handler: { _ in
      .events(["a"])
    }
    let client = try server.client()
    client.send(hello)
    client.read { $0.text.contains("\r\n\r\n") }

    server.server.stop()

    #expect(client.isClosedByServer())
    #expect(server.hasEnded(within: 5))
  }

  /// A client that does not read, one that does not go on with its body, and one that listens.
  @Test func itEndsInTimeWhateverClientsDo() throws {
    let server = try RunningServer(
      { $0.stopTime = .milliseconds(500) }, bodyLimit: { _, _ in 4 << 20 },
      handler: { request in
        request.path == "/events"
          ? .events(["a"]) : .text(String(repeating: "x", count: 20 << 20))
      })
    let reader = try server.client()
    reader.send("GET /large HTTP/1.1\r\nHost: x\r\n\r\n")
    reader.read { !$0.received.isEmpty }
    let body = try server.client()
    body.send(
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000\r\n\r\nA")
    let stream = try server.client()
    stream.send("GET /events HTTP/1.1\r\nHost: x\r\n\r\n")
    stream.read { $0.text.contains("\r\n\r\n") }
    waitUntil { server.server.metrics.contains("overture_http_uploads 1\n") }

    server.server.stop()

    #expect(server.hasEnded(within: 5))
    #expect(stream.isClosedByServer() && body.isClosedByServer() && reader.isClosedByServer())
  }
}
