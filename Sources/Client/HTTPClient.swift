import Foundation
import Text

/// Calls out over HTTP/1.1 and waits for the answer. Any number of threads may share one client; it
/// keeps connections open for the next request to the same origin.
package final class HTTPClient: Sendable {
  private let policy: HTTPPolicy
  private let clock: HTTPClock
  private let isStopping: @Sendable () -> Bool
  private let gates: HostGates
  private let handles = CurlHandles()

  /// `isStopping` is asked about once a second while a request runs, and ends it with `.stopped`.
  package init(
    policy: HTTPPolicy = HTTPPolicy(), clock: HTTPClock = .real,
    isStopping: @escaping @Sendable () -> Bool = { false }
  ) {
    self.policy = policy
    self.clock = clock
    self.isStopping = isStopping
    gates = HostGates(policy, clock)
  }

  /// Sends once. Any status is an answer; a failure says whether the server may have executed the
  /// request.
  package func send(_ request: HTTPRequest) throws(HTTPFailure) -> HTTPResponse {
    try request.check()
    let deadline = clock.now() + request.timeout
    var leg = try HTTPLeg(request)
    var followed = 0
    while true {
      let response = try exchange(leg, request, deadline)
      guard request.followsRedirects > 0, let next = try leg.following(response) else {
        return response
      }
      followed += 1
      guard followed <= request.followsRedirects else {
        throw HTTPFailure(
          .badRedirect, mayHaveBeenExecuted: next.isAfterExecution,
          "more than \(request.followsRedirects) redirects, the last from \(leg.address.host)",
          status: response.status)
      }
      leg = next
    }
  }

  /// Sends until there is an answer or a failure that another try would not change: see
  /// `HTTPRetries`. The last answer or failure is the result.
  package func sendRetrying(
    _ request: HTTPRequest, _ retries: HTTPRetries = HTTPRetries()
  ) throws(HTTPFailure) -> HTTPResponse {
    var tries = 0
    var mayHaveBeenExecuted = false
    while true {
      let result = Result { () throws(HTTPFailure) in try send(request) }
      tries += 1
      if case .failure(let failure) = result, failure.mayHaveBeenExecuted {
        mayHaveBeenExecuted = true
      }
      let wait = retries.wait(after: result, to: request, tries: tries, clock)
      if let wait { clock.sleep(wait, isStopping) }
      guard wait != nil, !isStopping() else {
        do {
          return try result.get()
        } catch {
          throw error.after(executed: mayHaveBeenExecuted)
        }
      }
    }
  }

  private func exchange(
    _ leg: HTTPLeg, _ request: HTTPRequest, _ deadline: ContinuousClock.Instant
  ) throws(HTTPFailure) -> HTTPResponse {
    do throws(HTTPFailure) {
      let proxy = try policy.proxies.proxy(for: leg.address)
      if proxy != nil, !policy.allowsByProxy(leg.address) {
        throw HTTPFailure(
          .refusedAddress, "\(leg.address.host) is not an address of the open internet")
      }
      let bucket = request.rateBucket ?? leg.address.host
      try gates.enter(bucket, until: deadline, isStopping)
      defer { gates.leave(bucket) }
      guard let curl = handles.take(leg.address.origin) else {
        throw HTTPFailure(.notConnected, "no memory")
      }
      defer { handles.give(curl, leg.address.origin) }
      let left = deadline - clock.now()
      guard left > .zero else { throw HTTPFailure(.timedOut, "no time was left") }
      let transfer = HTTPTransfer(
        leg: leg, request: request, policy: policy, proxy: proxy, limit: left)
      return try transfer.run(on: curl, isStopping)
    } catch {
      throw error.after(executed: leg.isAfterExecution)
    }
  }
}
