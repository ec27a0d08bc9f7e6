/// The five characters with a meaning in HTML, and none that an email must not contain.
package func escapedForHTML(_ text: String) -> String {
  if text.utf8.allSatisfy(isPlainInHTML) { return text }
  var escaped = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": escaped += "&amp;"
    case "<": escaped += "&lt;"
    case ">": escaped += "&gt;"
    case "\"": escaped += "&quot;"
    case "'": escaped += "&#39;"
    case "\n", "\t": escaped.unicodeScalars.append(scalar)
    case _ where scalar.properties.generalCategory == .control: break
    default: escaped.unicodeScalars.append(scalar)
    }
  }
  return escaped
}

private func isPlainInHTML(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""),
    UInt8(ascii: "'"):
    false
  default: (32...126).contains(byte)
  }
}
