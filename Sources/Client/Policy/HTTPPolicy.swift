import Foundation
import Text

/// The addresses that a client may reach, and its limits for each host.
/// Only addresses of the open internet are
/// connected to, unless an exception lets another one in: requests carry addresses that people and
/// services gave us, and without this one of them could make this machine ask its neighbors
/// (server-side request forgery).
///
/// Each address is checked when a socket is opened to it, so the address that was checked is the one
/// that is connected to, whatever the name resolves to afterward.
///
/// A proxy is trusted: it resolves names and connects, so it has to refuse private addresses itself.
/// Before a request goes to a proxy only an address in the URL itself and `localhost` are refused. The
/// proxy sees the whole of an `http` request, and of an `https` request the host's name alone.
package struct HTTPPolicy: Sendable {
  /// Addresses outside of the open internet that may be connected to.
  package var exceptions: [AddressException] = []
  /// Simultaneous requests of this client to one host or `rateBucket`.
  package var concurrency = 8
  /// How often one host or `rateBucket` is asked; nil is without a limit.
  package var rate: HTTPRate?
  /// For a host or a `rateBucket` that has a rate of its own.
  package var rates: [String: HTTPRate] = [:]
  package var proxies = HTTPProxies(environment: ProcessInfo.processInfo.environment)
  package var userAgent = "Overture"
  /// A file with the certificates (PEM) that are trusted in place of the system's; nil is the
  /// system's. Certificates are always verified (RFC 9110, section 4.3.4).
  package var certificateFile: String?
  /// In place of the system's resolver: the addresses of a name, asked for each request; an empty
  /// answer leaves the name to the system.
  package var lookup: (@Sendable (_ name: String) -> [String])?

  package init() {}
}

/// At most `count` requests begin within any span of `duration`.
package struct HTTPRate: Sendable, Equatable {
  package let count: Int
  package let duration: Duration

  package init(_ count: Int, per duration: Duration) {
    self.count = max(count, 1)
    self.duration = duration
  }
}

/// An address outside of the open internet that a policy lets in: a range of addresses, or a host by
/// name, then with every address that the name has. Either may be limited to one port.
package struct AddressException: Hashable, Sendable {
  private enum Place: Hashable {
    case range(NetworkRange)
    case host(String)
  }

  private let place: Place
  private let port: Int?

  /// `10.0.0.0/8`, `10.1.2.3:8080`, `fd00::/8`, `[fd00::1]:8080`, `crm.internal`, `crm.internal:443`.
  package init?(_ text: String) {
    var host = text
    var port: Int?
    let isBracketed = text.hasPrefix("[")
    if isBracketed || text.count(where: { $0 == ":" }) == 1,
      let colon = text.lastIndex(of: ":"), !isBracketed || text[..<colon].hasSuffix("]")
    {
      guard let number = Int(text[text.index(after: colon)...]), (1...65_535).contains(number)
      else { return nil }
      port = number
      host = String(text[..<colon])
    }
    if isBracketed {
      guard host.hasSuffix("]") else { return nil }
      host = String(host.dropFirst().dropLast())
    }
    self.port = port
    if let range = NetworkRange(host) {
      place = .range(range)
    } else if !isBracketed, !host.isEmpty, !host.contains("/"), let name = asciiHost(host) {
      place = .host(name)
    } else {
      return nil
    }
  }

  /// The host and port of a URL, such as the one under which this program itself answers.
  package init?(url: String) {
    guard let address = try? HTTPAddress(url) else { return nil }
    place =
      address.literal.flatMap { NetworkRange($0.description) }.map(Place.range)
      ?? .host(address.host)
    port = address.port
  }

  /// Whether it lets in this address, which `host` has.
  package func letsIn(_ address: NetworkAddress?, host: String, port: Int) -> Bool {
    guard self.port == nil || self.port == port else { return false }
    return switch place {
    case .range(let range): address.map(range.contains) ?? false
    case .host(let name): name == host
    }
  }
}

extension HTTPPolicy {
  /// Whether a request to this host may connect to this address.
  func allows(_ address: NetworkAddress, host: String, port: Int) -> Bool {
    address.isPublic || exceptions.contains { $0.letsIn(address, host: host, port: port) }
  }

  /// Whether a proxy may be asked for this address.
  func allowsByProxy(_ address: HTTPAddress) -> Bool {
    let host = address.host.hasSuffix(".") ? String(address.host.dropLast()) : address.host
    let isOpen =
      address.literal.map(\.isPublic)
      ?? !(host == "localhost" || host.hasSuffix(".localhost"))
    return isOpen
      || exceptions.contains { $0.letsIn(address.literal, host: host, port: address.port) }
  }
}
