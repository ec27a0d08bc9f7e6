/// How a file's bytes are to be read as text. The raw values are IANA's names.
package enum TextEncoding: String, Sendable, CaseIterable {
  case utf8 = "UTF-8"
  case utf16LittleEndian = "UTF-16LE"
  case utf16BigEndian = "UTF-16BE"
  /// What is not UTF-8 and has none of the bytes 0x80 to 0x9F: there the two below are the same.
  case latin1 = "ISO-8859-1"
  case windows1252 = "windows-1252"
}

/// Watches a file go by and says in the end what encoding it has. A letter of Latin-1 may come late,
/// so only the whole file tells.
struct EncodingDetector {
  private var isUTF8 = true
  /// Bytes that the last character of UTF-8 has, and those it still lacks, and the range of the next.
  private var begun = 0
  private var lacking = 0
  private var range: ClosedRange<UInt8> = 0x80...0xBF
  private var hasControlBytes = false
  private var start: [UInt8] = []

  mutating func look(at bytes: UnsafeBufferPointer<UInt8>) {
    if start.count < 4096 { start.append(contentsOf: bytes.prefix(4096 - start.count)) }
    var place = 0
    while place < bytes.count {
      if lacking == 0 {
        place = endOfASCII(in: bytes, from: place)
        if place == bytes.count { return }
      }
      let byte = bytes[place]
      if byte >= 0x80, byte <= 0x9F { hasControlBytes = true }
      if isUTF8 { follow(byte) }
      place += 1
    }
  }

  var encoding: TextEncoding {
    if start.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
    if start.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
    if let unmarkedUTF16 { return unmarkedUTF16 }
    if isUTF8 { return .utf8 }
    return hasControlBytes ? .windows1252 : .latin1
  }

  /// Bytes of a byte order mark at the start of the file.
  var mark: Int {
    if start.starts(with: [0xEF, 0xBB, 0xBF]) { return 3 }
    return start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) ? 2 : 0
  }

  /// Bytes of a character that the end of the file cut off. It does not make the rest of the file
  /// another encoding.
  var cutOff: Int { encoding == .utf8 && lacking > 0 ? begun : 0 }

  /// The place of the next byte that is not ASCII, eight bytes at a time.
  private func endOfASCII(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var place = start
    let raw = UnsafeRawBufferPointer(bytes)
    while place + 8 <= bytes.count,
      raw.loadUnaligned(fromByteOffset: place, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
    {
      place += 8
    }
    while place < bytes.count, bytes[place] < 0x80 { place += 1 }
    return place
  }

  /// Well-formed UTF-8 as Unicode's table 3-7 has it: no surrogates, nothing overlong.
  private mutating func follow(_ byte: UInt8) {
    if lacking > 0 {
      isUTF8 = range.contains(byte)
      lacking -= 1
      begun += 1
      range = 0x80...0xBF
      return
    }
    begun = 1
    switch byte {
    case 0x00...0x7F: break
    case 0xC2...0xDF: lacking = 1
    case 0xE0: (lacking, range) = (2, 0xA0...0xBF)
    case 0xED: (lacking, range) = (2, 0x80...0x9F)
    case 0xE1...0xEF: lacking = 2
    case 0xF0: (lacking, range) = (3, 0x90...0xBF)
    case 0xF4: (lacking, range) = (3, 0x80...0x8F)
    case 0xF1...0xF3: lacking = 3
    default: isUTF8 = false
    }
  }

  /// Text of Western letters has a zero in every other byte.
  private var unmarkedUTF16: TextEncoding? {
    guard start.count >= 4 else { return nil }
    var zeros = [0, 0]
    for (place, byte) in start.enumerated() where byte == 0 { zeros[place % 2] += 1 }
    let many = start.count / 5
    if zeros[1] > many, zeros[0] == 0 { return .utf16LittleEndian }
    if zeros[0] > many, zeros[1] == 0 { return .utf16BigEndian }
    return nil
  }
}
