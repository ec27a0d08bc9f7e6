import Text

/// Finds which of many phrases are in a text, in one pass over its bytes.
///
/// A phrase that begins with a letter must begin a word, and one of at most five letters must also
/// end one: "rbl" is not in "marbles". Longer ones may be stems, as "throttl".
struct PhraseIndex: Sendable {
  private struct Phrase: Sendable {
    let bytes: [UInt8]
    let number: Int
    let beginsWord: Bool
    let endsWord: Bool
  }

  private var byStart: [UInt32: [Phrase]] = [:]

  /// Each phrase maps to its number; several may share one.
  init(_ phrases: some Sequence<(text: String, number: Int)>) {
    for (text, number) in phrases {
      let bytes = Array(text.utf8)
      guard bytes.count >= 3 else { continue }
      let phrase = Phrase(
        bytes: bytes, number: number, beginsWord: isLetterOrDigit(bytes[0]),
        endsWord: bytes.count <= 5 && isLetterOrDigit(bytes[bytes.count - 1]))
      byStart[Self.key(bytes, at: 0), default: []].append(phrase)
    }
  }

  /// The numbers of the phrases in the text, which is in small letters.
  func numbers(in text: [UInt8]) -> Set<Int> {
    var found: Set<Int> = []
    var before: UInt8 = 32
    for index in text.indices {
      defer { before = text[index] }
      guard index + 2 < text.count else { break }
      // No phrase begins inside a word.
      if isLetterOrDigit(text[index]), isLetterOrDigit(before) { continue }
      guard let phrases = byStart[Self.key(text, at: index)] else { continue }
      for phrase in phrases where !found.contains(phrase.number) {
        if stands(phrase, in: text, at: index) { found.insert(phrase.number) }
      }
    }
    return found
  }

  /// The ranges of the phrases in the text, in the order of their beginnings; of several that begin
  /// at one place, the longest.
  func places(in text: [UInt8]) -> [Range<Int>] {
    var places: [Range<Int>] = []
    for index in text.indices.dropLast(2) {
      if isLetterOrDigit(text[index]), index > 0, isLetterOrDigit(text[index - 1]) { continue }
      guard let phrases = byStart[Self.key(text, at: index)] else { continue }
      let longest = phrases.filter { stands($0, in: text, at: index) }.map(\.bytes.count).max()
      if let longest { places.append(index..<(index + longest)) }
    }
    return places
  }

  func matches(_ text: [UInt8]) -> Bool { !numbers(in: text).isEmpty }

  private func stands(_ phrase: Phrase, in text: [UInt8], at index: Int) -> Bool {
    let end = index + phrase.bytes.count
    guard end <= text.count, text[index..<end].elementsEqual(phrase.bytes) else { return false }
    return !phrase.endsWord || end == text.count || !isLetterOrDigit(text[end])
  }

  private static func key(_ bytes: [UInt8], at index: Int) -> UInt32 {
    UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2])
  }
}

extension PhraseIndex {
  /// Phrases that all mean the same.
  init(_ phrases: [String]) { self.init(phrases.map { (text: $0, number: 0) }) }
}
