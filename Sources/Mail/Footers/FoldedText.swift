import Foundation

/// Small letters without accents; every kind of apostrophe is left out.
package func folded(_ text: String) -> String {
  if text.utf8.allSatisfy({ $0 < 0x80 }) {
    // Most mail: nothing to take apart.
    return String(
      decoding: text.utf8.lazy.filter { $0 != 39 && $0 != 96 }.map(lowered), as: UTF8.self)
  }
  var folded = ""
  folded.reserveCapacity(text.utf8.count)
  for scalar in text.lowercased().decomposedStringWithCompatibilityMapping.unicodeScalars {
    if scalar.properties.generalCategory == .nonspacingMark, !isUnspaced(scalar) { continue }
    if "'’‘`´".unicodeScalars.contains(scalar) { continue }
    if let plain = plainLetters[scalar] {
      folded += plain
    } else {
      folded.unicodeScalars.append(scalar)
    }
  }
  return folded.precomposedStringWithCanonicalMapping
}

private func lowered(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte | 32 : byte }

/// Letters that are no others with an accent, but are written as these where they are missing.
private let plainLetters: [Unicode.Scalar: String] = [
  "ß": "ss", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ı": "i",
]

/// Scripts in which a word is not told by the spaces around it.
package func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x0e00...0x0e7f, 0x1100...0x11ff, 0x3040...0x30ff, 0x3130...0x318f, 0x3400...0x9fff,
    0xac00...0xd7af, 0xf900...0xfaff, 0x20000...0x2ffff:
    true
  default: false
  }
}
