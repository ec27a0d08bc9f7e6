import CLibCurl
import Foundation
import Text

/// The address of a request, read once by the parser that also connects: two readers of one URL may
/// see two hosts in it.
struct HTTPAddress: Sendable {
  /// Absolute and normalized.
  let text: String
  let scheme: String
  /// In small ASCII letters, without the brackets of IPv6. An IPv4 address in a decimal, octal or
  /// hexadecimal form is in its usual form here.
  let host: String
  let port: Int

  /// Throws `.invalidRequest` for anything but an absolute `http` or `https` URL without credentials
  /// (RFC 9110, section 4.2.4).
  init(_ text: String) throws(HTTPFailure) {
    try self.init(text, from: nil)
  }

  /// A reference as a `Location` header has it (RFC 3986, section 5.2), which may be relative to this
  /// address.
  func following(_ reference: String) throws(HTTPFailure) -> HTTPAddress {
    try HTTPAddress(reference, from: text)
  }

  private init(_ text: String, from base: String?) throws(HTTPFailure) {
    guard let url = curl_url() else { throw .invalid("no memory") }
    defer { curl_url_cleanup(url) }
    let flags = CLIBCURL_URL_NO_CREDENTIALS
    if let base { _ = curl_url_set(url, CURLUPART_URL, base, flags) }
    let code = curl_url_set(
      url, CURLUPART_URL, text, base == nil ? flags : flags | CLIBCURL_URL_ENCODE)
    guard !text.utf8.contains(0), code == CURLUE_OK else {
      throw .invalid(
        code == CURLUE_USER_NOT_ALLOWED
          ? "the address holds a user name or a password" : "the address cannot be read")
    }
    guard let scheme = part(CURLUPART_SCHEME, of: url)?.lowercased(),
      scheme == "https" || scheme == "http",
      let written = part(CURLUPART_HOST, of: url),
      let port = part(CURLUPART_PORT, of: url).flatMap({ Int($0) }), (1...65_535).contains(port)
    else { throw .invalid("the address is not one of http or https") }
    let bare = written.hasPrefix("[") ? String(written.dropFirst().dropLast()) : written
    guard let ascii = asciiHost(bare), !ascii.isEmpty else {
      throw .invalid("the address has no host that can be looked up")
    }
    if ascii != bare, !written.hasPrefix("[") {
      guard curl_url_set(url, CURLUPART_HOST, ascii, 0) == CURLUE_OK else {
        throw .invalid("the address has no host that can be looked up")
      }
    }
    // The fragment after the # is not sent (RFC 9110, section 4.2.5).
    _ = curl_url_set(url, CURLUPART_FRAGMENT, nil, 0)
    guard let whole = part(CURLUPART_URL, of: url, flags: 0) else {
      throw .invalid("the address cannot be read")
    }
    self.text = whole
    self.scheme = scheme
    self.port = port
    host = ascii
  }

  /// The host where it is an address itself, in whatever form.
  var literal: NetworkAddress? {
    NetworkAddress(anyForm: host.hasSuffix(".") ? String(host.dropLast()) : host)
  }

  /// Scheme, host and port (RFC 6454, section 4).
  var origin: String { "\(scheme)://\(host):\(port)" }
}

private func part(
  _ part: CURLUPart, of url: OpaquePointer, flags: UInt32 = CLIBCURL_URL_DEFAULT_PORT
) -> String? {
  var text: UnsafeMutablePointer<CChar>?
  guard curl_url_get(url, part, &text, flags) == CURLUE_OK, let text else { return nil }
  defer { curl_free(text) }
  return String(cString: text)
}
