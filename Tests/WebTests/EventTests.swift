import Foundation
import Testing
import Web

@Suite struct EventTests {
  private func server(
    _ configure: (inout ServerConfiguration) -> Void = { _ in }
  ) throws
    -> RunningServer
  {
    try RunningServer(
      configure,
      handler: { request in
        request.path == "/events" ? .events(request.query.all("topic")) : .text("page")
      })
  }

  private func listen(_ server: RunningServer, to topics: [String]) throws -> RawClient {
    let client = try server.client()
    let query = topics.map { "topic=\($0)" }.joined(separator: "&")
    client.send("GET /events?\(query) HTTP/1.1\r\nHost: x\r\n\r\n")
    client.read { $0.text.contains("\r\n\r\n") }
    return client
  }

  /// Publishes until it is heard: the stream is known a moment after its head was written.
  private func publish(
    _ server: RunningServer, _ topic: String, _ data: String, to client: RawClient
  ) {
    waitUntil {
      server.server.events.publish(topic: topic, data: data)
      client.read(within: 0.05) { $0.text.contains("data: \(data)") }
      return client.text.contains("data: \(data)")
    }
  }

  @Test func whatIsPublishedReachesWhoListens() throws {
    let server = try server()
    let both = try listen(server, to: ["a", "b"])
    let other = try listen(server, to: ["c"])

    publish(server, "a", "one", to: both)
    publish(server, "b", "two", to: both)
    publish(server, "c", "three", to: other)

    #expect(both.text.lowercased().contains("content-type: text/event-stream"))
    #expect(both.text.contains("data: one\n\n"))
    #expect(both.text.contains("data: two\n\n"))
    #expect(!both.text.contains("data: three"))
    #expect(!other.text.contains("data: one"))
  }

  @Test func severalLinesAreOneEvent() throws {
    let server = try server()
    let client = try listen(server, to: ["a"])
    publish(server, "a", "ready", to: client)
    server.server.events.publish(topic: "a", data: "1\r\n2\n3")
    client.read { $0.text.contains("data: 3") }
    #expect(client.text.hasSuffix("data: 1\ndata: 2\ndata: 3\n\n"))
  }

  @Test func aQuietStreamHasAHeartbeat() throws {
    let server = try server { $0.heartbeat = .milliseconds(200) }
    let client = try listen(server, to: ["a"])
    client.read { $0.text.components(separatedBy: ":\n\n").count > 2 }
    #expect(client.text.components(separatedBy: ":\n\n").count > 2)
  }

  @Test func aStreamEndsWhenItsHolderIsOver() throws {
    let server = try RunningServer(handler: { request in
      .events(["a"], holder: StreamHolder(session: Int(request.query["s"]) ?? 0, workspace: 1))
    })
    let clients = try (1...2).map { session in
      let client = try server.client()
      client.send("GET /events?s=\(session) HTTP/1.1\r\nHost: x\r\n\r\n")
      client.read { $0.text.contains("\r\n\r\n") }
      return client
    }
    let (one, other) = (
      StreamHolder(session: 1, workspace: 1), StreamHolder(session: 2, workspace: 1)
    )
    waitUntil { server.server.events.holders == [one, other] }

    server.server.events.end([one])

    #expect(clients[0].isClosedByServer())
    waitUntil { server.server.events.holders == [other] }
    #expect(server.server.events.holders == [other])
    #expect(!clients[1].isClosedByServer(within: 0.3))
  }

  @Test func aStreamHoldsNoWorkerAndIsForgottenWhenTheClientGoes() throws {
    let server = try server { $0.workers = 1 }
    var clients = try (0..<20).map { _ in try listen(server, to: ["a"]) }

    #expect(try server.client().ask(hello)?.body == "page")
    #expect(server.server.metrics.contains("overture_http_event_streams 20"))

    clients.removeAll()
    waitUntil { server.server.metrics.contains("overture_http_event_streams 0") }
    #expect(server.server.metrics.contains("overture_http_event_streams 0"))
  }
}
