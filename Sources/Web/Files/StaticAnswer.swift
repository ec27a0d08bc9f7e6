/// An answer made once: its headers and its body lie ready, only the date and the id are new.
final class StaticAnswer: Sendable {
  struct Content: Sendable {
    var bytes: [UInt8]
    var type: String
    var etag: String?
    var modified: Int?

    init(bytes: [UInt8], type: String, etag: String, modified: Int) {
      self.bytes = bytes
      self.type = type
      self.etag = etag
      self.modified = modified
    }

    init(text: String) {
      bytes = Array(text.utf8)
      type = "text/plain; charset=utf-8"
    }
  }

  /// One way to send it: as it is, or compressed.
  struct Variant: Sendable {
    let etag: [UInt8]
    /// All headers but date, id and connection.
    let found: [UInt8]
    let unchanged: [UInt8]
    let body: [UInt8]
  }

  let path: [UInt8]
  let plain: Variant
  let compressed: Variant?
  private let modified: Int?

  init(path: String, _ content: Content, cache: String = "no-store") {
    self.path = Array(path.utf8)
    modified = content.modified
    let smaller = Gzip.compress(content.bytes, type: content.type)
    let varies = smaller != nil
    plain = Self.variant(content, content.bytes, cache, coding: nil, varies: varies)
    compressed = smaller.map {
      Self.variant(content, $0, cache, coding: "gzip", varies: true)
    }
  }

  /// RFC 9110, 13.2.2: a list of tags counts before a date.
  func isUnchanged(_ variant: Variant, _ head: Head, in bytes: Bytes) -> Bool {
    if let tags = head.ifNoneMatch {
      let tags = bytes.slice(tags)
      return tags.equals("*") || (!variant.etag.isEmpty && tags.find(variant.etag, from: 0) != nil)
    }
    guard let date = head.ifModifiedSince, let modified,
      let known = HTTPDate.seconds(bytes.slice(date))
    else { return false }
    return modified <= known
  }

  private static func variant(
    _ content: Content, _ body: [UInt8], _ cache: String, coding: String?, varies: Bool
  ) -> Variant {
    let etag = content.etag.map { "\"\($0)\(coding.map { "-" + $0 } ?? "")\"" }
    var common = "Cache-Control: \(cache)\r\n"
    if let etag { common += "ETag: \(etag)\r\n" }
    if let modified = content.modified { common += "Last-Modified: \(HTTPDate.text(modified))\r\n" }
    if varies { common += "Vary: Accept-Encoding\r\n" }
    common += "Content-Security-Policy: \(ResponseHead.contentSecurityPolicy)\r\n"
    common += ResponseHead.security(isSecure: false) + ResponseHead.ofFraming
    var found = "Content-Type: \(content.type)\r\nContent-Length: \(body.count)\r\n"
    if let coding { found += "Content-Encoding: \(coding)\r\n" }
    return Variant(
      etag: Array((etag ?? "").utf8), found: Array((found + common).utf8),
      unchanged: Array(common.utf8), body: body)
  }
}
