import Composing
import Outreach

/// The acts of a test recipient on one email: determined by its Message-ID, so that the same email
/// always has the same fate.
struct PracticePlan {
  let acts: [PracticeAct.Planned]

  init(messageID: String) {
    var dice = Dice(seed: seed(of: messageID))
    let fate = dice.below(1_000)
    var acts: [PracticeAct.Planned] = []
    if dice.below(100) < 12 {
      acts.append(.init(after: 2, .machineOpen, seed: dice.next()))
    }
    if dice.below(100) < 3 {
      acts.append(.init(after: 3, .machineClick, seed: dice.next()))
    }
    guard fate >= 12 else {
      acts.append(
        .init(
          after: 4 + dice.below(6), fate < 6 ? .hardBounce : .softBounce,
          seed: dice.next()))
      self.acts = fate < 6 ? acts.filter { $0.act == .hardBounce } : acts
      return
    }
    let answer = Self.answer(fate)
    let opensAt = 15 + dice.below(50)
    if answer != nil && answer != .outOfOffice || dice.below(100) < 44 {
      acts.append(.init(after: opensAt, .open, seed: dice.next()))
      if dice.below(100) < 16 {
        acts.append(.init(after: opensAt + 6 + dice.below(30), .click, seed: dice.next()))
      }
    }
    if let answer {
      let after = answer == .outOfOffice ? 3 + dice.below(5) : opensAt + 8 + dice.below(70)
      acts.append(.init(after: after, answer, seed: dice.next()))
    }
    self.acts = acts
  }

  /// About one in six emails is answered by a person or a program.
  private static func answer(_ fate: Int) -> PracticeAct.Kind? {
    switch fate {
    case ..<15: .complaint
    case ..<25: .oneClick
    case ..<32: .unsubscribePage
    case ..<50: .outOfOffice
    case ..<96: .positive
    case ..<124: .neutral
    case ..<152: .negative
    case ..<168: .notNow
    case ..<180: .wrongPerson
    case ..<188: .unsubscribe
    default: nil
    }
  }
}

/// The same random numbers from the same seed, on every machine.
struct Dice {
  private var generator: SplitMix64

  init(seed: UInt64) {
    generator = SplitMix64(seed: seed)
  }

  /// Never negative, so that it can be stored as a seed.
  mutating func next() -> Int { Int(generator.next() >> 2) }

  mutating func below(_ limit: Int) -> Int { next() % limit }

  mutating func pick(_ words: [String]) -> String { words[below(words.count)] }
}
