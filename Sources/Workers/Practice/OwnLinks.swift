/// The addresses of one of our own emails that lead to this program: an open, a click, an
/// unsubscribe.
///
/// A step's author writes the email, and with it any address that looks like ours. So a visit never
/// goes to an address of the email, but to one that is built from our own base and from the token
/// of this very email, if the email's address is exactly that one.
package struct OwnLinks {
  package enum Kind: String {
    case open = "o"
    case click = "c"
    case unsubscribe = "u"
  }

  private let base: String
  private let root: WebRoot?
  private let token: String

  /// The Message-ID of our emails is `s.<token>@<domain>`. `base` is this program's own address.
  package init(base: String, messageID: String) {
    self.base = base
    root = WebRoot(base)
    let name = messageID.prefix { $0 != "@" }
    let text = name.hasPrefix("s.") ? String(name.dropFirst(2)) : ""
    let isToken = text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x66).contains($0) || $0 == UInt8(ascii: "-")
    }
    token = isToken ? text : ""
  }

  /// The target of this address, if it is one of ours of this kind.
  package func address(_ text: String, _ kind: Kind) -> String? {
    guard let root, !token.isEmpty, let other = WebRoot(text), other.isSame(as: root),
      other.path.hasPrefix(root.path)
    else { return nil }
    let rest = other.path.dropFirst(root.path.count)
    let begin = "/\(kind.rawValue)/\(token)"
    guard rest.hasPrefix(begin) else { return nil }
    let end = rest.dropFirst(begin.count)
    switch kind {
    case .open, .unsubscribe: guard end.isEmpty else { return nil }
    case .click:
      guard end.first == UInt8(ascii: "/"), (2...6).contains(end.count),
        end.dropFirst().allSatisfy({ (0x30...0x39).contains($0) })
      else { return nil }
    }
    return base + begin + String(decoding: end, as: UTF8.self)
  }
}

/// An http address as far as it matters here: scheme, host and port, and the path after them. An
/// address that a browser and a parser might read differently is rejected: user names, backslashes,
/// blanks, controls, percent signs in the host.
struct WebRoot {
  let scheme: String
  let host: String
  let port: Int
  /// Without the slash at its end.
  let path: ArraySlice<UInt8>

  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.allSatisfy({ (0x21...0x7e).contains($0) && $0 != UInt8(ascii: "\\") }),
      let colon = bytes.firstIndex(of: UInt8(ascii: ":"))
    else { return nil }
    scheme = String(decoding: bytes[..<colon], as: UTF8.self).lowercased()
    guard scheme == "http" || scheme == "https", bytes[(colon + 1)...].starts(with: "//".utf8)
    else {
      return nil
    }
    let behind = bytes[(colon + 3)...]
    let end = behind.firstIndex { "/?#".utf8.contains($0) } ?? behind.endIndex
    guard let place = Self.place(behind[..<end]) else { return nil }
    host = place.host
    port = place.port ?? (scheme == "http" ? 80 : 443)
    let rest = behind[end...]
    path = rest.last == UInt8(ascii: "/") ? rest.dropLast() : rest
  }

  func isSame(as other: WebRoot) -> Bool {
    scheme == other.scheme && host == other.host && port == other.port
  }

  private static func place(_ bytes: ArraySlice<UInt8>) -> (host: String, port: Int?)? {
    let isNumber = bytes.first == UInt8(ascii: "[")
    let end: Int?
    if isNumber {
      end = bytes.firstIndex(of: UInt8(ascii: "]")).map { $0 + 1 }
    } else {
      end = bytes.firstIndex(of: UInt8(ascii: ":")) ?? bytes.endIndex
    }
    guard let end else { return nil }
    let host = bytes[..<end]
    let isPlain = host.allSatisfy {
      switch $0 {
      case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "-"), UInt8(ascii: "."): true
      case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ":"): isNumber
      default: false
      }
    }
    guard !host.isEmpty, isPlain else { return nil }
    let name = String(decoding: host, as: UTF8.self).lowercased()
    let rest = bytes[end...]
    if rest.isEmpty { return (name, nil) }
    let digits = rest.dropFirst()
    guard rest.first == UInt8(ascii: ":"), (1...5).contains(digits.count),
      digits.allSatisfy({ (0x30...0x39).contains($0) }),
      let port = Int(String(decoding: digits, as: UTF8.self)), (1...65_535).contains(port)
    else { return nil }
    return (name, port)
  }
}

extension ArraySlice<UInt8> {
  fileprivate func hasPrefix(_ text: String) -> Bool { starts(with: text.utf8) }
  fileprivate func hasPrefix(_ bytes: ArraySlice<UInt8>) -> Bool { starts(with: bytes) }
}
