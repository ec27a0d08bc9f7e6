import Foundation

/// The encoding in which the cells read as the likeliest words of some language. `sample` holds
/// cells with letters beyond ASCII, one a line; it is not UTF-8.
///
/// Each encoding is tried with each language that is written in it: how frequent its letters are,
/// whether signs are inside words, capitals after small letters, letters of two scripts in one
/// word. A file with a few names is enough, because most wrong readings are full of sequences that
/// no one writes.
func guessEncoding(of sample: [UInt8]) -> TextEncoding {
  var best: (score: Double, encoding: TextEncoding) = (-.infinity, .windows1252)
  for candidate in candidates {
    guard let score = candidate.score(of: sample), score > best.score else { continue }
    best = (score, candidate.encoding)
  }
  return best.encoding
}

private struct Candidate: Sendable {
  let encoding: TextEncoding
  /// How much rarer its files are than those of windows-1252, as a logarithm.
  let handicap: Double
  let languages: [String]

  init(_ encoding: TextEncoding, _ handicap: Double, _ languages: String = "") {
    self.encoding = encoding
    self.handicap = handicap
    self.languages = languages.split(separator: " ").map(String.init)
  }

  /// Nil where the system cannot read it.
  func score(of sample: [UInt8]) -> Double? {
    if let pairs = pairEncodings[encoding] { return pairs.score(of: sample) - handicap }
    guard let letters = tables[encoding] else { return nil }
    return languages.compactMap { lettersByLanguage[$0]?.score(of: sample, letters) }.max()
      .map { $0 - handicap }
  }
}

/// If two read a file alike, the first one wins.
private let candidates: [Candidate] = [
  Candidate(.windows1252, 0, "de fr es pt it nl sv da fi is western"),
  Candidate(.windows1250, 1.5, "cs pl hu ro sl central"),
  Candidate(.latin2, 2.5, "cs pl hu ro sl central"),
  Candidate(.windows1251, 1.5, "ru uk bg sr"),
  Candidate(.koi8R, 3, "ru"), Candidate(.koi8U, 4, "uk"),
  Candidate(.latinCyrillic, 5, "ru uk bg sr"),
  Candidate(.windows1253, 2, "el"), Candidate(.latinGreek, 3, "el"),
  Candidate(.windows1254, 2.5, "tr"), Candidate(.windows1255, 3, "he"),
  Candidate(.windows1256, 3, "ar fa"), Candidate(.windows1257, 3, "lt lv et"),
  Candidate(.windows874, 3, "th"),
  Candidate(.macintosh, 3.5, "de fr es pt it nl sv da western"),
  Candidate(.macCentralEurope, 6, "cs pl hu sl"), Candidate(.macCyrillic, 6, "ru uk"),
  Candidate(.ibm866, 4, "ru"), Candidate(.ibm852, 5, "cs pl hu sl"),
  Candidate(.ibm850, 5, "de fr es pt it sv da"),
  Candidate(.shiftJIS, 2), Candidate(.gbk, 2), Candidate(.big5, 2), Candidate(.eucKR, 2),
  Candidate(.eucJP, 3),
]

/// The character of each byte from 0x80 on; U+FFFD for bytes that have none.
private let tables: [TextEncoding: [Unicode.Scalar]] = {
  var tables: [TextEncoding: [Unicode.Scalar]] = [:]
  for candidate in candidates where pairEncodings[candidate.encoding] == nil {
    let encoding = candidate.encoding
    guard
      let converter = CharacterConverter(from: encoding.converterName, to: "UTF-8")
    else { continue }
    tables[encoding] = (0x80...0xFF).map { (byte: UInt8) in
      var out: [UInt8] = []
      [byte].withUnsafeBufferPointer { _ = converter.convert($0, into: &out) }
      return String(decoding: out, as: UTF8.self).unicodeScalars.first ?? "\u{FFFD}"
    }
  }
  return tables
}()

/// The letters of a language that are not ASCII, and their frequencies in its texts.
private struct Letters: Sendable {
  private let chances: [Unicode.Scalar: Double]
  /// The language is written in another script altogether.
  private let isOtherScript: Bool
  private let handicap: Double

  /// From the most to the least frequent, in small letters.
  init(_ letters: String, isOtherScript: Bool = false, handicap: Double = 0) {
    let order = Array(letters.unicodeScalars)
    let flat = isOtherScript ? 12.0 : 1.5
    let weights = order.indices.map { 1 / (Double($0) + flat) }
    let whole = weights.reduce(0, +)
    var chances: [Unicode.Scalar: Double] = [:]
    for (letter, weight) in zip(order, weights) { chances[letter] = 0.85 * weight / whole }
    self.chances = chances
    self.isOtherScript = isOtherScript
    self.handicap = handicap
  }

  /// The logarithm of the likelihood of this text.
  func score(of sample: [UInt8], _ table: [Unicode.Scalar]) -> Double {
    var score = -handicap
    var before = Place.blank
    for (index, byte) in sample.enumerated() {
      guard byte >= 0x80 else {
        before = Place(ascii: byte)
        continue
      }
      let scalar = table[Int(byte) - 0x80]
      let next = index + 1 < sample.count ? sample[index + 1] : 10
      let isBeforeLetter = next >= 0x80 || Place(ascii: next).isLetter
      let (chance, place) = chance(of: scalar, after: before, isBeforeLetter: isBeforeLetter)
      var whole = chance
      if isOtherScript, place.isLetter, before.isASCIILetter || Place(ascii: next).isASCIILetter {
        whole *= 0.001
      }
      score += log(whole)
      before = place
    }
    return score
  }

  private func chance(
    of scalar: Unicode.Scalar, after before: Place, isBeforeLetter: Bool
  ) -> (Double, Place) {
    let properties = scalar.properties
    guard properties.isAlphabetic, scalar != "\u{FFFD}" else {
      return (signChance(of: scalar, after: before, isBeforeLetter: isBeforeLetter), .sign)
    }
    let small = properties.lowercaseMapping.unicodeScalars.first ?? scalar
    let isCapital = properties.isUppercase
    var chance = chances[small] ?? 0.0004
    if isCapital {
      chance *= before == .capital ? 0.8 : 0.15
      if before == .small || before == .asciiSmall { chance *= 0.01 }
    } else if before == .asciiCapital, !isBeforeLetter {
      chance *= 0.5
    }
    // In the languages of Latin letters, letters with marks are rarely adjacent.
    if !isOtherScript, before == .small || before == .capital { chance *= 0.08 }
    return (chance, isCapital ? .capital : .small)
  }

  private func signChance(
    of scalar: Unicode.Scalar, after before: Place, isBeforeLetter: Bool
  ) -> Double {
    switch scalar.value {
    case 0xFFFD, 0x80...0x9F: return 1e-8
    case 0x2019: return 0.01
    case 0xA0: return 0.02
    // Opening and closing marks: guillemets are used as both.
    case 0xAB, 0xBB:
      return before.isLetter && isBeforeLetter ? 1e-5 : 0.01
    case 0x2018, 0x201A, 0x201C, 0x201E, 0xA1, 0xA7, 0xBF, 0x2116:
      return before.isLetter ? 1e-5 : 0.01
    case 0x201D, 0x2026, 0x2122, 0xAE, 0xB0, 0xAA, 0xBA:
      return isBeforeLetter ? 1e-5 : 0.01
    case 0xA9, 0x2013, 0x2014, 0x2022, 0x20AC:
      return before.isLetter || isBeforeLetter ? 1e-5 : 0.01
    default:
      return before.isLetter || isBeforeLetter ? 1e-6 : 2e-4
    }
  }

  private enum Place {
    case blank, sign, asciiSmall, asciiCapital, small, capital

    init(ascii byte: UInt8) {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): self = .asciiSmall
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): self = .asciiCapital
      case 0...32: self = .blank
      default: self = .sign
      }
    }

    var isLetter: Bool { self != .blank && self != .sign }
    var isASCIILetter: Bool { self == .asciiSmall || self == .asciiCapital }
  }
}

private let lettersByLanguage: [String: Letters] = [
  "de": Letters("üäößé"), "fr": Letters("éèàçêôùâîïœëûÿæ"), "es": Letters("óíáñéúü"),
  "pt": Letters("ãçáéíóêõâúàôü"), "it": Letters("àèìòùé"), "nl": Letters("ëéïèöü"),
  "sv": Letters("äåöéü"), "da": Letters("øåæéöäü"), "fi": Letters("äöåéšž"),
  "is": Letters("íáðöéóþúýæ", handicap: 3),
  "western": Letters("éüöäáóíñèçãøåßàôêúæëîïâìòùõýœðþ", handicap: 0.5),
  "cs": Letters("íáéěřčžýšůúťďňóľĺŕäô"), "pl": Letters("łóążęśćńź"),
  "hu": Letters("áéöóőüíúű"), "ro": Letters("ăîâșțşţ"), "sl": Letters("čšžćđ"),
  "central": Letters("áéíčšłóžýěřąęśżúůöüäńćőťďţăş", handicap: 0.5),
  "tr": Letters("ıüşğçöâîû"), "lt": Letters("ėšžąųįūčę"), "lv": Letters("āīēšūņļķģčž"),
  "et": Letters("äõüöšž"),
  "ru": Letters("оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё", isOtherScript: true),
  "uk": Letters("оаниіртвесклудмпязьбгйчхцжїєшюфщґ’", isOtherScript: true, handicap: 0.5),
  "bg": Letters("аеиотнрсвлдпкмзъбгучйщхшцжяфюь", isOtherScript: true, handicap: 0.5),
  "sr": Letters("аиоенрстујдкмвлпзгбшцчхњћљђжфџ", isOtherScript: true, handicap: 0.5),
  "el": Letters("αοιετσνηυρπκμλςόίωάγέήθδύχώβφξζψϊϋ", isOtherScript: true),
  "he": Letters("יוהלאתמרבשנםחקעדפגסכטצזןךףץ", isOtherScript: true),
  "ar": Letters("اليمنورتبةعدسفهكقحجأشصطىخضذزثإغظءئؤآ", isOtherScript: true),
  "fa": Letters("ایرندمهوتسبلکشزخفگقعپحجآصغچطذضژثظ", isOtherScript: true),
  "th": Letters("านรอกเงมยลวดทสตะปบคหแจพชขใไโผธณศถซภษญฉฟฐฎๆ่้ีิัุู์ื็ึำ", isOtherScript: true),
]
