import Foundation
import Outreach
import Postgres

/// What a webhook sends: one event, signed as Standard Webhooks describes.
package struct WebhookRequest: Sendable {
  package let address: String
  /// The headers `webhook-id`, `webhook-timestamp` and `webhook-signature`.
  package let headers: [(name: String, value: String)]
  /// JSON.
  package let body: String

  /// The id is that of the event, so that a receiver recognizes one that it has got already.
  package init(
    event: Event.ID, address: String, body: String, secret: WebhookSecret, at time: Date = Date()
  ) {
    let id = "evt_\(event)"
    let timestamp = Int(time.timeIntervalSince1970)
    self.address = address
    self.body = body
    headers = [
      ("webhook-id", id), ("webhook-timestamp", "\(timestamp)"),
      ("webhook-signature", secret.signature(id: id, timestamp: timestamp, body: body)),
    ]
  }
}

/// The receiver's answer, or why there is none.
package enum WebhookReply: Sendable {
  case answered(status: Int, text: String)
  case unanswered(String)
}

/// Sends events to webhooks. Any number of them may run in any number of programs.
///
/// 2xx is a success; 410 disables the webhook; everything else, redirects included, is retried.
package final class WebhookSender: Sendable {
  /// Longer than all tries of one claim may take.
  private static let lease = Duration.seconds(300)

  private let queue: Database
  private let open: @Sendable ([UInt8], Secrets.Place) throws -> String
  private let send: @Sendable (WebhookRequest) -> WebhookReply
  private let batch: Int

  /// `queue` comes as `overture_worker`. `send` takes at most 15 seconds.
  package init(
    queue: Database, open: @escaping @Sendable ([UInt8], Secrets.Place) throws -> String,
    batch: Int = 10, send: @escaping @Sendable (WebhookRequest) -> WebhookReply
  ) {
    self.queue = queue
    self.open = open
    self.batch = batch
    self.send = send
  }

  package func run(until stop: Stop, wakeup: Wakeup, report: (any Error) -> Void) {
    while !stop.isRequested {
      let known = wakeup.count
      do {
        if try work(while: { !stop.isRequested }) > 0 { continue }
      } catch {
        report(error)
      }
      wakeup.wait(beyond: known, atMost: .seconds(1))
    }
  }

  /// Claims deliveries of one webhook and sends them one after the other; returns how many were claimed.
  /// After one without an answer the others are given back: each would take its whole time limit.
  package func work(while goesOn: () -> Bool = { true }) throws -> Int {
    let claimed = try queue.claimEventDeliveries(
      for: .webhook, atMost: batch, lease: Self.lease)
    for (place, delivery) in claimed.enumerated() {
      guard goesOn() else {
        try queue.giveBack(Array(claimed[place...]))
        break
      }
      let answer = answer(to: delivery)
      try queue.settle(delivery, answer)
      if answer.status == nil {
        try queue.giveBack(Array(claimed[(place + 1)...]))
        break
      }
    }
    return claimed.count
  }

  private func answer(to delivery: ClaimedEventDelivery) -> EventAnswer {
    let start = ContinuousClock.now
    let request: WebhookRequest
    do {
      request = try self.request(for: delivery)
    } catch {
      return EventAnswer(.failed, status: nil, text: "\(error)", milliseconds: 0)
    }
    let reply = send(request)
    let time = Int((ContinuousClock.now - start) / .milliseconds(1))
    switch reply {
    case .answered(let status, let text):
      let outcome: EventAnswer.Outcome =
        switch status {
        case 200..<300: .done
        case 410: .gone
        default: .failed
        }
      return EventAnswer(outcome, status: status, text: text, milliseconds: time)
    case .unanswered(let words):
      return EventAnswer(.failed, status: nil, text: words, milliseconds: time)
    }
  }

  private func request(for delivery: ClaimedEventDelivery) throws -> WebhookRequest {
    guard !delivery.body.isEmpty else { throw WebhookObstacle.noEvent }
    let place = Secrets.Place(workspace: delivery.workspace, webhook: delivery.subscriber)
    guard let text = try? open(delivery.secret, place), let secret = WebhookSecret(text) else {
      throw WebhookObstacle.noSecret
    }
    return WebhookRequest(
      event: delivery.event, address: delivery.address, body: delivery.body, secret: secret)
  }
}

/// Why a request cannot be made.
private enum WebhookObstacle: Error, CustomStringConvertible {
  case noEvent, noSecret

  var description: String {
    switch self {
    case .noEvent: "Not sent: the event is not kept any more."
    case .noSecret:
      "Not sent: this installation’s key does not open the signing secret. Create a new signing secret."
    }
  }
}
