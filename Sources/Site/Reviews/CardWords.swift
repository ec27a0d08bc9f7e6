import Outreach
import Web

/// One account, as its card shows it.
struct CardWords {
  let account: Int
  let name: String
  let domain: String
  let status: Badge
  let review: Badge
  let isDecided: Bool
  let score: ScoreChip
  let verdict: String
  let evidence: String
  let reasons: [Reason]
  let facts: [Fact]
  let about: String
  let notes: String
  let ownScore: String
  let ownReason: String
  let scoreError: String
  let version: FormVersion

  struct Reason {
    let sign: String
    let kind: String
    let text: String
    let weight: String
  }

  struct Fact {
    let label: String
    let value: String
  }

  /// Refused input: the score cannot be read, or another member has changed the state that it was
  /// made from.
  struct Refused {
    let form: Form
    let scoreError: String
    var version: FormVersion?
  }

  init(_ card: ReviewCard, goal: Goal, _ words: Words, refused: Refused? = nil) {
    account = card.account.rawValue
    name = card.name
    domain = card.domain
    status = card.status.badge
    review = card.review.badge
    isDecided = card.review != .pending
    score = ScoreChip(ai: card.fitScore, override: card.overrideScore)
    let band = score.bandName.isEmpty ? "Unscored" : Words.sentence(score.bandName)
    verdict = "\(band) \(score.bandName.isEmpty ? "under" : "for") \(goal.words)"
    evidence =
      card.scoredAt.map {
        card.model.isEmpty
          ? "Scored \(words.time($0))" : "Scored by \(card.model), \(words.time($0))"
      } ?? ""
    reasons = card.reasons.map(Reason.init)
    facts = [
      ("Industry", card.industry), ("Staff", card.employees.map(Words.number) ?? ""),
      ("Country", countryName(card.country)), ("City", card.city),
      ("Language", card.language.isEmpty ? "" : LanguageWords.name(of: card.language)),
      ("Contacts", Words.number(card.contacts)),
      ("Last touch", card.lastTouch.map(words.day) ?? "Never"),
      ("Tags", card.tags.joined(separator: ", ")),
    ].filter { !$0.1.isEmpty }.map { Fact(label: $0.0, value: $0.1) }
    about = card.about
    notes = refused?.form["notes"] ?? card.notes
    ownScore = refused?.form["score"] ?? card.overrideScore.map(Words.tenths) ?? ""
    ownReason = refused?.form["reason"] ?? card.overrideReason
    scoreError = refused?.scoreError ?? ""
    version =
      refused?.version
      ?? FormVersion(of: AccountNotes(card).state(of: [.score, .reason, .notes]))
  }
}

extension CardWords.Reason {
  init(_ reason: ReviewCard.Reason) {
    text = reason.text
    let magnitude = reason.weight.map { Words.tenths($0.magnitude) }
    switch reason.sign {
    case "+": (sign, kind, weight) = ("+", "plus", magnitude.map { "+" + $0 } ?? "")
    case "-", "−": (sign, kind, weight) = ("−", "minus", magnitude.map { "−" + $0 } ?? "")
    default: (sign, kind, weight) = ("·", "zero", magnitude == nil ? "" : "0")
    }
  }
}
