import Foundation

/// A host name in small ASCII letters, as DNS and mail servers know it: `Bücher.example` is
/// `xn--bcher-kva.example`. Nil for a text that cannot name a host.
package func asciiHost(_ host: String) -> String? {
  if host.utf8.allSatisfy({ $0 < 0x80 }) { return host.lowercased() }
  var components = URLComponents()
  // The full stops of East Asian keyboards also separate labels (RFC 3490, section 3.1).
  components.host = String(
    host.precomposedStringWithCompatibilityMapping.lowercased().map {
      "\u{3002}\u{FF0E}\u{FF61}".contains($0) ? "." : $0
    })
  guard let encoded = components.encodedHost, encoded.utf8.allSatisfy({ $0 < 0x80 && $0 != 37 })
  else { return nil }
  return encoded.lowercased()
}
