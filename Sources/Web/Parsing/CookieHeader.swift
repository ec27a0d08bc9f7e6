/// The pairs of a Cookie header, looked at as bytes: a combining character behind a semicolon does
/// not make another character of it.
enum CookieHeader {
  /// Of a name sent twice, the first.
  static func read(_ header: [UInt8]) -> [String: String] {
    var cookies: [String: String] = [:]
    header.withUnsafeBufferPointer { bytes in
      var start = 0
      while start < bytes.count {
        let end = bytes.find(Byte.semicolon, from: start) ?? bytes.count
        let pair = Bytes(rebasing: bytes[start..<end])
        start = end + 1
        guard let equals = pair.find(61, from: 0) else { continue }
        let name = Bytes(rebasing: pair[..<equals]).trimmed
        let value = pair.from(equals + 1).trimmed
        guard !name.isEmpty, !value.isEmpty, cookies[name.text] == nil else { continue }
        cookies[name.text] = value.text
      }
    }
    return cookies
  }
}
