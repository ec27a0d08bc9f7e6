/// Why there is no answer.
package struct HTTPFailure: Error, Equatable, Sendable {
  package enum Kind: String, Sendable {
    /// Never sent: an address, a method or a header that is not allowed.
    case invalidRequest
    /// The host has only addresses that the policy does not let in.
    case refusedAddress
    case nameNotFound
    case notConnected
    /// The server's certificate is not valid, or there is no secure connection with it.
    case tls
    case timedOut
    /// The connection ended before the answer did, or the answer's framing was broken.
    case cut
    /// The answer is not HTTP, or is compressed in a way that cannot be read.
    case malformed
    /// More than the request's `maximumBytes`, or headers of more than 64 KiB.
    case tooLarge
    /// More redirects than the request follows, or one that leads where it may not.
    case badRedirect
    /// The policy's own limits for the host left no place within the request's time.
    case busy
    /// The program is ending.
    case stopped
  }

  package let kind: Kind
  /// False: no byte of the request was sent, or the server said that it did not act on it. True:
  /// something was sent, and whether the server executed it is unknown. After several tries it is true
  /// if it is true of one of them.
  package let mayHaveBeenExecuted: Bool
  /// For a log, and for those who know the network: without secrets, headers and queries.
  package let words: String
  /// The status of an answer that began and did not end.
  package let status: Int?

  package init(
    _ kind: Kind, mayHaveBeenExecuted: Bool = false, _ words: String, status: Int? = nil
  ) {
    self.kind = kind
    self.mayHaveBeenExecuted = mayHaveBeenExecuted
    self.words = words
    self.status = status
  }

  static func invalid(_ words: String) -> HTTPFailure { HTTPFailure(.invalidRequest, words) }

  /// The same after an earlier request that the server may have executed.
  func after(executed: Bool) -> HTTPFailure {
    HTTPFailure(
      kind, mayHaveBeenExecuted: mayHaveBeenExecuted || executed, words, status: status)
  }
}

extension HTTPFailure: CustomStringConvertible {
  package var description: String { "\(kind.rawValue): \(words)" }
}
