import CLibCurl
import Foundation
import Mail

/// One call out over HTTP, waited for.
package struct HTTPCall: Sendable {
  package enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
  }

  package let method: Method
  package let url: String
  /// Of a POST: a form, urlencoded.
  package var form = ""
  package var userAgent = "Overture"
  package var limit: Duration = .seconds(10)
  /// Only addresses of the open internet are connected to, whatever a name resolves to; without it
  /// a page of ours could be made to ask this machine or its neighbours.
  package var publicAddressesOnly = true
  /// Bytes of the answer's body that are kept; it is read to its end in any case.
  package var keeps = 1 << 20

  package init(_ method: Method, _ url: String) {
    self.method = method
    self.url = url
  }

  /// The server's answer, whatever its status; redirects are not followed.
  package func answer() throws(HTTPCallProblem) -> HTTPAnswer {
    _ = libcurl
    guard let curl = curl_easy_init() else { throw .notReached("no memory") }
    defer { curl_easy_cleanup(curl) }
    let heard = Heard(keeps: keeps)
    setUp(curl, heard)
    let code = withExtendedLifetime(heard) { curl_easy_perform(curl) }
    guard code == CURLE_OK else {
      throw .notReached(String(cString: curl_easy_strerror(code)))
    }
    return HTTPAnswer(status: status(of: curl), body: heard.body)
  }

  private func setUp(_ curl: UnsafeMutableRawPointer, _ heard: Heard) {
    clibcurl_set_string(curl, CURLOPT_URL, url)
    clibcurl_set_string(curl, CURLOPT_PROTOCOLS_STR, "http,https")
    clibcurl_set_string(curl, CURLOPT_USERAGENT, userAgent)
    clibcurl_set_string(curl, CURLOPT_PROXY, "")
    clibcurl_set_long(curl, CURLOPT_NOSIGNAL, 1)
    clibcurl_set_long(curl, CURLOPT_TIMEOUT_MS, Int(limit / .milliseconds(1)))
    if method == .post {
      clibcurl_set_long(curl, CURLOPT_POST, 1)
      clibcurl_set_long(curl, CURLOPT_POSTFIELDSIZE, form.utf8.count)
      clibcurl_set_string(curl, CURLOPT_COPYPOSTFIELDS, form)
    }
    clibcurl_set_pointer(curl, CURLOPT_WRITEDATA, Unmanaged.passUnretained(heard).toOpaque())
    clibcurl_set_write(curl, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      guard let bytes, let context else { return 0 }
      Unmanaged<Heard>.fromOpaque(context).takeUnretainedValue()
        .take(UnsafeRawBufferPointer(start: bytes, count: size * count))
      return size * count
    }
    if publicAddressesOnly {
      clibcurl_set_opensocket(curl) { _, _, address in
        guard let address = address?.pointee else { return CLIBCURL_SOCKET_BAD }
        let isAllowed = withUnsafePointer(to: address.addr) {
          isPublic(family: address.family, UnsafeRawPointer($0))
        }
        guard isAllowed else { return CLIBCURL_SOCKET_BAD }
        return socket(address.family, address.socktype, address.protocol)
      }
    }
  }

  private func status(of curl: UnsafeMutableRawPointer) -> Int {
    var status = 0
    clibcurl_get_status(curl, &status)
    return status
  }
}

package struct HTTPAnswer: Sendable {
  package let status: Int
  package let body: [UInt8]
}

package enum HTTPCallProblem: Error, Equatable {
  case notReached(String)
}

/// Once for the process.
private let libcurl: Void = {
  curl_global_init(CLIBCURL_GLOBAL_DEFAULT)
  signal(SIGPIPE, SIG_IGN)
}()

/// What libcurl's callback writes to while it works.
private final class Heard {
  private(set) var body: [UInt8] = []
  private let keeps: Int

  init(keeps: Int) {
    self.keeps = keeps
  }

  func take(_ bytes: UnsafeRawBufferPointer) {
    body += bytes.prefix(keeps - body.count)
  }
}
