import Foundation

/// The words of a folded text; the end of a sentence is a word of its own.
struct Speech {
  private(set) var words: [Substring] = []
  /// Before these a comma or the like stands.
  private var pauses: Set<Int> = []

  init(_ text: String) {
    var start: String.Index?
    for index in text.indices {
      let character = text[index]
      if character.isLetter || character.isNumber {
        start = start ?? index
        continue
      }
      if let begun = start { words.append(text[begun..<index]) }
      start = nil
      if ".!?\n;…".contains(character), words.last != "." { words.append(".") }
      if ",:()–—".contains(character) { pauses.insert(words.count) }
    }
    if let begun = start { words.append(text[begun...]) }
  }

  /// A negation stands up to `reach` words before these words or just behind them, in the same breath,
  /// and is not itself a part of something longer that was understood.
  func denies(_ range: Range<Int>, within reach: Int, except understood: [Bool]) -> Bool {
    var index = range.lowerBound
    while index > max(range.lowerBound - reach, 0), !pauses.contains(index) {
      index -= 1
      if isTurn(words[index]) || understood[index] { break }
      if isNegation(words[index]) { return true }
    }
    guard reach > 1 else { return false }
    for index in range.upperBound..<min(range.upperBound + 2, words.count) {
      if pauses.contains(index) || isTurn(words[index]) || understood[index] { break }
      if negationsBehind.contains(words[index]) { return true }
    }
    return false
  }
}

/// Where a sentence ends or takes back what it said.
func isTurn(_ word: Substring) -> Bool {
  [".", "but", "however", "aber", "sondern", "mais", "pero", "mas", "ma", "maar", "men", "ale"]
    .contains(word)
}

func isNegation(_ word: Substring) -> Bool { negations.contains(word) }

private let negations: Set<Substring> = [
  "not", "no", "never", "without", "neither", "nor", "dont", "doesnt", "didnt", "cant", "cannot",
  "couldnt", "wont", "wouldnt", "isnt", "arent", "aint", "nicht", "kein", "keine", "keinen",
  "keinem",
  "keiner", "keinerlei", "nie", "niemals", "pas", "jamais", "aucun", "aucune", "sans", "sin",
  "nunca",
  "ningun", "ninguna", "tampoco", "nao", "sem", "nenhum", "nenhuma", "non", "senza", "nessun",
  "nessuna", "niet", "geen", "nooit", "inte", "ingen", "inga", "ikke", "ej", "bez", "zadnych",
  "nem",
  "ei", "не", "нет", "без",
]

/// Of languages that may deny behind the verb.
private let negationsBehind: Set<Substring> = ["nicht", "niet", "inte", "ikke", "pas"]
