import Text

/// The proxies that the operator set, from `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, as
/// most programs read them. The names in small letters come first.
package struct HTTPProxies: Sendable {
  package static let none = HTTPProxies(environment: [:])

  private let https: String?
  private let http: String?
  private let exempt: [String]

  package init(environment: [String: String]) {
    func value(_ name: String) -> String? {
      let values = [environment[name.lowercased()], environment[name]].compactMap(\.self)
      return values.first { !$0.isEmpty }
    }
    https = value("HTTPS_PROXY") ?? value("ALL_PROXY")
    http = value("HTTP_PROXY") ?? value("ALL_PROXY")
    exempt = (value("NO_PROXY") ?? "").split { $0 == "," || $0 == " " }.map { $0.lowercased() }
  }

  /// The proxy's address for libcurl; nil for a direct connection. Throws `.invalidRequest` for a
  /// proxy of a kind that is not supported.
  func proxy(for address: HTTPAddress) throws(HTTPFailure) -> String? {
    guard let proxy = address.scheme == "https" ? https : http, !isExempt(address) else {
      return nil
    }
    guard let end = proxy.firstRange(of: "://")?.lowerBound else { return "http://\(proxy)" }
    guard ["http", "https"].contains(proxy[..<end].lowercased()) else {
      throw .invalid("the proxy of the environment is neither http nor https")
    }
    return proxy
  }

  private func isExempt(_ address: HTTPAddress) -> Bool {
    exempt.contains { item in
      if item == "*" { return true }
      if let literal = address.literal {
        return NetworkRange(item)?.contains(literal) ?? (item == "\(address.host):\(address.port)")
      }
      var name = item[...]
      if let colon = name.lastIndex(of: ":") {
        guard name[name.index(after: colon)...] == "\(address.port)" else { return false }
        name = name[..<colon]
      }
      if name.hasPrefix("*") { name = name.dropFirst() }
      if name.hasPrefix(".") { name = name.dropFirst() }
      return !name.isEmpty && (address.host == name || address.host.hasSuffix("." + name))
    }
  }
}
