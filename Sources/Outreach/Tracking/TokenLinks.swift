/// The text of an email without the addresses that act for its recipient: a counted link becomes
/// its target, by its number in `targets`, and any other address with a token becomes a note that
/// it was there.
package func withoutTokens(_ text: String, targets: [String] = []) -> String {
  // Few texts have one, and the look is cheap.
  guard text.contains("/u/") || text.contains("/c/") || text.contains("/o/") else { return text }
  var scan = TokenLinkScan(bytes: Array(text.utf8), targets: targets)
  return scan.replaced()
}

/// One pass over the bytes, because anyone can write the text: an address begins with the first
/// `http://` or `https://` since the last blank, quote or angle bracket, and ends after its token.
private struct TokenLinkScan {
  let bytes: [UInt8]
  let targets: [String]
  /// The beginning of the current address, and the earliest place of its path.
  private var address: (start: Int, path: Int)?
  private var output: [UInt8] = []
  private var copied = 0

  init(bytes: [UInt8], targets: [String]) {
    self.bytes = bytes
    self.targets = targets
    output.reserveCapacity(bytes.count)
  }

  mutating func replaced() -> String {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if let length = separator(at: index) {
        address = nil
        index += length
      } else if byte == UInt8(ascii: "h"), address == nil, let path = schemeEnd(from: index) {
        address = (index, path)
        index = path
      } else if byte == UInt8(ascii: "/"), let address, index >= address.path - 1,
        let link = link(from: index)
      {
        output += bytes[copied..<address.start]
        output += link.words.utf8
        copied = link.end
        index = link.end
        self.address = nil
      } else {
        index += 1
      }
    }
    output += bytes[copied...]
    return String(decoding: output, as: UTF8.self)
  }

  private func schemeEnd(from start: Int) -> Int? {
    for scheme in [Array("http://".utf8), Array("https://".utf8)]
    where bytes[start...].starts(with: scheme) {
      return start + scheme.count
    }
    return nil
  }

  /// `/u/`, `/c/` or `/o/`, a token, and a number if there is one.
  private func link(from slash: Int) -> (words: String, end: Int)? {
    guard slash + 3 < bytes.count, bytes[slash + 2] == UInt8(ascii: "/") else { return nil }
    let kind = bytes[slash + 1]
    guard [UInt8(ascii: "u"), UInt8(ascii: "c"), UInt8(ascii: "o")].contains(kind) else {
      return nil
    }
    let workspace = run(from: slash + 3, atMost: 15, of: isHexDigit)
    let dash = slash + 3 + workspace
    guard workspace > 0, dash < bytes.count, bytes[dash] == UInt8(ascii: "-"),
      run(from: dash + 1, atMost: 32, of: isHexDigit) == 32
    else { return nil }
    var end = dash + 33
    var number = 0
    if end < bytes.count, bytes[end] == UInt8(ascii: "/") {
      let digits = run(from: end + 1, atMost: 5) { (0x30...0x39).contains($0) }
      for digit in bytes[(end + 1)..<(end + 1 + digits)] {
        number = number * 10 + Int(digit) - 0x30
      }
      if digits > 0 { end += 1 + digits }
    }
    if kind == UInt8(ascii: "c"), targets.indices.contains(number - 1) {
      return (targets[number - 1], end)
    }
    return (kind == UInt8(ascii: "u") ? "their own link" : "a counted link", end)
  }

  private func run(from start: Int, atMost most: Int, of belongs: (UInt8) -> Bool) -> Int {
    var end = start
    while end < bytes.count, end - start < most, belongs(bytes[end]) { end += 1 }
    return end - start
  }

  /// How many bytes here end an address; nil: none.
  private func separator(at index: Int) -> Int? {
    switch bytes[index] {
    case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"), 0x20,
      0x09...0x0d:
      return 1
    case 0xc2 where follows(index, [0x85]) || follows(index, [0xa0]): return 2
    case 0xe2 where index + 2 < bytes.count && bytes[index + 1] == 0x80:
      let last = bytes[index + 2]
      return (0x80...0x8a).contains(last) || [0xa8, 0xa9, 0xaf].contains(last) ? 3 : nil
    case 0xe3 where follows(index, [0x80, 0x80]): return 3
    default: return nil
    }
  }

  private func follows(_ index: Int, _ wanted: [UInt8]) -> Bool {
    bytes[(index + 1)...].starts(with: wanted)
  }
}

private func isHexDigit(_ byte: UInt8) -> Bool {
  (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
}
