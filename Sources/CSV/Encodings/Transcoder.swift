/// Turns the bytes of a file into UTF-8, piece by piece.
struct Transcoder {
  private let encoding: TextEncoding
  private var out: [UInt8] = []
  /// A byte of UTF-16 without its partner, and a high surrogate without its low one.
  private var oddByte: UInt8?
  private var highSurrogate: UInt16?
  /// For encodings that are not decoded by hand here.
  private let converter: CharacterConverter?

  /// `isChosen`: a person chose the encoding, so a file that is read as UTF-8 need not be valid
  /// UTF-8.
  init(from encoding: TextEncoding, isChosen: Bool = false) {
    self.encoding = encoding
    converter =
      encoding.isBuiltIn && !(isChosen && encoding == .utf8)
      ? nil : CharacterConverter(from: encoding.converterName, to: "UTF-8")
  }

  /// Passes `bytes` on as UTF-8; those of a UTF-8 file unchanged.
  mutating func transcode<Value>(
    _ bytes: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) throws -> Value
  ) rethrows -> Value {
    switch encoding {
    case .utf8 where converter == nil: return try body(bytes)
    case .latin1, .windows1252: widen(bytes)
    case .utf16LittleEndian, .utf16BigEndian: narrow(bytes)
    default:
      guard let converter else {
        preconditionFailure("an encoding is guessed only where it is known")
      }
      out.removeAll(keepingCapacity: true)
      converter.convert(bytes, into: &out)
    }
    return try out.withUnsafeBufferPointer(body)
  }

  private mutating func widen(_ bytes: UnsafeBufferPointer<UInt8>) {
    out.removeAll(keepingCapacity: true)
    for byte in bytes {
      if byte < 0x80 {
        out.append(byte)
      } else if byte <= 0x9F, encoding == .windows1252 {
        append(windows1252[Int(byte) - 0x80])
      } else {
        append(UInt32(byte))
      }
    }
  }

  private mutating func narrow(_ bytes: UnsafeBufferPointer<UInt8>) {
    out.removeAll(keepingCapacity: true)
    for byte in bytes {
      guard let first = oddByte else {
        oddByte = byte
        continue
      }
      oddByte = nil
      let isLittle = encoding == .utf16LittleEndian
      take(UInt16(isLittle ? byte : first) << 8 | UInt16(isLittle ? first : byte))
    }
  }

  private mutating func take(_ unit: UInt16) {
    let isLow = (0xDC00...0xDFFF).contains(unit)
    if let high = highSurrogate {
      highSurrogate = nil
      if isLow {
        append(0x10000 + (UInt32(high - 0xD800) << 10) + UInt32(unit - 0xDC00))
        return
      }
      append(0xFFFD)
    }
    if (0xD800...0xDBFF).contains(unit) {
      highSurrogate = unit
    } else {
      append(isLow ? 0xFFFD : UInt32(unit))
    }
  }

  private mutating func append(_ scalar: UInt32) {
    switch scalar {
    case 0..<0x80:
      out.append(UInt8(scalar))
    case 0x80..<0x800:
      out.append(0xC0 | UInt8(scalar >> 6))
      out.append(0x80 | UInt8(scalar & 0x3F))
    case 0x800..<0x10000:
      out.append(0xE0 | UInt8(scalar >> 12))
      out.append(0x80 | UInt8(scalar >> 6 & 0x3F))
      out.append(0x80 | UInt8(scalar & 0x3F))
    default:
      out.append(0xF0 | UInt8(scalar >> 18))
      out.append(0x80 | UInt8(scalar >> 12 & 0x3F))
      out.append(0x80 | UInt8(scalar >> 6 & 0x3F))
      out.append(0x80 | UInt8(scalar & 0x3F))
    }
  }
}

extension TextEncoding {
  /// Read by `Transcoder` itself.
  fileprivate var isBuiltIn: Bool {
    switch self {
    case .utf8, .utf16LittleEndian, .utf16BigEndian, .latin1, .windows1252: true
    default: false
    }
  }
}

/// 0x80 to 0x9F, by the WHATWG's table: the five that Microsoft left open stay control characters.
private let windows1252: [UInt32] = [
  0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
  0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
  0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
]
