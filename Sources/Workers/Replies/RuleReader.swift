import Mail
import Outreach
import Postgres

/// Reads a reply by rules: phrases of many languages with their weights, and what its headers say.
/// A wish to be left alone and an absence come before all else. No network, no model.
package struct RuleReader: ReplyReader {
  private let phrases: PhraseTable

  package init() {
    phrases = PhraseTable([
      leavingForms, interestForms, elsewhereForms, englishPhrases, germanicPhrases, romancePhrases,
      otherPhrases,
    ])
  }

  package func read(_ reply: WaitingReply) throws -> Verdict {
    classify(
      reply.text, subject: reply.subject, isAutomatic: reply.isAutomatic,
      on: Day(containing: reply.receivedAt))
  }

  /// What a text means, how sure that is, and the phrases that say so. `day` is when it came, for
  /// the date of an absence.
  package func classify(
    _ text: String, subject: String, isAutomatic: Bool = false, on day: Day? = nil
  ) -> Verdict {
    let own = ownWords(of: text)
    var tally = Tally(phrases.matches(in: String(own.prefix(4_000))))
    let title = ownTitle(of: subject)
    if isAutoReplySubject(subject) {
      tally.add(.outOfOffice, 6, "subject: \(subject)")
    } else if !title.isEmpty {
      tally.add(phrases.matches(in: title), of: "subject: ")
    }
    if isAutomatic { tally.addProgram() }
    if own.contains("?") || own.contains("？") { tally.isQuestion = true }
    let reading = tally.reading()
    let backOn =
      reading.replyClass == .outOfOffice ? day.flatMap { returnDay(in: own, after: $0) } : nil
    return Verdict(
      reading.replyClass, confidence: reading.confidence, reasons: reading.reasons, backOn: backOn)
  }

  /// Without what is quoted.
  private func ownWords(of text: String) -> String {
    visibleText(of: text).split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.drop { $0.isWhitespace }.hasPrefix(">") }
      .joined(separator: "\n")
  }
}

/// What the person put into the subject, before that of ours.
private func ownTitle(of subject: String) -> String {
  var words = subject.lowercased().split(separator: " ", omittingEmptySubsequences: true)
  let mark = words.firstIndex { word in
    word.hasSuffix(":") && answerMarks.contains(String(word.dropLast()))
  }
  if let mark { words = Array(words[..<mark]) }
  return words.joined(separator: " ")
}

private let answerMarks: Set = [
  "re", "aw", "sv", "vs", "antw", "res", "rv", "ynt", "odp", "fwd", "fw", "wg", "tr", "enc", "rif",
  "回复", "答复", "回覆", "返信",
]

/// What speaks for each class.
private struct Tally {
  private(set) var scores: [Reply.Class: Double] = [:]
  private var signs: [Reply.Class: [String]] = [:]
  private var program = 0.0
  var isQuestion = false

  init(_ phrases: [PhraseTable.Phrase]) { add(phrases, of: "") }

  mutating func add(_ phrases: [PhraseTable.Phrase], of place: String) {
    var seen: Set<String> = []
    for phrase in phrases where seen.insert(phrase.pattern).inserted {
      guard case .reply(let meaning) = phrase.meaning else { continue }
      add(meaning, phrase.weight, "\(place)“\(phrase.text)”")
    }
  }

  /// Its headers say that no person wrote it: an absence, when the words say nothing else.
  mutating func addProgram() {
    program = 6
    add(.outOfOffice, program, "sent by a program")
  }

  mutating func add(_ meaning: Reply.Class, _ weight: Double, _ sign: String) {
    scores[meaning, default: 0] += weight
    signs[meaning, default: []].append(sign)
  }

  func reading() -> (replyClass: Reply.Class, confidence: Double, reasons: [String]) {
    let winner = winner
    let own = scores[winner] ?? 0
    let all = scores.values.reduce(0, +)
    guard own > 0 else {
      return (
        .neutral, 0.4, [isQuestion ? "a question, and nothing else known" : "no known phrase"]
      )
    }
    let confidence = min(0.98, 0.45 + 0.35 * own / all + 0.03 * min(own, 6))
    return (winner, (confidence * 100).rounded() / 100, Array((signs[winner] ?? []).prefix(5)))
  }

  private var winner: Reply.Class {
    if score(.unsubscribe) >= 5 { return .unsubscribe }
    let absence = score(.outOfOffice) - program
    if absence >= 4, absence >= score(.wrongPerson) { return .outOfOffice }
    if score(.outOfOffice) >= 4, score(.wrongPerson) < 6 { return .outOfOffice }
    if score(.wrongPerson) >= 6, score(.wrongPerson) >= score(.positive) / 2 { return .wrongPerson }
    // Who declines does it beside kind words; who asks for a later time means it.
    let negative = score(.negative)
    if negative >= 6, negative >= score(.notNow), negative * 2 > score(.positive) {
      return .negative
    }
    let ranked: [Reply.Class] = [.wrongPerson, .negative, .notNow, .positive, .neutral]
    return ranked.max { score($0) < score($1) } ?? .neutral
  }

  private func score(_ meaning: Reply.Class) -> Double { scores[meaning] ?? 0 }
}
