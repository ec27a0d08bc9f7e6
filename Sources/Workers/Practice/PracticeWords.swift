import Outreach
import Text

/// The replies of test recipients, composed from phrases: a greeting, a wish, a closing.
struct PracticeWords {
  let text: String

  /// `language` is the contact's if there are phrases in it, or else English.
  init(_ act: PracticeAct.Kind, language: String, name: String, seed: Int) {
    var dice = Dice(seed: UInt64(truncatingIfNeeded: seed))
    let english = phrasebook["en"] ?? Phrases()
    let phrases = phrasebook[language] ?? english
    let greeting = dice.pick(phrases.greetings)
    let farewell = dice.pick(phrases.farewells)
    let core = dice.pick(phrases.cores[act] ?? english.cores[act] ?? ["?"])
    switch dice.below(5) {
    case 0: text = "\(core)\n\n\(name)"
    case 1: text = "\(greeting)\n\n\(core)\n\n\(name)"
    default: text = "\(greeting)\n\n\(core)\n\n\(farewell)\n\(name)"
    }
  }
}

/// The phrases of test recipients in one language.
private struct Phrases {
  var greetings: [String] = []
  var farewells: [String] = []
  var cores: [PracticeAct.Kind: [String]] = [:]
}

private let phrasebook = WordLists.made(practicePhrases)

/// From the lists below `practice`, named by language and act.
private func practicePhrases(_ lists: WordLists) throws -> [String: Phrases] {
  var book: [String: Phrases] = [:]
  for list in try lists.lists(below: "practice") {
    let parts = list.split(separator: "/").map(String.init)
    guard parts.count == 3 else { throw lists.problem("stands in no language's folder", in: list) }
    let words = try lists.words(of: list)
    switch parts[2] {
    case "greeting": book[parts[1], default: Phrases()].greetings = words
    case "farewell": book[parts[1], default: Phrases()].farewells = words
    default:
      guard let act = PracticeAct.Kind(rawValue: parts[2]) else {
        throw lists.problem("is named after no act of test recipients", in: list)
      }
      book[parts[1], default: Phrases()].cores[act] = words
    }
  }
  for (language, phrases) in book where phrases.greetings.isEmpty || phrases.farewells.isEmpty {
    throw lists.problem("is missing, or farewell is", in: "practice/\(language)/greeting")
  }
  // English stands in for phrases that a language lacks.
  for meaning in Reply.Class.allCases {
    _ = try lists.words(of: "practice/en/\(meaning.rawValue)")
  }
  return book
}

/// Reads everything that this module takes from word lists, so that an error in them is reported
/// when the program starts.
package func checkWorkerWords(_ lists: WordLists) throws {
  _ = try RuleReader(lists)
  _ = try practicePhrases(lists)
}
