import Foundation

/// Whether the element is one that nobody is shown: previews, tracking, and traps for programs.
func isUnseen(_ attributes: String) -> Bool {
  guard !attributes.isEmpty else { return false }
  let words = attributes.lowercased()
  // Every other piece stands between quotes.
  let names = words.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
    .filter { $0.offset.isMultiple(of: 2) }.map(\.element)
  if names.contains(where: { $0.split(whereSeparator: \.isWhitespace).contains("hidden") }) {
    return !words.contains("hidden=\"false") && !words.contains("until-found")
  }
  guard words.contains("style") else { return false }
  let style = words.filter { !$0.isWhitespace }.replacing("\"", with: ";").replacing("'", with: ";")
  return style.contains("display:none") || style.contains("visibility:hidden")
    || style.contains("mso-hide:all") || style.contains("font-size:0;")
    || style.contains("font-size:0px") || style.contains("opacity:0;")
    || style.contains("left:-9999") || style.contains("text-indent:-9999")
    || style.contains("height:0;") && style.contains("overflow:hidden")
    || style.contains("max-height:0") && style.contains("overflow:hidden")
}

func lower(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte | 32 : byte }

/// Entities by number and by name.
func decodingEntities(_ bytes: ArraySlice<UInt8>) -> String {
  let sign = UInt8(ascii: "&")
  guard bytes.contains(sign) else { return bytes.text }
  var decoded: [UInt8] = []
  decoded.reserveCapacity(bytes.count)
  var index = bytes.startIndex
  while index < bytes.endIndex {
    if bytes[index] == sign, let (text, end) = entity(bytes, after: index) {
      decoded += Array(text.utf8)
      index = end
    } else {
      decoded.append(bytes[index])
      index += 1
    }
  }
  return decoded.text
}

private func entity(_ bytes: ArraySlice<UInt8>, after sign: Int) -> (text: String, end: Int)? {
  let name = bytes[(sign + 1)...].prefix(33).prefix {
    isLetterOrDigit($0) || $0 == UInt8(ascii: "#")
  }
  guard !name.isEmpty else { return nil }
  let isClosed = name.endIndex < bytes.endIndex && bytes[name.endIndex] == UInt8(ascii: ";")
  let end = name.endIndex + (isClosed ? 1 : 0)
  if name.first == UInt8(ascii: "#") { return numbered(name.dropFirst().text).map { ($0, end) } }
  if isClosed, let text = namedCharacters[Substring(name.text)] { return (text, end) }
  // Without a semicolon the longest known name counts: `&nbspx`.
  for count in stride(from: min(name.count, 6), to: 1, by: -1) {
    let start = Substring(name.prefix(count).text)
    if openEndedCharacters.contains(start), let text = namedCharacters[start] {
      return (text, sign + 1 + count)
    }
  }
  return nil
}

private func numbered(_ digits: String) -> String? {
  let isHex = digits.first == "x" || digits.first == "X"
  guard let number = isHex ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits) else {
    return nil
  }
  // These numbers mean the characters of windows-1252.
  if (128...159).contains(number),
    let character = String(bytes: [UInt8(number)], encoding: .windowsCP1252)
  {
    return character
  }
  return Unicode.Scalar(number).map { String(Character($0)) }
}
