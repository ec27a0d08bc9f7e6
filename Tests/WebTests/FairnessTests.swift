import Foundation
import HTTPTypes
import Synchronization
import Testing
import Web

/// No client holds up another.
@Suite struct FairnessTests {
  @Test func aFloodOfSmallChunksDelaysNoOtherClient() throws {
    let server = try RunningServer({ $0.loops = 1 }, bodyLimit: { _, _ in 2 << 30 })
    let isOver = Atomic(false)
    let flooding = DispatchGroup()
    let port = server.port
    for _ in 0..<2 {
      flooding.enter()
      Thread.detachNewThread {
        defer { flooding.leave() }
        guard let client = try? RawClient(port: port) else { return }
        client.send(
          "POST /flood HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n200000\r\n"
            + String(repeating: "x", count: 2 << 20) + "\r\n")
        let chunks = Array(String(repeating: "1\r\nA\r\n", count: 20_000).utf8)
        while !isOver.load(ordering: .relaxed) { client.send(chunks) }
      }
    }
    defer {
      isOver.store(true, ordering: .relaxed)
      flooding.wait()
    }
    waitUntil { server.server.metrics.contains("overture_http_uploads 2") }

    for _ in 0..<20 {
      let began = ContinuousClock.now
      let answer = try server.client().ask("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(answer?.status == 200)
      #expect(ContinuousClock.now - began < .seconds(1))
      usleep(50_000)
    }
  }

  @Test func manyRequestsInOneReadAreAnsweredOnceEachAndInOrder() throws {
    let files = try folder(["a.txt": String(repeating: "0123456789", count: 2000)])
    let server = try RunningServer({ $0.files = try? StaticFiles(folder: files) })
    let client = try server.client()
    let count = 1500
    // Some thirty megabytes: more than the sockets hold, so that the server has to wait in between.
    let requests = (0..<count).map { number in
      let path = number % 10 == 9 ? "/page/\(number)" : "/a.txt"
      return "GET \(path) HTTP/1.1\r\nHost: x\r\n\r\n"
    }.joined()
    client.send(requests)

    client.read(within: 20) { $0.received.count > count * 9 / 10 * 20_000 + 100_000 }
    client.read(within: 2) { _ in false }
    let answers = client.answers(count)
    #expect(answers.count == count)
    for (number, answer) in answers.enumerated() {
      let wanted = number % 10 == 9 ? "GET /page/\(number)" : nil
      #expect(answer.status == 200)
      #expect(wanted == nil ? answer.body.count == 20_000 : answer.body == wanted, "\(number)")
    }
  }

  @Test func oneClientDoesNotHoldAllWorkers() throws {
    let gate = DispatchSemaphore(value: 0)
    let running = Atomic(0)
    let server = try RunningServer(handler: { request in
      if request.path == "/slow" {
        running.wrappingAdd(1, ordering: .relaxed)
        gate.wait()
      }
      return .text(request.path)
    })
    let greedy = try (0..<10).map { _ in
      let client = try server.client()
      client.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
      return client
    }
    defer { for _ in greedy { gate.signal() } }
    waitUntil { running.load(ordering: .relaxed) == 3 }

    #expect(try server.client(from: "127.0.0.2").ask(hello)?.status == 200)
    #expect(running.load(ordering: .relaxed) == 3, "of four workers")

    for _ in greedy { gate.signal() }
    for client in greedy { #expect(client.answer()?.body == "/slow") }
  }

  @Test func clientsTakeTurns() throws {
    let order = Mutex<[String]>([])
    let gate = DispatchSemaphore(value: 0)
    let isRunning = DispatchSemaphore(value: 0)
    let server = try RunningServer(
      { $0.workers = 1 },
      handler: { request in
        if request.path == "/first" {
          isRunning.signal()
          gate.wait()
        }
        order.withLock { $0.append(request.address) }
        return .text("")
      })
    let first = try server.client()
    first.send("GET /first HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(isRunning.wait(timeout: .now() + 10) == .success)
    var clients: [RawClient] = []
    for (number, source) in ["127.0.0.1", "127.0.0.1", "127.0.0.1", "127.0.0.2"].enumerated() {
      let client = try server.client(from: source)
      client.send(hello)
      waitUntil { server.isQueueing(number + 1) }
      clients.append(client)
    }

    gate.signal()

    for client in clients { #expect(client.answer()?.status == 200) }
    #expect(order.withLock { $0.dropFirst() }.firstIndex(of: "127.0.0.2") ?? 9 <= 2)
  }

  @Test func aLaneHasOnlyAPartOfTheWorkers() throws {
    let gate = DispatchSemaphore(value: 0)
    let running = Atomic(0)
    let server = try RunningServer(
      { $0.workers = 8 }, lane: { _, path in path == "/trial" ? .network : .pages },
      handler: { request in
        if request.path == "/trial" {
          running.wrappingAdd(1, ordering: .relaxed)
          gate.wait()
        }
        return .text("done")
      })
    let waiting = try (0..<6).map { number in
      let client = try server.client(from: "127.0.0.\(number + 1)")
      client.send("POST /trial HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
      return client
    }
    waitUntil { server.isQueueing(4) && running.load(ordering: .relaxed) >= 2 }

    #expect(running.load(ordering: .relaxed) == 2)
    for _ in 0..<5 { #expect(try server.client().ask(hello)?.body == "done") }

    for _ in waiting { gate.signal() }
    for client in waiting { #expect(client.answer()?.body == "done") }
  }

  /// As many as there is room for in the queue of pages, from eight networks.
  @Test(arguments: [Lane.passwords, .network])
  func aFloodOfALaneTakesNoPlaceFromPages(lane: Lane) throws {
    let gate = DispatchSemaphore(value: 0)
    let server = try RunningServer(
      { $0.workers = 8 }, lane: { _, path in path == "/slow" ? lane : .pages },
      handler: { request in
        if request.path == "/slow" { gate.wait() }
        return .text("done")
      })
    let clients = try (0..<2048).map { number in
      let client = try server.client(from: "127.0.1.\(number % 8 + 1)")
      client.send("POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")
      return client
    }
    // So many run, and sixteen wait.
    let held = lane == .network ? 2 + 16 : 5 + 16
    var refused = 0
    waitUntil {
      refused = clients.count {
        $0.read(within: 0.01) { !$0.received.isEmpty }
        return !$0.received.isEmpty
      }
      return refused == clients.count - held
    }

    #expect(refused == clients.count - held)
    let first = clients.first { !$0.received.isEmpty }
    #expect(first?.answer()?.status == 503 && first?.answer()?.headers["retry-after"] == "5")
    for source in ["127.0.0.1", "127.0.1.1"] {
      #expect(try server.client(from: source).ask(hello)?.body == "done")
    }

    for _ in 0..<held { gate.signal() }
    for client in clients where client.received.isEmpty {
      #expect(client.answer()?.body == "done")
    }
  }

  @Test func oneClientHasAPartOfALanesPlacesAndKnownBrowsersHaveTheirOwn() throws {
    let gate = DispatchSemaphore(value: 0)
    let running = Atomic(0)
    let server = try RunningServer(
      {
        $0.workers = 4
        $0.queuedPerLane = 3
        $0.queuedPerLaneAndClient = 2
        $0.isKnown = { $0["known"] != nil }
      }, lane: { method, _ in method == .post ? .network : .pages },
      handler: { _ in
        running.wrappingAdd(1, ordering: .relaxed)
        gate.wait()
        return .text("done")
      })
    let post = { (source: String, cookie: String) in
      let client = try server.client(from: source)
      client.send(
        "POST / HTTP/1.1\r\nHost: x\r\nCookie: a=b; \(cookie)=1\r\nContent-Length: 0\r\n\r\n")
      return client
    }
    var taken = [try post("127.0.0.1", "c")]
    waitUntil { running.load(ordering: .relaxed) == 1 }
    for (number, source) in ["127.0.0.1", "127.0.0.1", "127.0.0.2"].enumerated() {
      taken.append(try post(source, "c"))
      waitUntil { server.isQueueing(number + 1) }
      if number == 1 { #expect(try post("127.0.0.1", "c").answer()?.status == 503) }
    }

    #expect(try post("127.0.0.3", "c").answer()?.status == 503)
    taken.append(try post("127.0.0.3", "known"))
    waitUntil { server.isQueueing(4) }
    #expect(server.isQueueing(4))

    for _ in taken { gate.signal() }
    for client in taken { #expect(client.answer()?.body == "done") }
  }

  @Test func whoeverHangsUpLeavesTheirPlaceInALane() throws {
    let gate = DispatchSemaphore(value: 0)
    let running = Atomic(0)
    let server = try RunningServer(
      { $0.queuedPerLane = 2 }, lane: { _, _ in .network },
      handler: { request in
        running.wrappingAdd(1, ordering: .relaxed)
        gate.wait()
        return .text("done")
      })
    let post = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"
    let first = try server.client()
    first.send(post)
    waitUntil { running.load(ordering: .relaxed) == 1 }
    var gone: [RawClient] = []
    for number in 0..<2 {
      let client = try server.client(from: "127.0.0.\(number + 2)")
      client.send(post)
      gone.append(client)
      waitUntil { server.isQueueing(number + 1) }
    }

    gone = []
    waitUntil { server.isQueueing(0) }
    #expect(server.isQueueing(0))
    let last = try server.client(from: "127.0.0.2")
    last.send(post)

    for _ in 0..<2 { gate.signal() }
    #expect(first.answer()?.body == "done" && last.answer()?.body == "done")
    #expect(running.load(ordering: .relaxed) == 2)
  }

  @Test func tooManyWaitingRequestsOfOneClientAreRefused() throws {
    let gate = DispatchSemaphore(value: 0)
    let running = Atomic(0)
    let server = try RunningServer(
      {
        $0.workers = 2
        $0.queuedPerClient = 2
      },
      handler: { request in
        if request.path == "/slow" {
          running.wrappingAdd(1, ordering: .relaxed)
          gate.wait()
        }
        return .text("done")
      })
    let waiting = try (0..<3).map { number in
      let client = try server.client()
      client.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")
      // One runs, two wait.
      waitUntil { running.load(ordering: .relaxed) == 1 && server.isQueueing(number) }
      return client
    }

    let answer = try server.client().ask(hello)
    #expect(answer?.status == 503 && answer?.headers["retry-after"] == "5")
    #expect(try server.client(from: "127.0.0.2").ask(hello)?.status == 200)

    for _ in waiting { gate.signal() }
    for client in waiting { #expect(client.answer()?.status == 200) }
  }

  @Test func oneClientHasAShareOfTheConnections() throws {
    let server = try RunningServer { $0.connectionsPerClient = 3 }
    let clients = try (0..<3).map { _ in try server.client() }
    for client in clients { #expect(client.ask(hello)?.status == 200) }

    let extra = try server.client()
    #expect(extra.answer()?.status == 503)
    #expect(extra.isClosedByServer())
    #expect(try server.client(from: "127.0.0.2").ask(hello)?.status == 200)
    for client in clients { #expect(client.ask(hello)?.status == 200) }
  }

  @Test func aProxysConnectionsAreEverybodys() throws {
    let server = try RunningServer {
      $0.connectionsPerClient = 1
      $0.proxies = ["127.0.0.1"]
    }
    let clients = try (0..<5).map { _ in try server.client() }
    for client in clients { #expect(client.ask(hello)?.status == 200) }
  }

  /// Of IPv6 one subscriber has a whole /64.
  @Test func clientsBehindAProxyAreToldApartByNetwork() throws {
    let gate = DispatchSemaphore(value: 0)
    let running = Atomic(0)
    let server = try RunningServer(
      {
        $0.workers = 2
        $0.queuedPerClient = 1
        $0.proxies = ["127.0.0.1"]
      },
      handler: { request in
        if request.path == "/slow" {
          running.wrappingAdd(1, ordering: .relaxed)
          gate.wait()
        }
        return .text("done")
      })
    let ask = { (path: String, address: String) in
      "GET \(path) HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: \(address)\r\n\r\n"
    }
    // One is being answered, and the other waits for its worker.
    let waiting = try (0..<2).map { number in
      let client = try server.client()
      client.send(ask("/slow", "2001:db8::\(number + 1)"))
      waitUntil { running.load(ordering: .relaxed) == 1 && server.isQueueing(number) }
      return client
    }

    #expect(try server.client().ask(ask("/", "2001:db8:0:0:ffff::9"))?.status == 503)
    #expect(try server.client().ask(ask("/", "2001:db8:0:1::1"))?.status == 200)

    for _ in waiting { gate.signal() }
    for client in waiting { #expect(client.answer()?.status == 200) }
  }

  @Test func aPageThatTakesTooLongIsGivenUpAndItsWorkerReplaced() throws {
    let gate = DispatchSemaphore(value: 0)
    let server = try RunningServer(
      {
        $0.workers = 1
        $0.pageTime = .milliseconds(300)
      },
      handler: { request in
        if request.path == "/stuck" { gate.wait() }
        return .text("done")
      })
    let stuck = try server.client()
    stuck.send("GET /stuck HTTP/1.1\r\nHost: x\r\n\r\n")

    let answer = stuck.answer()
    #expect(answer?.status == 503 && answer?.body.contains("took too long") == true)
    #expect(stuck.isClosedByServer())
    #expect(try server.client(from: "127.0.0.2").ask(hello)?.body == "done")
    #expect(server.server.metrics.contains("overture_http_pages_given_up_total 1\n"))

    // As many as there are workers may be stuck beside them.
    let second = try server.client(from: "127.0.0.3")
    second.send("GET /stuck HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(second.answer()?.status == 503)
    for _ in 0..<2 { gate.signal() }
    #expect(try server.client(from: "127.0.0.4").ask(hello)?.body == "done")
    #expect(stuck.answers().count == 1, "and nothing more is said to it")
  }
}
