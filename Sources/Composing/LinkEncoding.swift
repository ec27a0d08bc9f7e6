/// A value as it can follow this text: percent-encoded inside the address of a link, where a plus
/// in `?email=ann+fair@…` would be read as a blank; elsewhere as it is.
func encoded(_ value: String, behind text: String) -> String {
  switch LinkPlace(behind: text) {
  case nil: value
  // The colon of another scheme, such as `javascript:`, is encoded.
  case .whole: percentEncoded(value, but: hasWebScheme(value) ? ":" + reserved : reserved)
  case .host: percentEncoded(value, but: ":/")
  case .mailAddress: percentEncoded(value, but: "@+")
  case .number: percentEncoded(value, but: "+")
  case .part: percentEncoded(value)
  }
}

/// The place of a value in the address of a link.
private enum LinkPlace {
  /// At its beginning: the value is the address.
  case whole
  case host
  /// After `mailto:`.
  case mailAddress
  /// After `tel:`.
  case number
  /// In the path, the query or the fragment.
  case part

  init?(behind text: String) {
    let place = text.utf8.withContiguousStorageIfAvailable { LinkPlace(behindBytes: $0) }
    guard let place else {
      // A text that is not in one piece of memory.
      self.init(behindBytes: Array(text.utf8))
      return
    }
    guard let place else { return nil }
    self = place
  }

  private init?(behindBytes text: [UInt8]) {
    guard let place = text.withUnsafeBufferPointer({ LinkPlace(behindBytes: $0) }) else {
      return nil
    }
    self = place
  }

  private init?(behindBytes text: UnsafeBufferPointer<UInt8>) {
    // No tag and no address is longer, and a text without either is not searched for each value.
    let near = UnsafeBufferPointer(rebasing: text.suffix(2048))
    var edge = near.count
    while edge > 0, near[edge - 1] != UInt8(ascii: "<"), near[edge - 1] != UInt8(ascii: ">") {
      edge -= 1
    }
    if edge > 0, near[edge - 1] == UInt8(ascii: "<") {
      guard let address = linkAttribute(atEndOf: near[edge...]) else { return nil }
      self.init(behindAddress: address[...])
    } else {
      self.init(inText: near)
    }
  }

  /// Addresses in the text itself become links in mail programs.
  private init?(inText text: UnsafeBufferPointer<UInt8>) {
    var from = text.count
    while from > 0, !endsWord[Int(text[from - 1])] { from -= 1 }
    let word = text[from...]
    guard
      ["http://", "https://", "www.", "mailto:", "tel:"].contains(where: { begins(word, with: $0) })
    else { return nil }
    self.init(behindAddress: Array(word)[...])
  }

  private init(behindAddress address: ArraySlice<UInt8>) {
    let address = address.drop { $0 <= 32 }
    let isInQuery = address.contains { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
    if address.isEmpty {
      self = .whole
    } else if begins(address, with: "mailto:") {
      self = isInQuery ? .part : .mailAddress
    } else if begins(address, with: "tel:") || begins(address, with: "sms:") {
      self = isInQuery ? .part : .number
    } else {
      let slash = UInt8(ascii: "/")
      let pieces = address.prefix(2048).split(
        separator: slash, maxSplits: 3, omittingEmptySubsequences: false)
      // `https:`, nothing, and a host that no slash has ended yet.
      let isHost = pieces.count == 3 && pieces[1].isEmpty && !isInQuery
      self = isHost ? .host : .part
    }
  }
}

private let endsWord: [Bool] = (0..<256).map {
  $0 <= 32 || "\"'()<>".utf8.contains(UInt8($0))
}

private func begins(_ text: some Collection<UInt8>, with prefix: StaticString) -> Bool {
  prefix.withUTF8Buffer { prefix in
    text.count >= prefix.count
      && zip(text, prefix).allSatisfy { $0 == $1 || ($0 | 0x20 == $1 && $0 >= 65 && $0 <= 90) }
  }
}

/// The value so far of an attribute that holds an address, at the end of a tag that is not closed
/// yet.
private func linkAttribute(atEndOf tag: some Sequence<UInt8>) -> [UInt8]? {
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
  return value
}

private let addressAttributes: Set<String> = [
  "href", "src", "action", "formaction", "background", "poster", "cite", "data", "longdesc",
]

private func hasWebScheme(_ value: String) -> Bool {
  let small = value.lowercased()
  return ["http://", "https://", "mailto:", "tel:"].contains { small.hasPrefix($0) }
}

/// RFC 3986, section 2.2, without the colon, and with the percent sign of what is already encoded.
private let reserved = "/?#[]@!$&'()*+,;=%"

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
