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
    event: Event.ID, of eventAt: Date, address: String, body: String, secret: WebhookSecret,
    at time: Date = Date()
  ) {
    let id = Event.messageID(event, at: eventAt)
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
  /// The program ends, and broke it off.
  case stopped
}

/// Sends events to webhooks. Any number of them may run in any number of programs.
///
/// 2xx is a success; 410 disables the webhook; everything else, redirects included, is retried.
package final class WebhookSender: Sendable {
  /// How many a program runs. Each waits for one receiver at a time; those of one workspace have four at
  /// most, see fn.claim_event_delivery.
  package static let threads = 16
  /// Longer than a try may take.
  private static let lease = Duration.seconds(60)

  private let queue: Database
  private let open: @Sendable ([UInt8], Secrets.Place) throws -> String
  private let send: @Sendable (WebhookRequest) -> WebhookReply

  /// `queue` comes as `overture_worker`. `send` takes at most 15 seconds.
  package init(
    queue: Database, open: @escaping @Sendable ([UInt8], Secrets.Place) throws -> String,
    send: @escaping @Sendable (WebhookRequest) -> WebhookReply
  ) {
    self.queue = queue
    self.open = open
    self.send = send
  }

  package func run(until stop: Stop, wakeup: Wakeup, report: (any Error) -> Void) {
    while !stop.isRequested {
      let known = wakeup.count
      do {
        if try work() { continue }
      } catch {
        report(error)
      }
      wakeup.wait(beyond: known, atMost: .seconds(1))
    }
  }

  /// Claims one delivery and sends it; false: there was none to send.
  package func work() throws -> Bool {
    guard let delivery = try queue.claimEventDelivery(for: .webhook, lease: Self.lease) else {
      return false
    }
    if let answer = answer(to: delivery) {
      try queue.settle(delivery, answer)
    } else {
      try queue.giveBack(delivery)
    }
    return true
  }

  /// Nil: the program ends, which says nothing about the receiver.
  private func answer(to delivery: ClaimedEventDelivery) -> EventAnswer? {
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
    case .stopped:
      return nil
    }
  }

  private func request(for delivery: ClaimedEventDelivery) throws -> WebhookRequest {
    guard !delivery.body.isEmpty else { throw WebhookObstacle.noEvent }
    let place = Secrets.Place(workspace: delivery.workspace, webhook: delivery.subscriber)
    guard let text = try? open(delivery.secret, place), let secret = WebhookSecret(text) else {
      throw WebhookObstacle.noSecret
    }
    return WebhookRequest(
      event: delivery.event, of: delivery.eventAt, address: delivery.address, body: delivery.body,
      secret: secret)
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
