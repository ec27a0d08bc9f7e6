import Foundation
import Mail
import Outreach
import Text

/// Phrases of replies with the class that they indicate, and their weight: Words/README.md explains
/// the signs.
struct PhraseTable: Sendable {
  enum Meaning: Sendable, Hashable {
    case reply(Reply.Class)
    /// Means nothing, and keeps its words from meaning something.
    case nothing
  }

  struct Phrase: Sendable {
    let meaning: Meaning
    let weight: Double
    /// Each with its alternatives.
    let words: [[Substring]]
    /// As it is in the table.
    let pattern: String
    /// As it was said, once it was.
    var text: String
    let fromStart: Bool
    let toEnd: Bool

    var rank: Int {
      if meaning == .nothing, weight >= 3 { return 2 }
      return meaning == .reply(.unsubscribe) ? 1 : 0
    }
  }

  private var byBeginning: [Substring: [Phrase]] = [:]
  private var anywhere: [Phrase] = []

  /// From the lists below a folder, whose names are classes unless `meaning` is given.
  init(_ lists: WordLists, below folder: String, meaning: Meaning? = nil) throws {
    for list in try lists.lists(below: folder) {
      guard let meaning = meaning ?? Meaning(nameOf: list) else {
        throw lists.problem("is named after no class of replies", in: list)
      }
      for phrase in try lists.phrases(of: list) {
        guard phrase.weight > 0 else {
          throw lists.problem("has a phrase above its first weight", in: list, line: phrase.line)
        }
        guard add(folded(phrase.text), meaning, phrase.weight) else {
          throw lists.problem("has a phrase without a word", in: list, line: phrase.line)
        }
      }
    }
  }

  /// False if the phrase has no word.
  private mutating func add(_ piece: String, _ meaning: Meaning, _ weight: Double) -> Bool {
    var words = piece.split(separator: " ")
    let fromStart = words.first?.hasPrefix("^") == true
    if fromStart { words[0] = words[0].dropFirst() }
    let toEnd = words.last?.hasSuffix("$") == true
    if toEnd { words[words.count - 1] = words[words.count - 1].dropLast() }
    words.removeAll { $0.isEmpty }
    let alternatives = words.map { $0.split(separator: "/") }
    guard let first = alternatives.first, !first.isEmpty else { return false }
    let phrase = Phrase(
      meaning: meaning, weight: weight, words: alternatives,
      pattern: words.joined(separator: " "), text: words.joined(separator: " "),
      fromStart: fromStart, toEnd: toEnd)
    if words[0].unicodeScalars.contains(where: isUnspaced) {
      anywhere.append(phrase)
    } else {
      for beginning in Set(first.map(beginning(of:))) {
        byBeginning[beginning, default: []].append(phrase)
      }
    }
    return true
  }
}

extension PhraseTable.Meaning {
  fileprivate init?(nameOf list: String) {
    let name = list.split(separator: "/").last.map(String.init) ?? list
    if name == "nothing" {
      self = .nothing
    } else if let known = Reply.Class(rawValue: name) {
      self = .reply(known)
    } else {
      return nil
    }
  }
}

extension PhraseTable {
  /// The meanings in the text, the longer phrases first: their words mean nothing else. A wish that
  /// is negated in the same breath ("we need no demo") is not a wish.
  func matches(in text: String) -> [Phrase] {
    let folded = folded(text)
    let speech = Speech(folded)
    let words = speech.words
    var found: [(phrase: Phrase, range: Range<Int>)] = []
    for start in words.indices {
      for phrase in byBeginning[beginning(of: words[start])] ?? [] {
        if let end = end(of: phrase, in: words, from: start) { found.append((phrase, start..<end)) }
      }
    }
    // Phrases that only sound like a wish to be left alone, and then such wishes, come before
    // everything else.
    found.sort {
      ($0.phrase.rank, $0.range.count, $0.phrase.weight)
        > ($1.phrase.rank, $1.range.count, $1.phrase.weight)
    }
    var used = [Bool](repeating: false, count: words.count)
    var understood = used
    var said: [(phrase: Phrase, range: Range<Int>)] = []
    for (var phrase, range) in found where !range.contains(where: { used[$0] }) {
      for index in range {
        used[index] = true
        understood[index] = range.count > 1
      }
      phrase.text = words[range].joined(separator: " ")
      said.append((phrase, range))
    }
    let meant = said.filter { phrase, range in
      switch phrase.meaning {
      case .reply(.positive): !speech.denies(range, within: 3, except: understood)
      // "Not happy with our supplier" denies it; "No we have one" does not.
      case .reply(.negative): !speech.denies(range, within: 1, except: understood)
      default: true
      }
    }
    let packed = folded.filter { !$0.isWhitespace }
    return meant.map(\.phrase)
      + longestOnly(anywhere.filter { packed.contains($0.text.filter { $0 != " " }) })
  }

  /// If phrases contain one another, only the longest counts.
  private func longestOnly(_ phrases: [Phrase]) -> [Phrase] {
    phrases.filter { one in
      !phrases.contains { $0.text.count > one.text.count && $0.text.contains(one.text) }
    }
  }

  private func end(of phrase: Phrase, in words: [Substring], from start: Int) -> Int? {
    if phrase.fromStart, words[..<start].contains(where: { $0 != "." && !isGreeting($0) }) {
      return nil
    }
    guard let end = match(phrase.words[...], words, start) else { return nil }
    if phrase.toEnd, words[end...].contains(where: { $0 != "." }) { return nil }
    return end
  }

  private func match(
    _ pattern: ArraySlice<[Substring]>, _ words: [Substring], _ start: Int
  ) -> Int? {
    var index = start
    var rest = pattern
    while let wanted = rest.popFirst() {
      if wanted == ["_"] {
        for skipped in 0...3
        where !words[index..<min(index + skipped, words.count)].contains(where: {
          isTurn($0) || isNegation($0)
        }) {
          if let end = match(rest, words, index + skipped) { return end }
        }
        return nil
      }
      guard index < words.count, wanted.contains(where: { isMatch($0, words[index]) }) else {
        return nil
      }
      index += 1
    }
    return index
  }

  private func isMatch(_ wanted: Substring, _ word: Substring) -> Bool {
    wanted.hasSuffix("*") ? word.hasPrefix(wanted.dropLast()) : wanted == word
  }
}

private func beginning(of word: Substring) -> Substring {
  let word = word.hasSuffix("*") ? word.dropLast() : word
  return word.prefix(2)
}

private let greetings: Set<Substring> = [
  "hi", "hello", "hey", "dear", "thanks", "thank", "you", "hallo", "bonjour", "hola", "ola", "oi",
  "ciao", "buongiorno", "hej", "moin", "servus", "good", "morning", "afternoon",
]

private func isGreeting(_ word: Substring) -> Bool { greetings.contains(word) }
