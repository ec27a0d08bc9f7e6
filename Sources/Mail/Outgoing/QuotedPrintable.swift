extension [UInt8] {
  /// Appends `text` in quoted-printable: lines of at most 76, none that begins with a dot or with
  /// `From `, which relays mangle. Every kind of line end becomes CRLF.
  mutating func appendQuotedPrintable(_ text: String) {
    var text = text
    text.withUTF8 { appendQuotedPrintable($0) }
  }

  private mutating func appendQuotedPrintable(_ bytes: UnsafeBufferPointer<UInt8>) {
    reserveCapacity(count + bytes.count + bytes.count / 8)
    var column = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == carriageReturn || byte == lineFeed {
        let isPair =
          byte == carriageReturn && index + 1 < bytes.count && bytes[index + 1] == lineFeed
        index += isPair ? 2 : 1
        append(carriageReturn)
        append(lineFeed)
        column = 0
        continue
      }
      let length = isLiteral(bytes, at: index, column: column) ? 1 : 3
      if column + length > lineLength - 1 {
        append(contentsOf: softBreak)
        column = 0
        continue
      }
      if length == 1 { append(byte) } else { appendEscaped(byte) }
      column += length
      index += 1
    }
  }

  private mutating func appendEscaped(_ byte: UInt8) {
    append(UInt8(ascii: "="))
    append(hexDigits[Int(byte >> 4)])
    append(hexDigits[Int(byte & 15)])
  }
}

private func isLiteral(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int, column: Int) -> Bool {
  switch bytes[index] {
  case UInt8(ascii: " "), 9:
    let next = index + 1
    return next < bytes.count && bytes[next] != carriageReturn && bytes[next] != lineFeed
  case UInt8(ascii: "="): return false
  case UInt8(ascii: "."): return column > 0
  case UInt8(ascii: "F"): return column > 0 || !bytes[index...].starts(with: fromLine)
  case 33...126: return true
  default: return false
  }
}

let carriageReturn: UInt8 = 13
let lineFeed: UInt8 = 10
private let fromLine: [UInt8] = Array("From ".utf8)
private let softBreak: [UInt8] = Array("=\r\n".utf8)
