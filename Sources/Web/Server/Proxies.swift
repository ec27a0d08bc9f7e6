import Glibc
import HTTPTypes

/// The machines before us whose word about the client is taken.
struct Proxies: Sendable {
  private let networks: [Network]

  init(_ texts: [String]) {
    networks = texts.compactMap(Network.init)
  }

  func contains(_ address: String) -> Bool {
    !networks.isEmpty && networks.contains { $0.contains(address) }
  }

  /// The last address in `X-Forwarded-For` that is no proxy of ours: what stands before it, anybody
  /// may have written. Where a proxy did not know it, there is only the proxy's own.
  func client(of connection: Connection, _ headers: HTTPFields) -> (address: String, isSecure: Bool)
  {
    guard connection.isFromProxy else { return (connection.address, false) }
    let chain = list("X-Forwarded-For", headers)
    let client = chain.last { item in !isProxy(item) } ?? chain.first
    let address = client.flatMap(Self.address) ?? connection.address
    return (address, list("X-Forwarded-Proto", headers).last?.lowercased() == "https")
  }

  private func isProxy(_ item: String) -> Bool {
    Self.address(in: item).map(contains) ?? false
  }

  /// The address in an item, which may have its port behind it: `1.2.3.4:567`, `[2001:db8::1]:567`. Nil
  /// for `unknown` and whatever else is none.
  private static func address(in item: String) -> String? {
    var text = item[...]
    if text.first == "[", let end = text.firstIndex(of: "]") {
      text = text[..<end].dropFirst()
    } else if text.count(where: { $0 == ":" }) == 1 {
      text = text.prefix { $0 != ":" }
    }
    let address = String(text)
    return Network(address) == nil || address.contains("/") ? nil : address
  }

  func client(of job: Job) -> String {
    guard job.connection.isFromProxy else { return job.connection.address }
    return client(of: job.connection, job.fields).address
  }

  private func list(_ name: String, _ headers: HTTPFields) -> [String] {
    guard let name = HTTPField.Name(name), let value = headers[name] else { return [] }
    return value.split(separator: ",").map { item in
      String(item.drop { $0 == " " }.prefix { $0 != " " })
    }
    .filter { !$0.isEmpty }
  }
}

/// An address, or all that begin with the same bits.
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

  private static func bytes(_ text: String) -> [UInt8]? {
    var four = in_addr()
    if inet_pton(AF_INET, text, &four) == 1 { return withUnsafeBytes(of: &four) { Array($0) } }
    var six = in6_addr()
    if inet_pton(AF_INET6, text, &six) == 1 { return withUnsafeBytes(of: &six) { Array($0) } }
    return nil
  }
}
