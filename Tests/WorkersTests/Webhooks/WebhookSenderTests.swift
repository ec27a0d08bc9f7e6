import Client
import Foundation
import Outreach
import Postgres
import Synchronization
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
    // A number alone would come again after a restore.
    let ids: [String] = try workspace.value(
      """
      SELECT array_agg('evt_' || event_id || '_' || floor(extract(epoch FROM event_at) * 1000)::bigint)
      FROM event_deliveries
      """)
    #expect(Set(requests.map(\.id)) == Set(ids) && ids.count == 3)
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

  @Test func afterOneWithoutAnAnswerTheOthersWait() throws {
    let webhook = try makeWebhook(address: "http://127.0.0.1:9/hook", secret: WebhookSecret())
    for number in 0..<3 { try emit(number) }

    try deliver()

    let log = try workspace.deliveries(of: webhook.id)
    #expect(log.map(\.attempts).sorted() == [0, 0, 1])
    #expect(log.allSatisfy { $0.state == .pending })
    // The receiver is left alone for a while.
    #expect(try queue.claimEventDelivery(for: .webhook, lease: .seconds(9)) == nil)
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

  @Test func theEndOfTheProgramIsNoFailureOfTheReceiver() throws {
    let double = try HTTPDouble(["*": [HTTPDouble.Answer(delay: 20)]])
    let webhook = try makeWebhook(address: double.url, secret: WebhookSecret())
    try emit(1)
    try queue.readEvents()
    let client = WebhookClient(exceptions: ["127.0.0.1"].compactMap { AddressException($0) }) {
      (try? double.requests().isEmpty) == false
    }

    #expect(try sender(client.send).work())

    let entry = try #require(try workspace.deliveries(of: webhook.id).first)
    #expect(entry.state == .pending && entry.attempts == 0 && entry.answeredAt == nil)
    #expect(entry.nextAt <= .now)
    #expect(try workspace.webhook(webhook.id).failingSince == nil)
  }

  /// Its status says enough, however its text ends.
  @Test func anAnswerWhoseTextDoesNotEndCounts() throws {
    let raw = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nthan"
    let double = try HTTPDouble(["*": [HTTPDouble.Answer(raw: raw)]])
    let webhook = try makeWebhook(address: double.url, secret: WebhookSecret())
    try emit(1)

    try deliver()

    let entry = try #require(try workspace.deliveries(of: webhook.id).first)
    #expect(entry.state == .done && entry.status == 200 && entry.answer == "than")
  }

  @Test("S1-057 a receiver that hangs keeps no other workspace's events back")
  func aReceiverThatHangsKeepsNoOtherWorkspaceBack() throws {
    let slow = try makeWebhook(address: "https://slow.example", secret: WebhookSecret())
    for number in 0..<200 { try emit(number) }
    let other = try database.inWorkspace(otherWorkspace.id) { connection in
      let draft = WebhookDraft(
        name: "Theirs", address: "https://quick.example", kinds: [.campaignPaused])
      let id = try connection.add(draft, secret: WebhookSecret(), sealedBy: Secrets.current()).id
      return try connection.webhook(id)
    }
    try otherWorkspace.run("SELECT fn.emit('campaign.paused', 'x', campaign => 1)")
    try queue.readEvents()
    let stop = Stop()
    let inFlight = Mutex((now: 0, most: 0))
    let sender = sender { request in
      guard request.address == slow.address else { return .answered(status: 200, text: "") }
      inFlight.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
      for _ in 0..<1_500 where !stop.isRequested { usleep(10_000) }
      inFlight.withLock { $0.now -= 1 }
      return .stopped
    }

    try atOnce(WebhookSender.threads + 1) { number in
      guard number == WebhookSender.threads else {
        return sender.run(until: stop, wakeup: Wakeup()) { Issue.record($0) }
      }
      defer { stop.request() }
      let start = ContinuousClock.now
      while inFlight.withLock({ $0.now < 3 }), ContinuousClock.now - start < .seconds(5) {
        usleep(10_000)
      }
      // All of its places are taken.
      try otherWorkspace.run("SELECT fn.emit('campaign.paused', 'y', campaign => 2)")
      try queue.readEvents()
      while try otherWorkspace.deliveries(of: other.id).map(\.state) != [.done, .done] {
        try #require(ContinuousClock.now - start < .seconds(10))
        usleep(10_000)
      }
    }

    #expect(inFlight.withLock { $0.most } == 3)
    #expect(try workspace.deliveries(of: slow.id, limit: 300).allSatisfy { $0.state == .pending })
  }

  // MARK: -

  private func makeWebhook(at receiver: Receiver) throws -> Webhook {
    try makeWebhook(address: receiver.address, secret: receiver.secret)
  }

  private func makeWebhook(address: String, secret: WebhookSecret) throws -> Webhook {
    let draft = WebhookDraft(name: "Ours", address: address, kinds: [.campaignPaused])
    return try database.inWorkspace(workspace.id) { connection in
      try connection.webhook(
        connection.add(draft, secret: secret, sealedBy: Secrets.current()).id)
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
    while try sender.work() {}
  }

  private func sender(exceptions: [String]) -> WebhookSender {
    sender(WebhookClient(exceptions: exceptions.compactMap { AddressException($0) }).send)
  }

  private func sender(
    _ send: @escaping @Sendable (WebhookRequest) -> WebhookReply
  ) -> WebhookSender {
    WebhookSender(queue: queue, open: { try Secrets.current().open($0, in: $1) }, send: send)
  }
}
