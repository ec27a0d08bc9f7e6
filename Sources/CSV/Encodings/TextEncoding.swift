/// How a file's bytes are read as text. The raw values are IANA's names.
package enum TextEncoding: String, Sendable, CaseIterable {
  case utf8 = "UTF-8"
  case utf16LittleEndian = "UTF-16LE"
  case utf16BigEndian = "UTF-16BE"
  /// Text that is Western and has none of the bytes 0x80 to 0x9F, where it is the same as
  /// windows-1252.
  case latin1 = "ISO-8859-1"
  case windows1252 = "windows-1252"
  case windows1250 = "windows-1250"
  case windows1251 = "windows-1251"
  case windows1253 = "windows-1253"
  case windows1254 = "windows-1254"
  case windows1255 = "windows-1255"
  case windows1256 = "windows-1256"
  case windows1257 = "windows-1257"
  case windows874 = "windows-874"
  case latin2 = "ISO-8859-2"
  case latinCyrillic = "ISO-8859-5"
  case latinGreek = "ISO-8859-7"
  case koi8R = "KOI8-R"
  case koi8U = "KOI8-U"
  case ibm850 = "IBM850"
  case ibm852 = "IBM852"
  case ibm866 = "IBM866"
  case macintosh = "macintosh"
  case macCentralEurope = "x-mac-ce"
  case macCyrillic = "x-mac-cyrillic"
  case shiftJIS = "Shift_JIS"
  case eucJP = "EUC-JP"
  case gbk = "GBK"
  case big5 = "Big5"
  case eucKR = "EUC-KR"

  /// Whether it was guessed by the file's letters. UTF-8 and UTF-16 are recognized by their form.
  package var isGuessed: Bool {
    switch self {
    case .utf8, .utf16LittleEndian, .utf16BigEndian: false
    default: true
    }
  }

  /// The encodings that a person may choose if the guess was wrong. ISO-8859-1 is covered by
  /// windows-1252.
  package static let choices = allCases.filter { encoding in
    encoding == .utf8
      || (encoding.isGuessed && encoding != .latin1
        && CharacterConverter(from: encoding.converterName, to: "UTF-8") != nil)
  }

  /// The C library's name: the supersets that Windows writes under the same names.
  var converterName: String {
    switch self {
    case .windows874: "CP874"
    case .windows1250, .windows1251, .windows1252, .windows1253, .windows1254, .windows1255,
      .windows1256, .windows1257:
      "CP" + rawValue.dropFirst("windows-".count)
    case .shiftJIS: "CP932"
    case .eucKR: "CP949"
    case .gbk: "GB18030"
    case .big5: "BIG5-HKSCS"
    case .macCentralEurope: "MAC-CENTRALEUROPE"
    case .macCyrillic: "MAC-CYRILLIC"
    default: rawValue.uppercased()
    }
  }
}

/// Reads along with a file and tells its encoding at the end. A letter of Latin-1 may come late, so
/// only the whole file tells.
struct EncodingDetector {
  private var isUTF8 = true
  /// Bytes that the current UTF-8 character has, bytes that it still lacks, and the range of the
  /// next.
  private var begun = 0
  private var lacking = 0
  private var range: ClosedRange<UInt8> = 0x80...0xBF
  private var hasControlBytes = false
  private var start: [UInt8] = []
  /// Cells with letters beyond ASCII, from the point where the file is known not to be UTF-8.
  private var sample: [UInt8] = []
  private static let enough = 1 << 15

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
      if !isUTF8, sample.count < Self.enough {
        place = collect(around: place, in: bytes)
      } else {
        place += 1
      }
    }
  }

  /// The file's encoding; the bytes of a byte order mark at its start; and the bytes of a character
  /// that its end cut off, which does not change the encoding of the rest.
  func finish() -> (encoding: TextEncoding, mark: Int, cutOff: Int) {
    if start.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2, 0) }
    if start.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2, 0) }
    if let unmarkedUTF16 { return (unmarkedUTF16, 0, 0) }
    guard isUTF8 else { return (legacy, 0, 0) }
    var mark = 0
    // Programs that concatenate files leave several.
    while start.dropFirst(mark).starts(with: [0xEF, 0xBB, 0xBF]) { mark += 3 }
    return (.utf8, mark, lacking > 0 ? begun : 0)
  }

  private var legacy: TextEncoding {
    let guessed = guessEncoding(of: sample)
    return guessed == .windows1252 && !hasControlBytes ? .latin1 : guessed
  }

  /// Adds the cell that holds this byte to the sample; returns where the cell ends.
  private mutating func collect(around place: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var from = place
    while from > 0, place - from < 200, !isCellEnd(bytes[from - 1]) { from -= 1 }
    var to = place
    while to < bytes.count, to - place < 200, !isCellEnd(bytes[to]) {
      if bytes[to] >= 0x80, bytes[to] <= 0x9F { hasControlBytes = true }
      to += 1
    }
    sample += bytes[from..<to]
    sample.append(10)
    return max(to, place + 1)
  }

  /// None of these is the second byte of a character, in any encoding. A bar may be one.
  private func isCellEnd(_ byte: UInt8) -> Bool {
    byte == 44 || byte == 59 || byte == 34 || byte == 9 || byte == 10 || byte == 13
  }

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

  /// Well-formed UTF-8 by Unicode's table 3-7: no surrogates, nothing overlong.
  private mutating func follow(_ byte: UInt8) {
    if lacking > 0 {
      isUTF8 = range.contains(byte)
      lacking = isUTF8 ? lacking - 1 : 0
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
