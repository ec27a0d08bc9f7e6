import Foundation

/// The text of HTML that we wrote or checked: `&amp;` is `&`. An entity that is unknown, or not
/// ended by a semicolon, stays as it is: in an address, `&copy=1` is not a sign.
package func decodedEntities(_ bytes: ArraySlice<UInt8>) -> String {
  decoded(bytes) { name, isClosed in
    guard isClosed, let text = character(named: name), text != "\0" else { return nil }
    return (text, name.count)
  }
}

/// The text of any other HTML: entities without a semicolon are read as browsers read them.
func readEntities(in bytes: ArraySlice<UInt8>) -> String {
  decoded(bytes) { name, isClosed in
    if isClosed || name.first == UInt8(ascii: "#"), let text = character(named: name) {
      return (text, name.count)
    }
    guard name.first != UInt8(ascii: "#") else { return nil }
    // Without a semicolon the longest known name counts: `&nbspx`.
    for count in stride(from: min(name.count, 6), to: 1, by: -1) {
      let start = Substring(decoding: name.prefix(count), as: UTF8.self)
      if openEndedCharacters.contains(start), let text = namedCharacters[start] {
        return (text, count)
      }
    }
    return nil
  }
}

/// `read` gets the text after each `&`, and whether a semicolon ends it; it returns the text that
/// this represents, and how many bytes of the name it took.
private func decoded(
  _ bytes: ArraySlice<UInt8>,
  _ read: (_ name: ArraySlice<UInt8>, _ isClosed: Bool) -> (text: String, taken: Int)?
) -> String {
  let sign = UInt8(ascii: "&")
  guard bytes.contains(sign) else { return String(decoding: bytes, as: UTF8.self) }
  var decoded: [UInt8] = []
  decoded.reserveCapacity(bytes.count)
  var index = bytes.startIndex
  while index < bytes.endIndex {
    guard bytes[index] == sign else {
      decoded.append(bytes[index])
      index += 1
      continue
    }
    let name = bytes[(index + 1)...].prefix(33).prefix {
      isLetterOrDigit($0) || $0 == UInt8(ascii: "#")
    }
    let isClosed = name.endIndex < bytes.endIndex && bytes[name.endIndex] == UInt8(ascii: ";")
    guard !name.isEmpty, let (text, taken) = read(name, isClosed) else {
      decoded.append(sign)
      index += 1
      continue
    }
    decoded += Array(text.utf8)
    index += 1 + taken + (isClosed && taken == name.count ? 1 : 0)
  }
  return String(decoding: decoded, as: UTF8.self)
}

private func character(named name: ArraySlice<UInt8>) -> String? {
  guard name.first == UInt8(ascii: "#") else {
    return namedCharacters[Substring(decoding: name, as: UTF8.self)]
  }
  let digits = name.dropFirst()
  let isHex = digits.first.map { $0 | 0x20 == UInt8(ascii: "x") } ?? false
  let text = String(decoding: isHex ? digits.dropFirst() : digits, as: UTF8.self)
  guard let number = UInt32(text, radix: isHex ? 16 : 10) else { return nil }
  // These numbers mean the characters of windows-1252.
  if (128...159).contains(number),
    let character = String(bytes: [UInt8(number)], encoding: .windowsCP1252)
  {
    return character
  }
  return Unicode.Scalar(number).map { String(Character($0)) }
}
