import Mail
import Outreach
import Postgres
import Text

/// Reads a reply by rules: phrases of many languages with their weights, and the headers. A wish to
/// be left alone and an absence come before everything else. No network, no model.
package struct RuleReader: ReplyReader {
  private let phrases: PhraseTable
  /// Only in a program's notice: a person may also write about others who have left.
  private let departures: PhraseTable

  /// With the lists of words in use.
  package init() {
    self = WordLists.made { try RuleReader($0) }
  }

  /// A language may lack phrases of a class; English has all of them, so that none can be missing
  /// unnoticed.
  package init(_ lists: WordLists) throws {
    for meaning in Reply.Class.allCases {
      _ = try lists.phrases(of: "replies/en/\(meaning.rawValue)")
    }
    phrases = try PhraseTable(lists, below: "replies")
    departures = try PhraseTable(lists, below: "departures", meaning: .reply(.wrongPerson))
  }

  package func read(_ reply: WaitingReply) throws -> Verdict {
    classify(
      reply.text, subject: reply.subject, isAutomatic: reply.isAutomatic,
      on: Day(containing: reply.receivedAt))
  }

  /// The meaning of a text, its confidence, and the phrases that led to it. `day` is when it came,
  /// for the date of an absence.
  package func classify(
    _ text: String, subject whole: String, isAutomatic: Bool = false, on day: Day? = nil
  ) -> Verdict {
    let subject = String(whole.prefix(4_000))
    let own = OwnWords(of: unquoted(text))
    // A program's text also has news below the closing.
    let isProgram = isAutomatic || isAutoReplySubject(subject)
    let said = isProgram ? ([own.text] + own.below).joined(separator: "\n\n") : own.text
    var tally = Tally(phrases.matches(in: String(said.prefix(4_000))))
    if isProgram {
      tally.addDeparture(departures.matches(in: String(said.prefix(4_000))))
    } else {
      tally.add(wishes(in: own.below), of: "below the close: ")
    }
    let title = ownTitle(of: subject)
    if isAutoReplySubject(subject) {
      tally.addProgram("subject: \(subject)")
    } else if isAutomatic {
      tally.addProgram("sent by a program")
    }
    if !isAutoReplySubject(subject), !title.isEmpty {
      tally.add(phrases.matches(in: title), of: "subject: ")
    }
    if said.contains("?") || said.contains("？") { tally.isQuestion = true }
    let reading = tally.reading()
    let backOn =
      reading.replyClass == .outOfOffice ? day.flatMap { returnDay(in: said, after: $0) } : nil
    return Verdict(
      reading.replyClass, confidence: reading.confidence, reasons: reading.reasons, backOn: backOn)
  }

  /// Without what is quoted.
  private func unquoted(_ text: String) -> String {
    visibleText(of: text).split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.drop { $0.isWhitespace }.hasPrefix(">") }
      .joined(separator: "\n")
  }

  /// Text below the closing is at the end of every email of theirs; but a wish to be left alone
  /// must not be missed.
  private func wishes(in paragraphs: [String]) -> [PhraseTable.Phrase] {
    phrases.matches(in: String(paragraphs.joined(separator: "\n\n").prefix(2_000)))
      .filter { $0.meaning == .reply(.unsubscribe) }
  }
}

/// The person's own words in the subject, before ours.
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

/// The evidence for each class.
private struct Tally {
  private(set) var scores: [Reply.Class: Double] = [:]
  private var signs: [Reply.Class: [String]] = [:]
  private var program = 0.0
  private var hasLeft = false
  var isQuestion = false

  init(_ phrases: [PhraseTable.Phrase]) { add(phrases, of: "") }

  mutating func add(_ phrases: [PhraseTable.Phrase], of place: String) {
    var seen: Set<String> = []
    for phrase in phrases where seen.insert(phrase.pattern).inserted {
      guard case .reply(let meaning) = phrase.meaning else { continue }
      add(meaning, phrase.weight, "\(place)“\(phrase.text)”")
    }
  }

  mutating func addDeparture(_ phrases: [PhraseTable.Phrase]) {
    hasLeft = !phrases.isEmpty
    add(phrases, of: "")
  }

  /// Its headers or its subject say that no person wrote it: an absence, if the words say nothing
  /// else.
  mutating func addProgram(_ sign: String) {
    program = 6
    add(.outOfOffice, program, sign)
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
    // No one comes back to the mailbox of a person who left, whatever else the notice says.
    if hasLeft { return .wrongPerson }
    let absence = score(.outOfOffice) - program
    if program == 0, absence <= 7, score(.positive) >= 12, score(.positive) > absence * 2 {
      // A person who wants to talk also says when they cannot.
      return .positive
    }
    if absence >= 4, absence >= score(.wrongPerson) { return .outOfOffice }
    if score(.outOfOffice) >= 4, score(.wrongPerson) < 6 { return .outOfOffice }
    if score(.wrongPerson) >= 6, score(.wrongPerson) >= score(.positive) / 2 { return .wrongPerson }
    // A person who declines also uses kind words; a person who asks for a later time means it.
    let negative = score(.negative)
    if negative >= 6, negative >= score(.notNow), negative * 2 > score(.positive) {
      return .negative
    }
    return Self.ranked.max { score($0) < score($1) } ?? .neutral
  }

  /// The first of those with the same evidence wins.
  private static let ranked = Reply.Class.allCases
    .compactMap { one in one.rank.map { (one, $0) } }.sorted { $0.1 < $1.1 }.map(\.0)

  private func score(_ meaning: Reply.Class) -> Double { scores[meaning] ?? 0 }
}

extension Reply.Class {
  /// Its place among classes with the same evidence; nil: whether a reply is of this class is
  /// decided before evidence is compared.
  fileprivate var rank: Int? {
    switch self {
    case .unsubscribe, .outOfOffice: nil
    case .wrongPerson: 0
    case .negative: 1
    case .notNow: 2
    case .positive: 3
    case .neutral: 4
    }
  }
}
