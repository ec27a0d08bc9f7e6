import CLibCurl
import Foundation

/// Handles of libcurl with the connections that they keep open, each for one origin and for one thread
/// at a time.
final class CurlHandles: @unchecked Sendable {
  private struct Idle {
    let origin: String
    let curl: UnsafeMutableRawPointer
    let since: ContinuousClock.Instant
  }

  /// Servers end idle connections after about a minute; an older one is more likely a failure than a
  /// gain.
  static let longestIdle = Duration.seconds(50)
  private static let mostIdle = 32

  private let lock = NSLock()
  private var idle: [Idle] = []

  deinit {
    for handle in idle { curl_easy_cleanup(handle.curl) }
  }

  /// A handle without options, with the connection to this origin that was used last if there is one.
  func take(_ origin: String) -> UnsafeMutableRawPointer? {
    _ = libcurl
    let kept = lock.withLock { () -> UnsafeMutableRawPointer? in
      guard let index = idle.lastIndex(where: { $0.origin == origin }) else { return nil }
      return idle.remove(at: index).curl
    }
    return kept ?? curl_easy_init()
  }

  func give(_ curl: UnsafeMutableRawPointer, _ origin: String) {
    // Connections stay.
    curl_easy_reset(curl)
    let now = ContinuousClock.now
    let old = lock.withLock { () -> [Idle] in
      idle.append(Idle(origin: origin, curl: curl, since: now))
      let expired = idle.prefix { $0.since + Self.longestIdle < now }.count
      let count = max(expired, idle.count - Self.mostIdle)
      defer { idle.removeFirst(count) }
      return Array(idle.prefix(count))
    }
    for handle in old { curl_easy_cleanup(handle.curl) }
  }
}

/// Once for the process. A connection that the other side has closed is an error, not the end.
private let libcurl: Void = {
  curl_global_init(CLIBCURL_GLOBAL_DEFAULT)
  signal(SIGPIPE, SIG_IGN)
}()
