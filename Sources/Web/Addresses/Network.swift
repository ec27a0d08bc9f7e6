import Glibc

/// An address of the network, or all that begin with the same bits.
struct Network: Sendable {
  private let bytes: [UInt8]
  private let bits: Int

  init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1)
    guard let first = parts.first, let bytes = Self.bytes(String(first)) else { return nil }
    self.bytes = bytes
    if parts.count == 2 {
      guard let bits = Int(parts[1]), (0...bytes.count * 8).contains(bits) else { return nil }
      self.bits = bits
    } else {
      bits = bytes.count * 8
    }
  }

  func contains(_ address: String) -> Bool {
    guard let other = Self.bytes(address), other.count == bytes.count else { return false }
    return (0..<bits).allSatisfy { bit in
      (bytes[bit / 8] ^ other[bit / 8]) & (0x80 >> UInt8(bit % 8)) == 0
    }
  }

  /// The four or sixteen bytes of an address; an IPv4 address that is written as IPv6 has four.
  static func bytes(_ text: String) -> [UInt8]? {
    var four = in_addr()
    if inet_pton(AF_INET, text, &four) == 1 { return withUnsafeBytes(of: &four) { Array($0) } }
    var six = in6_addr()
    guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
    let bytes = withUnsafeBytes(of: &six) { Array($0) }
    let isMapped = bytes[..<10].allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
    return isMapped ? Array(bytes[12...]) : bytes
  }

  static func isLoopback(_ bytes: [UInt8]) -> Bool {
    bytes.count == 4 ? bytes[0] == 127 : bytes == [UInt8](repeating: 0, count: 15) + [1]
  }

  static func isLoopback(_ address: String) -> Bool {
    bytes(address).map(isLoopback) ?? false
  }

  /// Whom limits count as one client: an IPv4 address, or the /64 that one subscriber of IPv6 has.
  static func client(of address: String) -> String {
    guard let bytes = bytes(address), bytes.count == 16 else { return address }
    return bytes[..<8].map { String($0, radix: 16) }.joined(separator: ".") + "/64"
  }
}
