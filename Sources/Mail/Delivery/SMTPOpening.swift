import CLibCurl
import Foundation
import Text

/// Opens, secures and signs in one connection by libcurl, and keeps what the server said.
struct SMTPOpening {
  let server: SMTPServer
  let cancellation: Cancellation
  let said: Said

  /// What libcurl's callbacks write to while it works.
  final class Said {
    var lines: [String] = []
    var publicAddressesOnly = false
    var wasNotPublic = false
    /// What curl says beside its code.
    let detail = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    let cancellation: Cancellation
    init(until cancellation: Cancellation) {
      self.cancellation = cancellation
      detail.pointee = 0
    }
    deinit { detail.deallocate() }
  }

  init(_ server: SMTPServer, until cancellation: Cancellation) throws(SMTPProblem) {
    if server.credentials != nil, server.security == .none, !isLoopback(server.host) {
      throw .passwordInClear
    }
    self.server = server
    self.cancellation = cancellation
    said = Said(until: cancellation)
    said.publicAddressesOnly = server.publicAddressesOnly
  }

  func run() throws -> (wire: SMTPWire, offers: [String]) {
    _ = libcurl
    guard let pointer = curl_easy_init() else { throw SMTPProblem.notReached(.other, "no memory") }
    let handle = CURLHandle(pointer)
    try setUp(pointer)
    let code = curl_easy_perform(pointer)
    // The callbacks' object lives only as long as this.
    clibcurl_set_pointer(pointer, CURLOPT_HEADERDATA, nil)
    clibcurl_set_pointer(pointer, CURLOPT_ERRORBUFFER, nil)
    clibcurl_set_long(pointer, CURLOPT_NOPROGRESS, 1)
    clibcurl_set_pointer(pointer, CURLOPT_XFERINFODATA, nil)
    guard code == CURLE_OK else { throw problem(code, pointer) }
    try checkSignIn()
    do {
      return (try SMTPWire(handle, until: cancellation), offers)
    } catch {
      throw SMTPProblem.lost(error.words)
    }
  }
}

/// Once for the process. A connection that the other side has closed is an error, not the end.
private let libcurl: Void = {
  curl_global_init(CLIBCURL_GLOBAL_DEFAULT)
  signal(SIGPIPE, SIG_IGN)
}()

extension SMTPOpening {
  private func setUp(_ curl: UnsafeMutableRawPointer) throws(SMTPProblem) {
    let scheme = server.security == .tls ? "smtps" : "smtp"
    let host = server.host.contains(":") ? "[\(server.host)]" : server.host
    guard let client = asciiDomain(server.clientName), isHost(server.host),
      (1...65_535).contains(server.port)
    else { throw .notReached(.noAddress, "not an address: \(server.host):\(server.port)") }
    let url = "\(scheme)://\(host):\(server.port)/\(client)"
    clibcurl_set_string(curl, CURLOPT_URL, url)
    clibcurl_set_string(curl, CURLOPT_PROTOCOLS_STR, scheme)
    clibcurl_set_string(curl, CURLOPT_PROXY, "")
    clibcurl_set_long(curl, CURLOPT_CONNECT_ONLY, 1)
    clibcurl_set_long(curl, CURLOPT_NOSIGNAL, 1)
    let limit = server.timeouts.opening.milliseconds
    clibcurl_set_long(curl, CURLOPT_CONNECTTIMEOUT_MS, limit)
    clibcurl_set_long(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, max(limit / 1_000, 1))
    secure(curl)
    signIn(curl)
    listen(curl)
  }

  private func secure(_ curl: UnsafeMutableRawPointer) {
    guard server.security != .none else { return }
    // Required: a server that does not offer STARTTLS gets nothing from us.
    clibcurl_set_long(curl, CURLOPT_USE_SSL, CLIBCURL_USE_SSL_ALL)
    clibcurl_set_long(curl, CURLOPT_SSLVERSION, CLIBCURL_TLS_1_2)
    clibcurl_set_long(curl, CURLOPT_SSL_VERIFYPEER, 1)
    clibcurl_set_long(curl, CURLOPT_SSL_VERIFYHOST, 2)
    if let file = server.trustedCertificates { clibcurl_set_string(curl, CURLOPT_CAINFO, file) }
  }

  private func signIn(_ curl: UnsafeMutableRawPointer) {
    clibcurl_set_long(curl, CURLOPT_SASL_IR, 1)
    switch server.credentials {
    case .password(let user, let password):
      clibcurl_set_string(curl, CURLOPT_USERNAME, user)
      clibcurl_set_string(curl, CURLOPT_PASSWORD, password)
      clibcurl_set_string(curl, CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN")
    case .token(let user, let bearer):
      clibcurl_set_string(curl, CURLOPT_USERNAME, user)
      clibcurl_set_string(curl, CURLOPT_XOAUTH2_BEARER, bearer)
      clibcurl_set_string(curl, CURLOPT_LOGIN_OPTIONS, "AUTH=XOAUTH2")
    case nil: break
    }
  }

  private func listen(_ curl: UnsafeMutableRawPointer) {
    let context = Unmanaged.passUnretained(said).toOpaque()
    clibcurl_set_pointer(curl, CURLOPT_HEADERDATA, context)
    clibcurl_set_pointer(curl, CURLOPT_OPENSOCKETDATA, context)
    clibcurl_set_pointer(curl, CURLOPT_ERRORBUFFER, said.detail)
    // Asked about once a second, also while a name is looked up or a server says nothing.
    clibcurl_set_pointer(curl, CURLOPT_XFERINFODATA, context)
    clibcurl_set_long(curl, CURLOPT_NOPROGRESS, 0)
    clibcurl_set_progress(curl) { context, _, _, _, _ in
      guard let context else { return 0 }
      let said = Unmanaged<Said>.fromOpaque(context).takeUnretainedValue()
      return said.cancellation.isRequested ? 1 : 0
    }
    clibcurl_set_write(curl, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
      guard let bytes, let context else { return 0 }
      let said = Unmanaged<Said>.fromOpaque(context).takeUnretainedValue()
      let line = UnsafeRawBufferPointer(start: bytes, count: size * count).text
      let isFirst = said.lines.isEmpty
      if said.lines.count < 200 {
        said.lines += line.split(whereSeparator: \.isNewline).map(String.init)
      }
      // Who does not greet with three digits speaks something else: nothing more is waited for.
      return isFirst && said.isNoSMTP ? 0 : size * count
    }
    clibcurl_set_opensocket(curl) { context, _, address in
      guard let address, let context else { return CLIBCURL_SOCKET_BAD }
      let said = Unmanaged<Said>.fromOpaque(context).takeUnretainedValue()
      if said.publicAddressesOnly, !isPublic(address) {
        said.wasNotPublic = true
        return CLIBCURL_SOCKET_BAD
      }
      return openSocket(address.pointee)
    }
  }
}

private func isPublic(_ address: UnsafeMutablePointer<curl_sockaddr>) -> Bool {
  let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) ?? 16
  let bytes = UnsafeRawPointer(address) + offset
  return NetworkAddress(family: address.pointee.family, socketAddress: bytes)?.isPublic ?? false
}

/// Gives up on a host that does not answer after about 30 seconds: four repeats of the first packet.
private func openSocket(_ address: curl_sockaddr) -> curl_socket_t {
  let kind = address.socktype | Int32(SOCK_CLOEXEC.rawValue)
  let descriptor = socket(address.family, kind, address.protocol)
  guard descriptor >= 0 else { return CLIBCURL_SOCKET_BAD }
  var repeats: Int32 = 4
  setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_SYNCNT, &repeats, socklen_t(4))
  return descriptor
}

extension SMTPOpening {
  /// libcurl signs in only where the server offers a way, and otherwise goes on in silence.
  private func checkSignIn() throws(SMTPProblem) {
    guard server.credentials != nil, !offers.contains(where: { $0.hasPrefix("AUTH") }) else {
      return
    }
    throw .notSignedIn(SMTPAnswer(code: 538, text: "the server offers no sign-in"))
  }

  /// The keywords of the last EHLO: what was offered before TLS counts for nothing.
  private var offers: [String] {
    var offers: [String] = []
    var isGreeting = false
    for line in said.lines where line.hasPrefix("250") {
      if !isGreeting { offers = [] }
      isGreeting = line.hasPrefix("250-")
      offers.append(line.dropFirst(4).uppercased())
    }
    return Array(offers.dropFirst())
  }

  private func problem(_ code: CURLcode, _ curl: UnsafeMutableRawPointer) -> SMTPProblem {
    let words = String(cString: curl_easy_strerror(code))
    if said.isNoSMTP { return .notSMTP(String(said.lines[0].prefix(80))) }
    switch code {
    case CURLE_LOGIN_DENIED:
      return .notSignedIn(refusedToken ?? lastAnswer ?? SMTPAnswer(code: 535, text: words))
    case CURLE_USE_SSL_FAILED where lastAnswer?.code == 220 || lastAnswer?.code == 250:
      return .notSecured(.noSTARTTLS, "the server offers no STARTTLS")
    case CURLE_PEER_FAILED_VERIFICATION:
      let isOther = String(cString: said.detail).contains("subject name")
      return .notSecured(isOther ? .otherHost : .untrusted, words)
    case CURLE_USE_SSL_FAILED, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CIPHER:
      return .notSecured(.noTLS, words)
    case CURLE_COULDNT_RESOLVE_HOST: return .notReached(.noHost, words)
    case CURLE_OPERATION_TIMEDOUT:
      return .notReached(isConnected(curl) ? .mute : .silent, words)
    case CURLE_COULDNT_CONNECT where said.wasNotPublic:
      return .notReached(.notPublic, "\(words): its address is not a public one")
    case CURLE_COULDNT_CONNECT:
      return .notReached(isRefused(curl) ? .closed : .other, words)
    default:
      if let lastAnswer, lastAnswer.code >= 400 { return .refused(lastAnswer) }
      return .lost(words)
    }
  }

  /// A refused token is first answered by a challenge that says why, in base64: the 535 comes only to
  /// who answers that, and libcurl does not.
  private var refusedToken: SMTPAnswer? {
    guard let lastAnswer, lastAnswer.code == 334 else { return nil }
    let why = Data(base64Encoded: lastAnswer.text.trimmingCharacters(in: .whitespaces))
    let words = why.map { String(decoding: $0, as: UTF8.self) } ?? lastAnswer.text
    return SMTPAnswer(code: 535, text: "5.7.8 the token was refused: \(words)")
  }

  private func isConnected(_ curl: UnsafeMutableRawPointer) -> Bool {
    var seconds = 0.0
    return clibcurl_get_connect_time(curl, &seconds) == CURLE_OK && seconds > 0
  }

  private func isRefused(_ curl: UnsafeMutableRawPointer) -> Bool {
    var number = 0
    return clibcurl_get_errno(curl, &number) == CURLE_OK && number == Int(ECONNREFUSED)
  }

  private var lastAnswer: SMTPAnswer? {
    var lines: [String] = []
    for line in said.lines.reversed() {
      guard lines.isEmpty || line.utf8.dropFirst(3).first == UInt8(ascii: "-") else { break }
      lines.insert(line, at: 0)
    }
    return SMTPAnswer(lines: lines)
  }
}

extension SMTPOpening.Said {
  fileprivate var isNoSMTP: Bool {
    guard let greeting = lines.first?.utf8 else { return false }
    return greeting.count < 3 || !greeting.prefix(3).allSatisfy { (48...57).contains($0) }
  }
}

/// A name that begins like such an address is none.
private func isLoopback(_ host: String) -> Bool {
  var address = in_addr()
  return host == "localhost" || host == "::1"
    || host.hasPrefix("127.") && inet_pton(AF_INET, host, &address) == 1
}

private func isHost(_ host: String) -> Bool {
  guard host.contains(":") else { return asciiDomain(host) != nil }
  var address = in6_addr()
  return inet_pton(AF_INET6, host, &address) == 1
}
