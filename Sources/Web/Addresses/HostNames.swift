/// The names under which the server may be asked for. A page of another site can point its own name
/// at our address (DNS rebinding) and would then be read by the browser as ours; but it cannot change
/// the name that the browser sends.
struct HostNames: Sendable {
  /// Nothing is checked: for a server that has no pages to protect.
  let isOpen: Bool
  private let names: Set<[UInt8]>
  private let addresses: Set<[UInt8]>

  /// `names` are names or addresses, without a port.
  init(_ names: [String]) {
    isOpen = names.isEmpty
    let bare = names.map { Self.bare(Array($0.utf8)[...]) }
    addresses = Set(bare.compactMap { Network.bytes(String(decoding: $0, as: UTF8.self)) })
    self.names = Set(bare)
  }

  /// Whether a Host header, valid as such, names us: a given name, this machine itself, or the
  /// address at which this very connection arrived.
  func contains(_ host: Bytes, arrivedAt: () -> String) -> Bool {
    if isOpen { return true }
    let name = Self.bare(Array(Self.withoutPort(host))[...])
    if names.contains(name) { return true }
    if let address = Network.bytes(String(decoding: name, as: UTF8.self)) {
      return Network.isLoopback(address) || addresses.contains(address)
        || Network.bytes(arrivedAt()) == address
    }
    return Self.isBelowLocalhost(name)
  }

  /// Whether a Host header names this machine to itself.
  static func isLoopback(_ host: Bytes) -> Bool {
    let name = bare(Array(withoutPort(host))[...])
    if let address = Network.bytes(String(decoding: name, as: UTF8.self)) {
      return Network.isLoopback(address)
    }
    return isBelowLocalhost(name)
  }

  /// `http://localhost:8080`; `null`, which a page sends that hides where it is from, is no one's.
  static func isLoopback(origin: String) -> Bool {
    guard let start = origin.firstRange(of: "://")?.upperBound else { return false }
    return Array(origin[start...].utf8).withUnsafeBufferPointer {
      Host.isValid($0) && isLoopback($0)
    }
  }

  private static func isBelowLocalhost(_ name: [UInt8]) -> Bool {
    name == localhost || name.ends(with: belowLocalhost)
  }

  private static let localhost = Array("localhost".utf8)
  private static let belowLocalhost = Array(".localhost".utf8)

  private static func withoutPort(_ host: Bytes) -> Bytes {
    if host.first == 91 {
      let close = host.find(93, from: 0) ?? host.count - 1
      return Bytes(rebasing: host[...close])
    }
    return Bytes(rebasing: host[..<(host.find(Byte.colon, from: 0) ?? host.count)])
  }

  /// In small letters, without the brackets of IPv6 and without the point at the end of a full name.
  private static func bare(_ name: ArraySlice<UInt8>) -> [UInt8] {
    var name = name
    if name.first == 91, name.last == 93 { name = name.dropFirst().dropLast() }
    if name.last == 46 { name = name.dropLast() }
    return name.map { $0 &- 65 < 26 ? $0 | 0x20 : $0 }
  }
}

extension [UInt8] {
  fileprivate func ends(with end: [UInt8]) -> Bool {
    count > end.count && self[(count - end.count)...].elementsEqual(end)
  }
}
