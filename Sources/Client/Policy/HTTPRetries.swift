import Foundation

/// When a request is sent again, and after which wait.
///
/// A request that may be executed twice (`isIdempotent`) is sent again after 429, 502, 503, 504 and
/// after a failure of the network. Any other only where the server cannot have executed it: nothing was
/// sent, or the answer is 429, with which a server refuses a request (RFC 6585, section 4; RFC 9110,
/// section 9.2.2).
package struct HTTPRetries: Sendable {
  /// Tries in all.
  package var attempts = 4
  /// The wait before the second try; it doubles with each further one. The half of each wait is
  /// random, so that many clients that failed together do not return together.
  package var firstWait = Duration.milliseconds(500)
  /// The longest wait of our own, and the longest `Retry-After` that is waited for. The answer that
  /// asks for more is handed back: a caller with a queue waits better than a thread.
  package var longestWait = Duration.seconds(30)

  package init() {}

  /// The wait before the next try; nil where this result is the last word. `tries` is how often the
  /// request was sent.
  func wait(
    after result: Result<HTTPResponse, HTTPFailure>, to request: HTTPRequest, tries: Int,
    _ clock: HTTPClock
  ) -> Duration? {
    guard tries < attempts else { return nil }
    switch result {
    case .failure(let failure):
      guard failure.isPassing, request.isIdempotent || !failure.mayHaveBeenExecuted else {
        return nil
      }
      return ownWait(tries: tries, clock)
    case .success(let response):
      let isRefusal = response.status == 429
      guard isRefusal || request.isIdempotent && [502, 503, 504].contains(response.status) else {
        return nil
      }
      guard let asked = response.retryAfter(now: clock.date()) else {
        return ownWait(tries: tries, clock)
      }
      return asked <= longestWait ? asked : nil
    }
  }

  private func ownWait(tries: Int, _ clock: HTTPClock) -> Duration {
    let full = min(longestWait, firstWait * (1 << min(tries - 1, 20)))
    return full * (0.5 + clock.random() / 2)
  }
}

extension HTTPFailure {
  /// Whether the same request may have an answer a little later.
  fileprivate var isPassing: Bool {
    switch kind {
    case .nameNotFound, .notConnected, .timedOut, .cut: true
    case .invalidRequest, .refusedAddress, .tls, .malformed, .tooLarge, .badRedirect, .busy,
      .stopped:
      false
    }
  }
}
