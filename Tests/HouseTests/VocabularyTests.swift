import Foundation
import Outreach
import Testing

/// One vocabulary: a word of the database is a case of a Swift enum, and a key has the type of its record.
@Suite struct VocabularyTests {
  /// Functions that answer words as text, without a type of the database.
  @Test func wordsOfFunctionsAreCases() throws {
    let files = try files(under: "Migrations/Functions", ending: ".sql")
    let checks = words(Decision.CheckName.self)
    let refusals = words(ContactRefusal.self)
    let outcomes = EnrollmentOutcome.allCases.map(\.sqlText)
    let told: [(String, Regex<(Substring, Substring)>, [String])] = [
      ("Sending/decide.sql", #/'check', '(\w+)'/#, checks),
      ("Sending/decide.sql", #/WHEN f\..* THEN '(\w+)'\n/#, checks),
      ("Sending/mailbox_places.sql", #/THEN '(\w+)'\n/#, words(MailboxObstacle.self)),
      ("Sending/failed_deliveries.sql", #/THEN '(\w+)'\n/#, words(FailureObstacle.self)),
      ("Replies/match_message.sql", #/SELECT d\.id, '(\w+)' INTO/#, words(ReplyMatch.self)),
      ("Sequences/launch_checks.sql", #/SELECT '(\w+)', /#, words(LaunchCheck.Name.self)),
      ("Sequences/enroll_contacts.sql", #/WHEN .* THEN '(\w+)'\n/#, outcomes),
      ("Suppressions/contact_refusals.sql", #/THEN\s+'(\w+)'/#, refusals),
    ]
    for (file, pattern, known) in told {
      let text = try #require(files["Migrations/Functions/\(file)"], "\(file)")
      let said = text.matches(of: pattern).map { String($0.1) }
      #expect(!said.isEmpty, "\(file) answers no word that this test can find")
      #expect(Set(said).subtracting(known) == [], "\(file) answers words that no case has")
    }
    #expect(Set(words(SuppressionReason.self)).isSubset(of: refusals))
  }

  /// A function that decides by an enum's word names every word, so that a new one is decided.
  @Test func decisionsByAWordNameEveryWord() throws {
    let functions = try files(under: "Migrations/Functions", ending: ".sql").filter {
      !$0.key.contains("/Practice/")
    }
    let decided = [
      ("'on_click'", words(StepCondition.self)),
      ("fn.reply_ends_sequence(class", words(Reply.Class.self)),
    ]
    for (sign, words) in decided {
      let deciding = functions.filter { $0.value.contains(sign) }
      #expect(!deciding.isEmpty, "nothing decides by \(words)")
      for (path, text) in deciding {
        let silent = words.filter { !text.contains("'\($0)'") }
        #expect(silent == [], "\(path) decides nothing for these")
      }
    }
  }

  /// A form's word that no case has is refused: it does not become another choice.
  @Test func noWordOfAFormBecomesAnother() throws {
    for (path, text) in try files(under: "Sources/Site", ending: ".swift") {
      for match in text.matches(of: #/\(rawValue: ([^\n]*?)\) \?\? \./#)
      where !match.1.hasPrefix("request.query") {
        Issue.record("\(path): \(match.0)")
      }
    }
  }

  /// `Migrator.addValues` finds each value that a migration adds.
  @Test func valuesAreAddedInTheFormThatTheMigratorReads() throws {
    for (path, text) in try files(under: "Migrations", ending: ".sql") {
      let added = text.matches(of: /(?i)\bADD\s+VALUE\b/).count
      let read = text.matches(
        of: /(?m)^ALTER TYPE \w+ ADD VALUE IF NOT EXISTS '[^']+'(?: (?:BEFORE|AFTER) '[^']+')?;/
      ).count
      #expect(added == read, "\(path)")
    }
  }

  /// The database refuses by a key, and `RefusalKey` words it.
  @Test func refusalsAreRaisedByKey() throws {
    var raised: Set<String> = []
    for (path, text) in try files(under: "Migrations/Functions", ending: ".sql")
    where !Self.guards.contains(where: path.hasSuffix) {
      for match in text.matches(of: #/RAISE EXCEPTION\s+'([^']*)'[^;]*ERRCODE = 'OR4/#) {
        #expect(RefusalKey(rawValue: String(match.1)) != nil, "\(path): \(match.1)")
        raised.insert(String(match.1))
      }
    }
    #expect(Set(words(RefusalKey.self)).subtracting(raised) == [], "keys that nothing raises")
  }

  /// Guards against faults of the program, whose text only a log shows; and one that raises a word of
  /// `ContactRefusal`.
  private static let guards = [
    "/keep_first_reply.sql", "/keep_outreach_forward.sql", "/refuse_second_sending.sql",
    "/refuse_contact.sql",
  ]

  /// A property that holds a column of an enum's type is of that enum.
  @Test func noTextHoldsAnEnumsWord() throws {
    var names: Set<String> = []
    let migrations = try files(under: "Migrations", ending: ".sql").filter {
      !$0.key.contains("/Functions/")
    }
    let types = migrations.values.flatMap { text in
      text.matches(of: /CREATE TYPE (\w+) AS ENUM/).map { String($0.1) }
    }
    #expect(types.count > 25)
    for text in migrations.values {
      for match in text.matches(of: /(?m)^\s+(?:ADD COLUMN )?(\w+) (\w+)(?:\[\])?(?=[ ,\n])/)
      where types.contains(String(match.2)) {
        names.insert(camelCased(match.1))
      }
    }
    #expect(names.isSuperset(of: ["status", "exitReason", "reviewStatus", "bounce", "class"]))
    names.formUnion([
      "review", "outreach", "replyClass", "refusal", "obstacle", "binding", "outcome",
    ])

    for (path, text) in try sources(["Outreach", "Workers"]) {
      for match in text.matches(of: /(?:let|var) (\w+): \[?String\b/)
      where names.contains(String(match.1)) && !Self.texts.contains("\(path) \(match.1)") {
        Issue.record("\(path): \(match.1) is an enum's word")
      }
    }
  }

  /// Not the column: what somebody wrote, or a word of another vocabulary.
  private static let texts: Set<String> = [
    // Written out for a person or a script: `overture inspect`.
    "Sources/Outreach/Sequences/ScheduleInspection.swift refusal"
  ]

  /// A contact is not passed for an account: no key is a plain number.
  @Test func everyKeyHasTheTypeOfItsRecord() throws {
    let record = #"""
      account|contact|campaign|mailbox|enrollment|delivery|message|reply|list|product|person|workspace|session\#
      |expense|attachment|suppression
      """#
    let keys = try Regex(#"\b(?:_ )?(id|\w*[a-z]ID|\#(record)): (?:Int\b|\[Int\])"#)
    let many = try Regex(#"\b(?:ids|(?:\#(record))s|mailboxes|replies|people): \[Int\]"#)
    for (path, text) in try sources(["Outreach", "Workers"]) {
      for pattern in [keys, many] {
        for match in text.matches(of: pattern) {
          let found = String(text[match.range])
          guard !Self.numbers.contains("\(path) \(found)") else { continue }
          Issue.record("\(path): \(found)")
        }
      }
    }
  }

  /// Keys of records of any kind.
  private static let numbers: Set<String> = [
    "Sources/Outreach/Audit/AuditEntry.swift id: Int"
  ]

  private func words<Mirror>(_: Mirror.Type) -> [String]
  where Mirror: CaseIterable & RawRepresentable<String> {
    Mirror.allCases.map(\.rawValue)
  }

  private func sources(_ wings: [String]) throws -> [String: String] {
    try wings.map { try files(under: "Sources/\($0)", ending: ".swift") }
      .reduce(into: [:]) { $0.merge($1) { one, _ in one } }
  }

  private func camelCased(_ column: Substring) -> String {
    let parts = column.split(separator: "_")
    return parts.dropFirst().reduce(String(parts.first ?? "")) { $0 + $1.capitalized }
  }
}
