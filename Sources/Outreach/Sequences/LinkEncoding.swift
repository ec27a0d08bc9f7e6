/// A value as it can stand behind this text: percent-encoded inside of the address of a link, where a plus
/// in `?email=ann+fair@…` would be read as a blank; elsewhere as it is.
func encoded(_ value: String, behind text: String) -> String {
  switch LinkPlace(behind: text) {
  case nil: value
  case .whole: hasWebScheme(value) ? percentEncoded(value, but: reserved) : percentEncoded(value)
  case .host: percentEncoded(value, but: ":/")
  case .mailAddress: percentEncoded(value, but: "@+")
  case .number: percentEncoded(value, but: "+")
  case .part: percentEncoded(value)
  }
}

/// Where in the address of a link a value stands.
private enum LinkPlace {
  /// At its beginning: the value is the address.
  case whole
  case host
  /// Behind `mailto:`.
  case mailAddress
  /// Behind `tel:`.
  case number
  /// In the path, the query or the fragment.
  case part

  init?(behind text: String) {
    // No tag and no address is longer; a text without either is not looked through for each value.
    let near = text.utf8.suffix(4096)
    guard let edge = near.lastIndex(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") })
    else {
      self.init(inText: near)
      return
    }
    if near[edge] == UInt8(ascii: ">") {
      self.init(inText: near[near.index(after: edge)...])
    } else {
      guard let address = linkAttribute(atEndOf: near[near.index(after: edge)...]) else {
        return nil
      }
      self.init(behindAddress: address)
    }
  }

  /// Addresses that stand in the text itself become links in mail programs.
  private init?(inText text: Substring.UTF8View) {
    let ends: (UInt8) -> Bool = { $0 <= 32 || $0 == 34 || $0 == 39 || $0 == 40 || $0 == 41 }
    let start = text.lastIndex(where: ends).map { text.index(after: $0) } ?? text.startIndex
    let word = String(decoding: text[start...], as: UTF8.self)
    let small = word.lowercased()
    guard
      ["http://", "https://", "www.", "mailto:", "tel:"].contains(where: { small.hasPrefix($0) })
    else { return nil }
    self.init(behindAddress: word)
  }

  private init(behindAddress address: String) {
    let small = address.lowercased().drop { $0.isWhitespace }
    let isInQuery = small.contains("?") || small.contains("#")
    if small.isEmpty {
      self = .whole
    } else if small.hasPrefix("mailto:") {
      self = isInQuery ? .part : .mailAddress
    } else if small.hasPrefix("tel:") || small.hasPrefix("sms:") {
      self = isInQuery ? .part : .number
    } else if !isInQuery, let scheme = small.firstRange(of: "//"),
      !small[scheme.upperBound...].contains("/")
    {
      self = .host
    } else {
      self = .part
    }
  }
}

/// The value so far of an attribute that holds an address, at the end of a tag that is not closed yet.
private func linkAttribute(atEndOf tag: Substring.UTF8View) -> String? {
  var name: [UInt8] = []
  var value: [UInt8] = []
  var quote: UInt8?
  var isInValue = false
  for byte in tag {
    if let expected = quote {
      if byte == expected {
        (quote, isInValue, name, value) = (nil, false, [], [])
      } else {
        value.append(byte)
      }
    } else if isInValue {
      if value.isEmpty, byte == 34 || byte == 39 {
        quote = byte
      } else if byte <= 32 {
        if !value.isEmpty { (isInValue, name, value) = (false, [], []) }
      } else {
        value.append(byte)
      }
    } else if byte == UInt8(ascii: "=") {
      isInValue = true
    } else if byte <= 32 {
      name = []
    } else {
      name.append(byte)
    }
  }
  guard isInValue, addressAttributes.contains(String(decoding: name, as: UTF8.self).lowercased())
  else { return nil }
  return String(decoding: value, as: UTF8.self)
}

private let addressAttributes: Set<String> = [
  "href", "src", "action", "formaction", "background", "poster", "cite", "data", "longdesc",
]

private func hasWebScheme(_ value: String) -> Bool {
  let small = value.lowercased()
  return ["http://", "https://", "mailto:", "tel:"].contains { small.hasPrefix($0) }
}

/// RFC 3986, section 2.2, with the sign of what is encoded already.
private let reserved = ":/?#[]@!$&'()*+,;=%"

private func percentEncoded(_ value: String, but kept: String = "") -> String {
  let kept = Array(kept.utf8)
  if value.utf8.allSatisfy({ isUnreserved($0) || kept.contains($0) }) { return value }
  var out: [UInt8] = []
  for byte in value.utf8 {
    if isUnreserved(byte) || kept.contains(byte) {
      out.append(byte)
    } else {
      out += [37, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  }
  return String(decoding: out, as: UTF8.self)
}

private let digits = Array("0123456789ABCDEF".utf8)

/// RFC 3986, section 2.3.
private func isUnreserved(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
    UInt8(ascii: "~"):
    true
  default: false
  }
}
