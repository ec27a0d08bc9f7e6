import Glibc

/// `host [":" port]` as RFC 3986, 3.2.2, writes it: a name, an IPv4 address or an IPv6 in brackets.
enum Host {
  static func isValid(_ text: Bytes) -> Bool {
    guard let first = text.first else { return false }
    let end = first == 91 ? endOfLiteral(text) : endOfName(text)
    guard let end, end > 0 else { return false }
    return end == text.count || (text[end] == Byte.colon && isPort(text.from(end + 1)))
  }

  private static func endOfName(_ text: Bytes) -> Int? {
    var index = 0
    while index < text.count, text[index] != Byte.colon {
      if text[index] == Byte.percent {
        guard index + 2 < text.count, Byte.hex(text[index + 1]) != nil,
          Byte.hex(text[index + 2]) != nil
        else { return nil }
        index += 2
      } else if !isNameCharacter(text[index]) {
        return nil
      }
      index += 1
    }
    return index
  }

  /// Letters, digits, `-._~` and `!$&'()*+,;=`.
  private static func isNameCharacter(_ byte: UInt8) -> Bool {
    if byte < 64 { return 0x2BFF_7FD2_0000_0000 as UInt64 >> UInt64(byte) & 1 == 1 }
    if byte < 128 { return 0x47FF_FFFE_87FF_FFFE as UInt64 >> UInt64(byte - 64) & 1 == 1 }
    return false
  }

  private static func endOfLiteral(_ text: Bytes) -> Int? {
    guard let close = text.find(93, from: 1), close > 1, close < 64 else { return nil }
    let inside = Bytes(rebasing: text[1..<close])
    if inside[0] | 0x20 == 118 { return isFutureAddress(inside) ? close + 1 : nil }
    var address = in6_addr()
    return inet_pton(AF_INET6, inside.text, &address) == 1 ? close + 1 : nil
  }

  /// `v1.name`, kept free for later kinds of addresses.
  private static func isFutureAddress(_ text: Bytes) -> Bool {
    guard let point = text.find(46, from: 1), point > 1, point + 1 < text.count else {
      return false
    }
    return text[1..<point].allSatisfy { Byte.hex($0) != nil }
      && text[(point + 1)...].allSatisfy { isNameCharacter($0) || $0 == Byte.colon }
  }

  private static func isPort(_ text: Bytes) -> Bool {
    guard text.allSatisfy(Byte.isDigit) else { return false }
    return text.reduce(0) { min($0 * 10 + Int($1) - 48, 65_536) } < 65_536
  }
}
