import Client
import Outreach

/// Posts the requests of webhooks. Only addresses of the open internet are called, and those that the
/// operator allows; redirects are not followed, because one could lead anywhere.
package struct WebhookClient: Sendable {
  private let client: HTTPClient

  package init(
    exceptions: [AddressException] = [], isStopping: @escaping @Sendable () -> Bool = { false }
  ) {
    var policy = HTTPPolicy()
    policy.exceptions = exceptions
    // The claims limit each workspace. Many may have receivers at one service, and must not wait there for
    // those of another.
    policy.concurrency = .max
    policy.userAgent = "Overture-Webhooks"
    client = HTTPClient(policy: policy, isStopping: isStopping)
  }

  /// The answer's first 4,096 bytes are kept.
  package func send(_ request: WebhookRequest) -> WebhookReply {
    var post = HTTPRequest(.post, request.address)
    post.headers = request.headers
    post.body = .json(bytes: Array(request.body.utf8))
    post.connectTimeout = .seconds(5)
    post.timeout = .seconds(15)
    post.maximumBytes = 4_096
    post.truncatesAnswer = true
    // A receiver recognizes an event that it has got already by its id.
    post.isIdempotent = true
    do {
      let response = try client.send(post)
      return .answered(status: response.status, text: response.text)
    } catch  where error.kind == .stopped {
      return .stopped
    } catch {
      return .unanswered(error.words)
    }
  }
}
