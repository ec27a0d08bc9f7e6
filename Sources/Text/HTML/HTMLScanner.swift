/// Scans HTML as an email's author left it: tags, text and other parts, each as a range of the
/// bytes, so that unchanged parts are copied as they were. Nothing is repaired or refused.
package struct HTMLScanner {
  package enum Token {
    case text(Range<Int>)
    case open(name: String, attributes: [Attribute], Range<Int>)
    case close(name: String, Range<Int>)
    /// A comment, a declaration, or the inside of a style sheet or script.
    case other(Range<Int>)
  }

  package struct Attribute {
    package let name: String
    /// Without its quotes.
    package let value: Range<Int>
    package let isQuoted: Bool
  }

  private let bytes: [UInt8]
  private var index = 0
  /// Inside `<style>` and similar elements, only the end tag is a tag.
  private var rawUntil: String?

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  package mutating func next() -> Token? {
    guard index < bytes.count else { return nil }
    let start = index
    if let name = rawUntil {
      rawUntil = nil
      skipRaw(to: name)
      if index > start { return .other(start..<index) }
    }
    if bytes[index] != 0x3c { return text(from: start) }
    switch byte(at: index + 1) {
    case 0x21, 0x3f: return declaration(from: start)
    case 0x2f where isLetter(byte(at: index + 2)): return tag(from: start, isClosing: true)
    case let letter where isLetter(letter): return tag(from: start, isClosing: false)
    default:
      index += 1
      return text(from: start)
    }
  }

  private mutating func text(from start: Int) -> Token {
    while index < bytes.count, bytes[index] != 0x3c { index += 1 }
    return .text(start..<index)
  }

  private mutating func declaration(from start: Int) -> Token {
    if bytes[start...].starts(with: Array("<!--".utf8)) {
      let end = Array("-->".utf8)
      index += 4
      while index < bytes.count, !bytes[index...].starts(with: end) { index += 1 }
      index = min(index + 3, bytes.count)
    } else {
      while index < bytes.count, bytes[index] != 0x3e { index += 1 }
      index = min(index + 1, bytes.count)
    }
    return .other(start..<index)
  }

  private mutating func tag(from start: Int, isClosing: Bool) -> Token {
    index += isClosing ? 2 : 1
    let name = word { !isSpace($0) && $0 != 0x2f && $0 != 0x3e }
    var attributes: [Attribute] = []
    while index < bytes.count, bytes[index] != 0x3e {
      if isSpace(bytes[index]) || bytes[index] == 0x2f {
        index += 1
      } else if let attribute = attribute() {
        attributes.append(attribute)
      }
    }
    // A tag that never ends shows nothing, and neither does anything after it.
    guard index < bytes.count else { return .other(start..<index) }
    index += 1
    if isClosing { return .close(name: name, start..<index) }
    if ["style", "script", "title", "textarea"].contains(name) { rawUntil = name }
    return .open(name: name, attributes: attributes, start..<index)
  }

  private mutating func attribute() -> Attribute? {
    // A name may begin with `=`, but not contain one elsewhere.
    let first = index
    index += 1
    let rest = word { !isSpace($0) && $0 != 0x2f && $0 != 0x3e && $0 != 0x3d }
    let name = String(decoding: bytes[first..<first + 1], as: UTF8.self).lowercased() + rest
    skipSpace()
    guard byte(at: index) == 0x3d else {
      return Attribute(name: name, value: index..<index, isQuoted: false)
    }
    index += 1
    skipSpace()
    guard let quote = byte(at: index) else { return nil }
    if quote == 0x22 || quote == 0x27 {
      index += 1
      let start = index
      while index < bytes.count, bytes[index] != quote { index += 1 }
      let value = start..<index
      index = min(index + 1, bytes.count)
      return Attribute(name: name, value: value, isQuoted: true)
    }
    let start = index
    while index < bytes.count, !isSpace(bytes[index]), bytes[index] != 0x3e { index += 1 }
    return Attribute(name: name, value: start..<index, isQuoted: false)
  }

  private mutating func skipRaw(to name: String) {
    let end = Array("</\(name)".utf8)
    while index < bytes.count {
      if bytes[index] == 0x3c, index + end.count <= bytes.count,
        zip(bytes[index..<index + end.count], end).allSatisfy({ lowered($0) == $1 })
      {
        return
      }
      index += 1
    }
  }

  private mutating func word(while belongs: (UInt8) -> Bool) -> String {
    let start = index
    while index < bytes.count, belongs(bytes[index]) { index += 1 }
    return String(decoding: bytes[start..<index].map(lowered), as: UTF8.self)
  }

  private mutating func skipSpace() {
    while index < bytes.count, isSpace(bytes[index]) { index += 1 }
  }

  private func byte(at index: Int) -> UInt8? {
    index < bytes.count ? bytes[index] : nil
  }
}

private func isSpace(_ byte: UInt8) -> Bool {
  byte == 0x20 || (0x09...0x0d).contains(byte)
}

private func isLetter(_ byte: UInt8?) -> Bool {
  guard let byte else { return false }
  return (0x61...0x7a).contains(byte | 0x20)
}

private func lowered(_ byte: UInt8) -> UInt8 {
  (0x41...0x5a).contains(byte) ? byte | 0x20 : byte
}
