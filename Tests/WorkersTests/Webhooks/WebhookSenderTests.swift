import Client
import Foundation
import Outreach
import Postgres
import TestKit
import Testing
import Workers

/// From an event to a receiver that others have written: PyPI standardwebhooks verifies each request.
@Suite(.database) struct WebhookSenderTests {
  @Test("S1-057 a webhook gets its events signed as Standard Webhooks describes, each once")
  func eventsReachAReceiverThatVerifiesThem() throws {
    let receiver = try Receiver(answering: [200])
    let webhook = try makeWebhook(at: receiver)
    for number in 0..<3 { try emit(number) }

    try deliver()

    let requests = try receiver.requests(3)
    #expect(requests.allSatisfy { $0.verified && $0.type == "campaign.paused" })
    #expect(requests.allSatisfy { $0.contentType == "application/json" })
    #expect(Set(requests.map(\.id)).count == 3)
    #expect(Set(requests.compactMap { $0.data["campaign_id"] }) == [0, 1, 2])
    let log = try workspace.deliveries(of: webhook.id)
    #expect(log.map(\.state) == [.done, .done, .done])
    #expect(log.map(\.status) == [200, 200, 200])
    #expect(log.allSatisfy { $0.answer == String(repeating: "x", count: 4_096) })
    #expect(log.allSatisfy { $0.milliseconds != nil && $0.attempts == 1 })
  }

  @Test func aTestEventReachesItsWebhookAlone() throws {
    let receiver = try Receiver(answering: [204])
    let webhook = try makeWebhook(at: receiver)
    _ = try makeWebhook(at: receiver)
    try workspace.test(webhook: webhook.id)

    try deliver()

    let requests = try receiver.requests(1)
    #expect(requests.map(\.type) == ["webhook.tested"])
    #expect(try workspace.value("SELECT count(*) FROM event_deliveries") == 1)
  }

  @Test(
    "everything but 2xx and 410 is retried, redirects included",
    arguments: [301, 307, 400, 401, 404, 429, 500, 503])
  func aRefusedEventIsRetried(status: Int) throws {
    let receiver = try Receiver(answering: [status, 200])
    let webhook = try makeWebhook(at: receiver)
    try emit(1)

    try deliver()
    #expect(try state(of: webhook) == .pending)
    #expect(try workspace.deliveries(of: webhook.id).map(\.status) == [status])
    try queue.run("UPDATE event_deliveries SET next_at = now()")
    try deliver()

    let requests = try receiver.requests(2)
    #expect(requests[0].id == requests[1].id)
    #expect(requests.map(\.path) == ["/hook", "/hook"])
    #expect(try state(of: webhook) == .done)
    #expect(try workspace.webhook(webhook.id).failingSince == nil)
  }

  @Test func theAnswerGoneDisablesTheWebhook() throws {
    let receiver = try Receiver(answering: [410])
    let webhook = try makeWebhook(at: receiver)
    try emit(1)

    try deliver()

    #expect(try workspace.webhook(webhook.id).state == .disabled)
  }

  @Test func aPrivateAddressIsNotCalledUnlessTheOperatorAllowsIt() throws {
    let receiver = try Receiver(answering: [200])
    let webhook = try makeWebhook(at: receiver)
    try emit(1)

    try deliver(exceptions: [])

    #expect(try state(of: webhook) == .pending)
    let entry = try #require(try workspace.deliveries(of: webhook.id).first)
    #expect(entry.status == nil)
    #expect(entry.answer.contains("127.0.0.1"))
    #expect(receiver.isUntouched)
  }

  @Test func afterOneWithoutAnAnswerTheOthersAreGivenBack() throws {
    let webhook = try makeWebhook(address: "http://127.0.0.1:9/hook", secret: WebhookSecret())
    for number in 0..<3 { try emit(number) }

    try deliver()

    let log = try workspace.deliveries(of: webhook.id)
    #expect(log.map(\.attempts).sorted() == [0, 0, 1])
    #expect(log.allSatisfy { $0.state == .pending })
    // The receiver is left alone for a while.
    #expect(try queue.claimEventDeliveries(for: .webhook, atMost: 9, lease: .seconds(9)).isEmpty)
  }

  @Test func oneBadReceiverKeepsNobodyElseBack() throws {
    _ = try makeWebhook(address: "http://127.0.0.1:9/hook", secret: WebhookSecret())
    let receiver = try Receiver(answering: [200])
    let webhook = try makeWebhook(at: receiver)
    try emit(1)

    try deliver()

    #expect(try state(of: webhook) == .done)
  }

  @Test func workersAreWokenAndDeliverByThemselves() throws {
    let receiver = try Receiver(answering: [200])
    let webhook = try makeWebhook(at: receiver)
    let stop = Stop()
    let wakeup = Wakeup()
    let sender = sender(exceptions: ["127.0.0.1"])

    try atOnce(3) { number in
      switch number {
      case 0:
        EventDispatcher(queue: queue, settings: queue.settings, wakeup: wakeup)
          .run(until: stop) { _ in }
      case 1: sender.run(until: stop, wakeup: wakeup) { _ in }
      default:
        defer { stop.request() }
        try workspace.run("SELECT fn.emit('campaign.paused', 'x', campaign => 1)")
        while try workspace.deliveries(of: webhook.id).first?.state != .done { usleep(10_000) }
      }
    }

    #expect(try receiver.requests(1).first?.verified == true)
  }

  // MARK: -

  private func makeWebhook(at receiver: Receiver) throws -> Webhook {
    try makeWebhook(address: receiver.address, secret: receiver.secret)
  }

  private func makeWebhook(address: String, secret: WebhookSecret) throws -> Webhook {
    let draft = WebhookDraft(name: "Ours", address: address, kinds: [.campaignPaused])
    return try database.inWorkspace(workspace.id) { connection in
      try connection.webhook(
        connection.add(draft, secret: secret, sealedBy: Secrets.current()))
    }
  }

  private func emit(_ number: Int) throws {
    try workspace.run("SELECT fn.emit('campaign.paused', 'x', campaign => \(number))")
  }

  private func state(of webhook: Webhook) throws -> EventDeliveryState? {
    try workspace.deliveries(of: webhook.id).first?.state
  }

  /// What the two loops do, until nothing is left.
  private func deliver(exceptions: [String] = ["127.0.0.0/8"]) throws {
    let sender = sender(exceptions: exceptions)
    try queue.readEvents()
    while try sender.work() > 0 {}
  }

  private func sender(exceptions: [String]) -> WebhookSender {
    let client = WebhookClient(exceptions: exceptions.compactMap { AddressException($0) })
    return WebhookSender(
      queue: queue, open: { try Secrets.current().open($0, in: $1) }, send: client.send)
  }
}

/// Tests/WorkersTests/Webhooks/receiver.py
private final class Receiver {
  let secret = WebhookSecret()
  let address: String
  private let process: Process
  private let lines: FileHandle
  private let file: URL
  private var unread = ""

  struct Request: Decodable {
    let verified: Bool
    let id: String
    let type: String
    let data: [String: Int]
    let contentType: String?
    let path: String
  }

  init(answering statuses: [Int]) throws {
    file = FileManager.default.temporaryDirectory.appending(path: "secret-\(UUID().uuidString)")
    try Data(secret.text.utf8).write(to: file)
    process = try pythonProcess(
      "WorkersTests/Webhooks/receiver.py", [file.path()] + statuses.map { "\($0)" })
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    lines = pipe.fileHandleForReading
    var port = ""
    while !port.hasSuffix("\n") {
      let more = lines.availableData
      guard !more.isEmpty else { throw CocoaError(.fileReadUnknown) }
      port += String(decoding: more, as: UTF8.self)
    }
    address = "http://127.0.0.1:\(port.dropLast())/hook"
  }

  deinit {
    kill(process.processIdentifier, SIGKILL)
    try? FileManager.default.removeItem(at: file)
  }

  /// Waits for so many requests since the last call.
  func requests(_ count: Int) throws -> [Request] {
    while unread.count(where: { $0 == "\n" }) < count {
      let more = lines.availableData
      guard !more.isEmpty else { throw CocoaError(.fileReadUnknown) }
      unread += String(decoding: more, as: UTF8.self)
    }
    let read = try unread.split(separator: "\n").map {
      try JSONDecoder().decode(Request.self, from: Data($0.utf8))
    }
    unread = ""
    return read
  }

  /// No request has come: asked when one would have been answered already.
  var isUntouched: Bool {
    var descriptor = pollfd(fd: lines.fileDescriptor, events: Int16(POLLIN), revents: 0)
    return poll(&descriptor, 1, 0) == 0
  }
}
