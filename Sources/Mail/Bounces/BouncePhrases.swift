import Text

/// How servers word each reason, in small letters. The first reason that is found counts, so
/// specific ones come before general ones.
let bouncePhrases = WordLists.made(readBouncePhrases)

/// From the lists below `bounces`, named by number and reason: `24-userunknown`.
func readBouncePhrases(
  _ lists: WordLists
) throws -> [(reason: BounceReason, phrases: [String])] {
  try lists.lists(below: "bounces").map { list in
    let name = list.split(separator: "-").last.map(String.init) ?? ""
    guard let reason = BounceReason(rawValue: name) else {
      throw lists.problem("is named after no reason of bounces", in: list)
    }
    return (reason, try lists.words(of: list))
  }
}

/// The phrases, each with the number of its reason in `bouncePhrases`.
let bounceIndex = PhraseIndex(
  bouncePhrases.enumerated().flatMap { number, block in
    (block.phrases + more(for: block.reason)).map { (text: $0, number: number) }
  })

private func more(for reason: BounceReason) -> [String] {
  switch reason {
  case .userUnknown: missingAddresses
  case .blocked: unknownClients
  default: []
  }
}

/// The number of the reason that explicitly says that an address is unknown.
let userUnknownNumber =
  bouncePhrases.firstIndex { $0.reason == .userUnknown } ?? bouncePhrases.count
