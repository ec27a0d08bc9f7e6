/// The domains at which many people have addresses that have nothing else in common, for a look-up that
/// makes no strings where it can be helped.
struct FreeMail: Sendable {
  private let domains: Set<String>
  /// By length and first letter, whether there is one of them at all.
  private var shapes = [Bool](repeating: false, count: 64 * 256)

  init(_ domains: Set<String>) {
    self.domains = domains
    for domain in domains where domain.utf8.count < 64 {
      shapes[domain.utf8.count << 8 | Int(domain.utf8.first ?? 0)] = true
    }
  }

  /// The registrable domain of an address in lower case, unless it is one of these.
  func domain(of address: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8>? {
    var (at, last, second) = (0, -1, -1)
    for place in address.indices {
      switch address[place] {
      case UInt8(ascii: "@"): (at, last, second) = (place + 1, -1, -1)
      case UInt8(ascii: "."): (last, second) = (place, last)
      default: break
      }
    }
    let host = UnsafeBufferPointer(rebasing: address[at...])
    guard !holds(host) else { return nil }
    // Only endings of two letters have second labels that belong to them.
    guard second >= 0, address.count - last == 3 else {
      let domain = second >= 0 ? UnsafeBufferPointer(rebasing: address[(second + 1)...]) : host
      return holds(domain) ? nil : domain
    }
    guard let domain = registrableDomain(of: String(decoding: host, as: UTF8.self)) else {
      return nil
    }
    let found = UnsafeBufferPointer(rebasing: address[(address.count - domain.utf8.count)...])
    return holds(found) ? nil : found
  }

  private func holds(_ domain: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = domain.first, domain.count < 64, shapes[domain.count << 8 | Int(first)]
    else { return false }
    return domains.contains(String(decoding: domain, as: UTF8.self))
  }
}
