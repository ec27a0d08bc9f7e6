import CLibCurl
import Foundation
import Text

/// One request and its answer over libcurl.
struct HTTPTransfer {
  let leg: HTTPLeg
  let request: HTTPRequest
  let policy: HTTPPolicy
  let proxy: String?
  let limit: Duration

  /// `curl` has no options, and may have a connection.
  func run(
    on curl: UnsafeMutableRawPointer, _ isStopping: @escaping @Sendable () -> Bool
  ) throws(HTTPFailure) -> HTTPResponse {
    let exchange = CurlExchange(
      leg: leg, request: request, policy: policy, isByProxy: proxy != nil, isStopping: isStopping)
    setUp(curl)
    let headers = headerList()
    let names = nameList()
    defer {
      curl_slist_free_all(headers)
      curl_slist_free_all(names)
    }
    clibcurl_set_list(curl, CURLOPT_HTTPHEADER, headers)
    if let names { clibcurl_set_list(curl, CURLOPT_RESOLVE, names) }
    exchange.listen(to: curl)
    let code = (leg.body ?? []).withUnsafeBytes { bytes in
      setMethod(curl, bytes)
      return withExtendedLifetime(exchange) { curl_easy_perform(curl) }
    }
    return try exchange.response(code, curl)
  }

  private func setUp(_ curl: UnsafeMutableRawPointer) {
    clibcurl_set_string(curl, CURLOPT_URL, leg.address.text)
    clibcurl_set_string(curl, CURLOPT_PROTOCOLS_STR, "http,https")
    clibcurl_set_long(curl, CURLOPT_HTTP_VERSION, CLIBCURL_HTTP_1_1)
    clibcurl_set_string(curl, CURLOPT_USERAGENT, policy.userAgent)
    // The encodings that libcurl can unpack in a stream; `maximumBytes` counts unpacked bytes.
    clibcurl_set_string(curl, CURLOPT_ACCEPT_ENCODING, "gzip, deflate")
    clibcurl_set_long(curl, CURLOPT_NOSIGNAL, 1)
    // A look-up that is still running must not hold up the end of a request.
    clibcurl_set_long(curl, CURLOPT_QUICK_EXIT, 1)
    // With more than one, a request whose connection was dead could be sent again over another.
    clibcurl_set_long(curl, CURLOPT_MAXCONNECTS, 1)
    clibcurl_set_long(curl, CURLOPT_MAXAGE_CONN, Int(CurlHandles.longestIdle / .seconds(1)))
    clibcurl_set_long(curl, CURLOPT_TIMEOUT_MS, milliseconds(limit))
    clibcurl_set_long(
      curl, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(min(request.connectTimeout, limit)))
    // Both are set in any case: libcurl would read the environment by rules of its own.
    clibcurl_set_string(curl, CURLOPT_PROXY, proxy ?? "")
    clibcurl_set_string(curl, CURLOPT_NOPROXY, "")
    clibcurl_set_long(curl, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    clibcurl_set_long(curl, CURLOPT_SSL_VERIFYPEER, 1)
    clibcurl_set_long(curl, CURLOPT_SSL_VERIFYHOST, 2)
    clibcurl_set_long(curl, CURLOPT_SSLVERSION, CLIBCURL_TLS_1_2)
    if let file = policy.certificateFile {
      clibcurl_set_string(curl, CURLOPT_CAINFO, file)
      clibcurl_set_string(curl, CURLOPT_PROXY_CAINFO, file)
    }
  }

  private func setMethod(_ curl: UnsafeMutableRawPointer, _ body: UnsafeRawBufferPointer) {
    if leg.body != nil || [.post, .put, .patch].contains(leg.method) {
      clibcurl_set_long(curl, CURLOPT_POST, 1)
      clibcurl_set_long(curl, CURLOPT_POSTFIELDSIZE, body.count)
      // Not copied: the bytes stay until the transfer is over. Null would be read from a callback.
      if let start = body.baseAddress {
        clibcurl_set_pointer(
          curl, CURLOPT_POSTFIELDS, UnsafeMutableRawPointer(mutating: start))
      } else {
        clibcurl_set_string(curl, CURLOPT_COPYPOSTFIELDS, "")
      }
    } else if leg.method == .head {
      clibcurl_set_long(curl, CURLOPT_NOBODY, 1)
      return
    } else {
      clibcurl_set_long(curl, CURLOPT_HTTPGET, 1)
    }
    clibcurl_set_string(curl, CURLOPT_CUSTOMREQUEST, leg.method.rawValue)
  }

  private func headerList() -> UnsafeMutablePointer<curl_slist>? {
    // libcurl would wait for 100 (RFC 9110, section 10.1.1), and state a form's media type by itself.
    var lines = ["Expect:"]
    if !leg.headers.contains(where: { $0.name.lowercased() == "content-type" }) {
      lines.append("Content-Type:")
    }
    for (name, value) in leg.headers {
      let value = value.trimmingCharacters(in: .whitespaces)
      // How libcurl writes a header with an empty value.
      lines.append(value.isEmpty ? "\(name);" : "\(name): \(value)")
    }
    return lines.reduce(nil) { curl_slist_append($0, $1) }
  }

  private func nameList() -> UnsafeMutablePointer<curl_slist>? {
    guard proxy == nil, leg.address.literal == nil, let lookup = policy.lookup else { return nil }
    let addresses = lookup(leg.address.host)
    guard !addresses.isEmpty else { return nil }
    let entry = "\(leg.address.host):\(leg.address.port):" + addresses.joined(separator: ",")
    return curl_slist_append(nil, entry)
  }
}

/// At least one: libcurl takes zero for no limit.
private func milliseconds(_ duration: Duration) -> Int {
  max(1, Int(min(duration, .seconds(86_400)) / .milliseconds(1)))
}
