/// A cookie to be set: kept from scripts and from other sites' forms unless it says otherwise.
package struct Cookie: Sendable {
  package enum SameSite: String, Sendable {
    case lax = "Lax"
    case strict = "Strict"
  }

  package var name: String
  package var value: String
  package var path = "/"
  /// Seconds it is kept; nil: until the browser is closed; 0: it is taken away.
  package var maxAge: Int?
  package var isSecure: Bool
  package var isHTTPOnly = true
  package var sameSite = SameSite.lax

  package init(_ name: String, _ value: String, maxAge: Int? = nil, isSecure: Bool = false) {
    self.name = name
    self.value = value
    self.maxAge = maxAge
    self.isSecure = isSecure
  }

  /// The value of a header `Set-Cookie`. Whatever may not stand in a cookie is left out.
  package var header: String {
    var text = "\(clean(name))=\(clean(value)); Path=\(clean(path)); SameSite=\(sameSite.rawValue)"
    if let maxAge { text += "; Max-Age=\(maxAge)" }
    if isHTTPOnly { text += "; HttpOnly" }
    if isSecure { text += "; Secure" }
    return text
  }

  private func clean(_ text: String) -> String {
    let allowed = text.utf8.filter { $0 > 32 && $0 < 127 && !#"",;\"#.utf8.contains($0) }
    return String(decoding: allowed, as: UTF8.self)
  }
}
