import Glibc

/// An IPv4 or IPv6 address. An IPv4 address that is written as IPv6 (`::ffff:1.2.3.4`, RFC 4291,
/// section 2.5.5.2) is the IPv4 address, because a socket connects to that.
package struct NetworkAddress: Hashable, Sendable {
  /// Four or sixteen, in network order.
  package let bytes: [UInt8]

  private init(_ bytes: [UInt8]) {
    let isMapped = bytes.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF])
    self.bytes = isMapped && bytes.count == 16 ? Array(bytes[12...]) : bytes
  }

  /// From text, as `inet_pton` reads it: `10.0.0.1`, `fd00::1`; nil for anything else.
  package init?(_ text: String) {
    var four = in_addr()
    var six = in6_addr()
    if inet_pton(AF_INET, text, &four) == 1 {
      self.init(withUnsafeBytes(of: &four) { Array($0) })
    } else if inet_pton(AF_INET6, text, &six) == 1 {
      self.init(withUnsafeBytes(of: &six) { Array($0) })
    } else {
      return nil
    }
  }

  /// From text in any form that a resolver takes for an IPv4 address without asking DNS, also
  /// decimal, octal, hexadecimal or with fewer parts: `2130706433`, `0177.0.0.1`, `0x7f.1`.
  package init?(anyForm text: String) {
    if let address = NetworkAddress(text) {
      self = address
      return
    }
    var four = in_addr()
    guard inet_aton(text, &four) == 1 else { return nil }
    self.init(withUnsafeBytes(of: &four) { Array($0) })
  }

  /// From a whole `sockaddr_in` or `sockaddr_in6`; nil for another family.
  package init?(family: Int32, socketAddress: UnsafeRawPointer) {
    switch family {
    case AF_INET: self.init(Array(UnsafeRawBufferPointer(start: socketAddress + 4, count: 4)))
    case AF_INET6: self.init(Array(UnsafeRawBufferPointer(start: socketAddress + 8, count: 16)))
    default: return nil
    }
  }

  /// Whether the address belongs to the open internet: not this machine, a private or shared network,
  /// the link, multicast or a reserved block (RFC 6890 and the IANA registries that it started). An
  /// address of NAT64 (RFC 6052) or 6to4 (RFC 3056) is public if the IPv4 address inside is.
  package var isPublic: Bool {
    bytes.count == 4 ? Self.isPublicIPv4(bytes) : Self.isPublicIPv6(bytes)
  }

  private static func isPublicIPv4(_ bytes: [UInt8]) -> Bool {
    switch (bytes[0], bytes[1], bytes[2]) {
    case (0, _, _), (10, _, _), (127, _, _), (224...255, _, _): false
    case (100, 64...127, _), (169, 254, _), (172, 16...31, _), (192, 168, _): false
    case (192, 0, 0), (192, 0, 2), (192, 88, 99), (198, 18...19, _): false
    case (198, 51, 100), (203, 0, 113): false
    default: true
    }
  }

  private static func isPublicIPv6(_ bytes: [UInt8]) -> Bool {
    if bytes.starts(with: [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]) {
      return isPublicIPv4(Array(bytes[12...]))
    }
    if bytes.starts(with: [0x20, 0x02]) { return isPublicIPv4(Array(bytes[2..<6])) }
    let isDocumentation =
      bytes.starts(with: [0x20, 0x01, 0x0D, 0xB8])
      || bytes.starts(with: [0x3F, 0xFF]) && bytes[2] < 16
    let isSpecial = bytes.starts(with: [0x20, 0x01]) && bytes[2] < 2
    return bytes[0] & 0xE0 == 0x20 && !isDocumentation && !isSpecial
  }
}

extension NetworkAddress: CustomStringConvertible {
  package var description: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    let family = bytes.count == 4 ? AF_INET : AF_INET6
    inet_ntop(family, bytes, &text, socklen_t(text.count))
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

/// All addresses that begin with the same bits, as in `10.0.0.0/8` (RFC 4632, section 3.1).
package struct NetworkRange: Hashable, Sendable {
  private let start: [UInt8]
  private let bits: Int

  /// An address alone is the range that holds it alone. Nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let address = NetworkAddress(String(first)) else { return nil }
    start = address.bytes
    let most = address.bytes.count * 8
    guard parts.count == 2 else {
      bits = most
      return
    }
    guard let bits = Int(parts[1]), (0...most).contains(bits) else { return nil }
    self.bits = bits
  }

  package func contains(_ address: NetworkAddress) -> Bool {
    address.bytes.count == start.count
      && (0..<bits).allSatisfy { bit in
        (start[bit / 8] ^ address.bytes[bit / 8]) & (0x80 >> UInt8(bit % 8)) == 0
      }
  }
}
