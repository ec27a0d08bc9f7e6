/// Percent-encoding as paths, queries and forms have it.
enum Percent {
  /// The text behind `bytes`; what is no UTF-8 becomes a replacement character. nil where a percent
  /// sign is not followed by two hex digits.
  static func decode(_ bytes: Bytes, plusIsBlank: Bool) -> String? {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      var byte = bytes[index]
      if byte == Byte.percent {
        guard index + 2 < bytes.count, let high = Byte.hex(bytes[index + 1]),
          let low = Byte.hex(bytes[index + 2])
        else { return nil }
        byte = UInt8(high << 4 | low)
        index += 2
      } else if byte == 43, plusIsBlank {
        byte = Byte.space
      }
      decoded.append(byte)
      index += 1
    }
    return String(decoding: decoded, as: UTF8.self)
  }
}
