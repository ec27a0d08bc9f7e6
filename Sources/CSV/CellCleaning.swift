import Foundation

/// Separates the cells of a row of `import_rows`, so it occurs in none of them: U+001F.
@inlinable package var cellSeparator: UInt8 { 0x1F }

/// Whether some cell of this record holds invisible marks, or decomposed letters: byte order marks,
/// zero-width blanks, no-break blanks, accents apart from their letters, the separator of cells.
/// Most records do not, and cost one look at each eight bytes.
package func needsCleaning(_ record: borrowing CSVRecord) -> Bool {
  needsCleaning(record.text)
}

private func needsCleaning(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
  let raw = UnsafeRawBufferPointer(text)
  var place = 0
  while place < raw.count {
    if place + 8 <= raw.count,
      isPlain(raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
    {
      place += 8
    } else {
      if isMark(text, at: place) { return true }
      place += 1
    }
  }
  return false
}

/// Eight bytes of ASCII, none of them the separator of cells.
private func isPlain(_ word: UInt64) -> Bool {
  // A byte of `rest` is zero where `word` has the separator: then the subtraction borrows.
  let rest = word ^ 0x1F1F_1F1F_1F1F_1F1F
  let separators = (rest &- 0x0101_0101_0101_0101) & ~rest
  return (word | separators) & 0x8080_8080_8080_8080 == 0
}

/// Calls `body` with the cleaned record: composed, and without invisible marks.
package func withCleanCells<Value>(
  _ record: borrowing CSVRecord, _ body: (borrowing CSVRecord) throws -> Value
) rethrows -> Value {
  var text: [UInt8] = []
  var ends: [Int] = []
  for column in 0..<min(record.count, CSVParser.columnLimit) {
    let cell = record[column]
    if needsCleaning(cell) {
      text += Array(cleaned(String(decoding: cell, as: UTF8.self)).utf8)
    } else {
      text += cell
    }
    ends.append(text.count)
  }
  return try withRecord(text, ends: ends, row: record.row, body)
}

/// Composed (NFC), each no-break blank and each separator of cells a plain blank, without zero-width marks. Those that join
/// letters, or set their direction, stay inside a text: Persian and Hindi are written with them.
package func cleaned(_ text: String) -> String {
  var kept = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0xAD, 0x200B, 0x2060, 0xFEFF: break
    case UInt32(cellSeparator), 0xA0, 0x2007, 0x202F: kept.append(" ")
    default: kept.append(scalar)
    }
  }
  let isOuter: (Unicode.Scalar) -> Bool = {
    isJoiner($0) || $0.properties.isWhitespace
  }
  while let last = kept.last, isOuter(last) { kept.removeLast() }
  let begun = kept.drop(while: isOuter)
  return String(String.UnicodeScalarView(begun)).precomposedStringWithCanonicalMapping
}

/// Without any invisible mark, wherever it is: for addresses and names of columns.
package func withoutInvisibleMarks(_ text: String) -> String {
  String(String.UnicodeScalarView(cleaned(text).unicodeScalars.filter { !isJoiner($0) }))
}

private func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x200C...0x200F, 0x202A...0x202E, 0x2061...0x2064, 0x2066...0x2069, 0x180E: true
  default: false
  }
}

private func isMark(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
  if text[place] == cellSeparator { return true }
  guard text[place] >= 0xC2, place + 1 < text.count else { return false }
  let second = text[place + 1]
  let third = place + 2 < text.count ? text[place + 2] : 0
  switch text[place] {
  // U+0300 to U+036F
  case 0xCC, 0xCD: return text[place] == 0xCC || second <= 0xAF
  // The no-break blank and the soft hyphen.
  case 0xC2: return second == 0xA0 || second == 0xAD
  // Parts of Hangul, and U+180E.
  case 0xE1: return (0x84...0x87).contains(second) || (second == 0xA0 && third == 0x8E)
  // U+2007, U+200B to U+200F, U+202A to U+202F; U+2060 to U+2069.
  case 0xE2:
    return second == 0x80
      ? third == 0x87 || (0x8B...0x8F).contains(third) || (0xAA...0xAF).contains(third)
      : second == 0x81 && (0xA0...0xA9).contains(third)
  // The ideographic space, and the voicing marks of kana.
  case 0xE3:
    return (second == 0x80 && third == 0x80) || (second == 0x82 && (0x99...0x9A).contains(third))
  // U+FEFF
  case 0xEF: return second == 0xBB && third == 0xBF
  default: return false
  }
}
