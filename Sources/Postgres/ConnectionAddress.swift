import CLibPQ

/// What may be shown of a connection string or address. libpq reads it, so that no form of it, quoted or
/// escaped, is taken for another.
package struct ConnectionAddress {
  /// Its parts without the password. Nil where one of them could hold a piece of a password: of
  /// `postgres://me:se@cret@db` libpq takes `cret@db` for the host.
  package let shown: String?

  /// Nil when libpq does not understand it.
  package init?(_ conninfo: String) {
    guard let options = PQconninfoParse(conninfo, nil) else { return nil }
    defer { PQconninfoFree(options) }
    var values: [String: String] = [:]
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val {
        values[String(cString: keyword)] = String(cString: value)
      }
      option += 1
    }
    shown = Self.shown(values)
  }

  private static func shown(_ values: [String: String]) -> String? {
    var parts: [String] = []
    for (keyword, allowed) in plainParts {
      guard let value = values[keyword], !value.isEmpty else { continue }
      guard value.unicodeScalars.allSatisfy({ isLetterOrDigit($0) || allowed.contains($0) }) else {
        return nil
      }
      parts.append("\(keyword)=\(value)")
    }
    if values["port"]?.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ",") }) == false {
      return nil
    }
    let secrets = ["password", "sslpassword"].filter { values[$0]?.isEmpty == false }
    return (parts + secrets.map { "\($0)=(set, not shown)" }).joined(separator: " ")
  }

  /// What is shown, and what may be in it besides letters and digits.
  private static let plainParts: [(String, String.UnicodeScalarView)] = [
    ("host", "./-_,:[]".unicodeScalars), ("hostaddr", ".,:".unicodeScalars),
    ("port", ",".unicodeScalars), ("user", "_-.@$".unicodeScalars),
    ("dbname", "_-.$".unicodeScalars), ("sslmode", "-".unicodeScalars),
    ("target_session_attrs", "-".unicodeScalars),
  ]

  private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
  }
}
