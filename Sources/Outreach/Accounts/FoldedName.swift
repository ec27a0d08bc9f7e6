import Foundation

/// The name of a company as names are compared: composed, small letters, without blanks, punctuation
/// and legal forms, so that "Müller Käse GmbH & Co. KG" and "MÜLLER-KÄSE" are one. Empty where there is
/// no name in it. `rule.folded_name` is the same in SQL, for one name at a time.
package func foldedName(_ name: String) -> String {
  var text = ""
  for scalar in name.precomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
    if isDropped(scalar) { continue }
    if isSeparator(scalar) { text += " " } else { text.unicodeScalars.append(scalar) }
  }
  var words = text.split(separator: " ").map(String.init)[...]
  while words.count > 1, let first = words.first, formsBefore.contains(first) {
    words = words.dropFirst()
  }
  while let length = formLength(atEndOf: words), length < words.count {
    words = words.dropLast(length)
  }
  return withoutJoinedForms(words.joined(separator: " "))
    .replacing(" ", with: "")
}

/// Folds names of a file one after another, those in ASCII without making strings.
struct NameFolder: ~Copyable {
  private let room: UnsafeMutableBufferPointer<UInt8>
  private let starts = UnsafeMutablePointer<Int>.allocate(capacity: Self.mostWords)
  private static let mostWords = 64

  /// Names are cut at so many bytes.
  init(capacity: Int) {
    room = .allocate(capacity: capacity)
  }

  deinit {
    room.deallocate()
    starts.deallocate()
  }

  /// The folded name, until the next one.
  func fold(_ name: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    var length = 0
    var words = 0
    var isInWord = false
    for byte in name {
      let kind = asciiKinds[Int(byte)]
      if kind == .letter {
        guard length < room.count else { break }
        if !isInWord {
          starts[min(words, Self.mostWords - 1)] = length
          words += 1
          isInWord = true
        }
        room[length] = byte >= 65 && byte <= 90 ? byte | 0x20 : byte
        length += 1
      } else if kind == .other {
        return foldSlowly(name)
      } else if kind == .separator {
        isInWord = false
      }
    }
    words = min(words, Self.mostWords)
    while words > 1 {
      let last = starts[words - 1]..<length
      if words > 2, mayEndPhrase(last) { return foldSlowly(name) }
      guard isForm(last) else { break }
      words -= 1
      length = last.lowerBound
    }
    return UnsafeBufferPointer(rebasing: room[..<length])
  }

  private func foldSlowly(_ name: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    let folded = foldedName(String(decoding: name, as: UTF8.self))
    let end = room.update(fromContentsOf: folded.utf8.prefix(room.count))
    return UnsafeBufferPointer(rebasing: room[..<end])
  }

  private func isForm(_ place: Range<Int>) -> Bool {
    guard place.count <= 8 else {
      return longForms.contains(String(decoding: room[place], as: UTF8.self))
    }
    return shortForms.contains(packed(place))
  }

  private func mayEndPhrase(_ place: Range<Int>) -> Bool {
    place.count <= 3 && phraseEnds.contains(packed(place))
  }

  private func packed(_ place: Range<Int>) -> UInt64 {
    var packed: UInt64 = 0
    for byte in room[place] { packed = packed << 8 | UInt64(byte) }
    return packed
  }
}

private enum ASCIIKind: UInt8 { case letter, dropped, separator, other }

private let asciiKinds: [ASCIIKind] = (0..<256).map { code in
  switch UInt8(code) {
  case 0x80...0xFF: .other
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"):
    .letter
  case UInt8(ascii: "."), UInt8(ascii: "'"), UInt8(ascii: "/"): .dropped
  default: .separator
  }
}

private func isDropped(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x2E, 0x27, 0x2F, 0xAD, 0xB4, 0xB7, 0x200B...0x200F, 0x2018, 0x2019, 0x2060, 0xFEFF: true
  default: false
  }
}

private func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x00...0x26, 0x28...0x2F, 0x3A...0x60, 0x7B...0xA9, 0xAB...0xB4, 0xB6...0xB9, 0xBB...0xBF,
    0x2000...0x206F, 0x2190...0x2BFF, 0x3000...0x3004, 0x3008...0x3020, 0x30FB:
    true
  default: false
  }
}

/// How many words at the end are one legal form.
private func formLength(atEndOf words: ArraySlice<String>) -> Int? {
  guard let last = words.last else { return nil }
  let phrase = phrases.first {
    $0.count < words.count && words.suffix($0.count).elementsEqual($0)
  }
  return phrase?.count ?? (forms.contains(last) ? 1 : nil)
}

/// Those of East Asia are written without a blank.
private func withoutJoinedForms(_ name: String) -> String {
  var name = Substring(name)
  for form in ["株式会社", "有限会社", "合同会社", "주식회사"]
  where name.hasPrefix(form) && name.count > form.count {
    name = name.dropFirst(form.count)
    break
  }
  for form in joinedForms where name.hasSuffix(form) && name.count > form.count {
    return String(name.dropLast(form.count))
  }
  return String(name)
}

private let joinedForms = [
  "股份有限公司", "有限责任公司", "有限公司", "株式会社", "有限会社", "合同会社", "주식회사",
]

private let formsBefore = Set(
  "ао зао ип оао ооо пао пп тов фоп 株 주 주식회사 株式会社 有限会社 合同会社".split(separator: " ").map(String.init))

private let phrases = ["sp z oo", "spol s ro", "sp k", "sp j", "spol sro"].map {
  $0.split(separator: " ").map(String.init)
}

private let forms = Set(
  """
  ab ad ag aktiebolag aktiengesellschaft ao aps as asa asbl aş bhd bt bv bvba co company corp
  corporation cvba dd doo dooel ehf ek eood et eurl ev fze fzco gbr gesmbh ggmbh gk gmbh
  haftungsbeschränkt hf inc incorporated jdoo kft kg kgaa kk kkt lda limited limitada limitée llc llp lp
  ltd ltda ltée mbh nv nyrt ohg ood oy oyj oü plc pllc private pte pty pvt rt sa sagl sarl sas sasu sca
  scop sdn se sia slu sl snc spa sprl spzoo sro srl srls sàrl tbk uab ug unlimited vof vos zoo zrt şti
  αε επε ικε ад ао еоод ип оао ооо оод пао пп тов фоп зао 株 주 주식회사 株式会社 有限会社 合同会社 有限公司
  """.split(whereSeparator: \.isWhitespace).map(String.init))

private let longForms = forms.filter { $0.utf8.count > 8 }

private let shortForms = Set(forms.filter { $0.utf8.count <= 8 }.map(packed))

private let phraseEnds = Set(phrases.compactMap(\.last).map(packed))

private func packed(_ word: String) -> UInt64 {
  word.utf8.reduce(0) { $0 << 8 | UInt64($1) }
}
