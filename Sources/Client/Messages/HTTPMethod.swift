/// A request method: a token (RFC 9110, section 9.1). Methods are case-sensitive.
package struct HTTPMethod: RawRepresentable, Hashable, Sendable {
  package let rawValue: String

  package init(rawValue: String) {
    self.rawValue = rawValue
  }

  package static let get = HTTPMethod(rawValue: "GET")
  package static let head = HTTPMethod(rawValue: "HEAD")
  package static let post = HTTPMethod(rawValue: "POST")
  package static let put = HTTPMethod(rawValue: "PUT")
  package static let patch = HTTPMethod(rawValue: "PATCH")
  package static let delete = HTTPMethod(rawValue: "DELETE")
  package static let options = HTTPMethod(rawValue: "OPTIONS")

  /// Asks for nothing to be changed (RFC 9110, section 9.2.1).
  package var isSafe: Bool { [.get, .head, .options].contains(self) }

  /// The effect of several equal requests is that of one (RFC 9110, section 9.2.2).
  package var isIdempotent: Bool { isSafe || self == .put || self == .delete }
}
