import CLibCurl
import Foundation
import Text

/// The data that libcurl's callbacks read and write while one request runs,
/// all on the thread that sends it.
final class CurlExchange {
  private let leg: HTTPLeg
  private let request: HTTPRequest
  private let policy: HTTPPolicy
  private let isByProxy: Bool
  private let isStopping: @Sendable () -> Bool

  private var head = ResponseHeadReader()
  private var body: [UInt8] = []
  /// A byte of the request has left; what a proxy is told to connect is not the request.
  private var hasSent = false
  private var refused: NetworkAddress?
  private var opened = 0
  private var isTooLarge = false
  private let detail = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

  init(
    leg: HTTPLeg, request: HTTPRequest, policy: HTTPPolicy, isByProxy: Bool,
    isStopping: @escaping @Sendable () -> Bool
  ) {
    self.leg = leg
    self.request = request
    self.policy = policy
    self.isByProxy = isByProxy
    self.isStopping = isStopping
    detail.pointee = 0
  }

  deinit { detail.deallocate() }

  func listen(to curl: UnsafeMutableRawPointer) {
    let context = Unmanaged.passUnretained(self).toOpaque()
    clibcurl_set_pointer(curl, CURLOPT_ERRORBUFFER, detail)
    for option in [
      CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_OPENSOCKETDATA, CURLOPT_DEBUGDATA,
      CURLOPT_XFERINFODATA,
    ] {
      clibcurl_set_pointer(curl, option, context)
    }
    clibcurl_set_write(curl, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      CurlExchange.of(context)?.takeBody(bytes, size * count) ?? 0
    }
    clibcurl_set_write(curl, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      CurlExchange.of(context)?.takeLine(bytes, size * count) ?? 0
    }
    clibcurl_set_opensocket(curl) { context, _, address in
      guard let address, let exchange = CurlExchange.of(context) else {
        return CLIBCURL_SOCKET_BAD
      }
      return exchange.open(address)
    }
    // Called for what has left and what has come; the one place where libcurl tells it as it happens.
    clibcurl_set_long(curl, CURLOPT_VERBOSE, 1)
    clibcurl_set_debug(curl) { _, kind, bytes, count, context in
      CurlExchange.of(context)?.note(kind, bytes, count)
      return 0
    }
    clibcurl_set_long(curl, CURLOPT_NOPROGRESS, 0)
    clibcurl_set_progress(curl) { context, _, _, _, _ in
      CurlExchange.of(context)?.isStopping() == true ? 1 : 0
    }
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> CurlExchange? {
    context.map { Unmanaged<CurlExchange>.fromOpaque($0).takeUnretainedValue() }
  }
}

// MARK: - While it runs

extension CurlExchange {
  /// A socket for an address that the policy lets in, or none.
  ///
  /// libcurl sends a request again by itself when a connection that it kept turns out to be closed. A
  /// request that may not be executed twice gets no second connection after a byte of it was sent.
  private func open(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
    if hasSent, !request.isIdempotent { return CLIBCURL_SOCKET_BAD }
    if !isByProxy {
      let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) ?? 16
      let target = NetworkAddress(
        family: address.pointee.family, socketAddress: UnsafeRawPointer(address) + offset)
      guard let target, policy.allows(target, host: leg.address.host, port: leg.address.port)
      else {
        refused = target
        return CLIBCURL_SOCKET_BAD
      }
    }
    opened += 1
    let kind = address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
    return socket(address.pointee.family, kind, address.pointee.protocol)
  }

  private func note(_ kind: curl_infotype, _ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) {
    guard !hasSent, count > 0, kind == CURLINFO_HEADER_OUT || kind == CURLINFO_DATA_OUT else {
      return
    }
    let start = UnsafeRawBufferPointer(start: bytes, count: min(count, 8))
    hasSent = !(isByProxy && start.elementsEqual("CONNECT ".utf8))
  }

  private func takeLine(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    let line = UnsafeRawBufferPointer(start: bytes, count: count)
    guard head.take(line) else {
      isTooLarge = true
      return 0
    }
    return count
  }

  /// Any other number than `count` ends the transfer.
  private func takeBody(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    let room = max(request.maximumBytes, 0) - body.count
    guard count > room else {
      body += UnsafeRawBufferPointer(start: bytes, count: count)
      return count
    }
    isTooLarge = true
    if request.truncatesAnswer { body += UnsafeRawBufferPointer(start: bytes, count: room) }
    return 0
  }
}

// MARK: - When it is over

extension CurlExchange {
  func response(
    _ code: CURLcode, _ curl: UnsafeMutableRawPointer
  ) throws(HTTPFailure) -> HTTPResponse {
    // The beginning of a body is asked for, so whatever ended it does not matter once the head is there.
    let isCut = code != CURLE_OK && request.truncatesAnswer && head.isComplete
    guard code == CURLE_OK || isCut, let status = head.status else { throw failure(code, curl) }
    let address = clibcurl_get_string(curl, CURLINFO_PRIMARY_IP).map { String(cString: $0) }
    return HTTPResponse(
      status: status, headers: head.headers, body: body, isTruncated: isCut,
      remoteAddress: address ?? "")
  }

  private func failure(_ code: CURLcode, _ curl: UnsafeMutableRawPointer) -> HTTPFailure {
    HTTPFailure(
      kind(of: code), mayHaveBeenExecuted: hasSent, words(code, curl), status: head.status)
  }

  private func kind(of code: CURLcode) -> HTTPFailure.Kind {
    switch code {
    case CURLE_URL_MALFORMAT: .invalidRequest
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .nameNotFound
    case CURLE_COULDNT_CONNECT:
      hasSent ? .cut : refused != nil && opened == 0 ? .refusedAddress : .notConnected
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CACERT_BADFILE,
      CURLE_SSL_CRL_BADFILE, CURLE_SSL_INVALIDCERTSTATUS, CURLE_USE_SSL_FAILED:
      .tls
    case CURLE_OPERATION_TIMEDOUT: .timedOut
    case CURLE_WRITE_ERROR where isTooLarge: .tooLarge
    case CURLE_ABORTED_BY_CALLBACK: .stopped
    case CURLE_BAD_CONTENT_ENCODING, CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL,
      CURLE_WRITE_ERROR, CURLE_OK:
      .malformed
    default: hasSent ? .cut : .notConnected
    }
  }

  private func words(_ code: CURLcode, _ curl: UnsafeMutableRawPointer) -> String {
    let host = leg.address.host
    if isTooLarge { return "the answer of \(host) is larger than is taken" }
    if kind(of: code) == .refusedAddress, let refused {
      return "\(host) is at \(refused), which is not an address of the open internet"
    }
    if code == CURLE_COULDNT_CONNECT, hasSent {
      return "\(host) closed the connection without an answer"
    }
    let said = String(cString: detail)
    let general = String(cString: curl_easy_strerror(code))
    return "\(host): " + (said.isEmpty ? general : said)
  }
}
