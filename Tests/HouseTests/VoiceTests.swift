import Foundation
import Testing

/// Screens speak the field's American English: these words are not on a page, for there is a plainer one.
@Suite struct VoiceTests {
  /// With what pages say in their place.
  private static var words: [(old: Regex<Substring>, better: String)] {
    [
      (#/\b(?:no|some|every|any)body\b/#, "no one, a member, all, anyone"),
      (#/\bwho(?:so)?ever\b/#, "anyone who"),
      (#/\banew\b|\bmeanwhile\b|\bbesides\b/#, "again, in the meantime, also"),
      (#/\bmend\b/#, "fix"),
      (#/\bput away\b/#, "archive"),
      (#/\bstands? here\b|\bstood here\b/#, "appears here"),
      (#/\btake in\b|\btaken? back\b/#, "add, undo, restore"),
      (#/\bin doubt\b/#, "unconfirmed"),
      (#/\btrays?\b/#, "folder"),
      (#/\be-mails?\b/#, "email"),
      (#/\btick(?:ed)?\b/#, "select"),
      (#/\b(?:write|writes|written|wrote) to\b/#, "contact, email"),
      (#/\binvented\b|\bnobody real\b/#, "test recipients"),
      (#/\bgone out\b|\bgoes out\b/#, "sent"),
      (#/\bbinds\b/#, "blocked by"),
      (#/\bsettled?\b/#, "resolve, mark as done"),
      (#/\btoo ill\b/#, "low health"),
      (#/\bkept back\b|\bheld back\b/#, "skipped, not sending"),
      (#/\bwaits to be\b/#, "queued"),
      (#/\bshow what would happen\b/#, "preview"),
      (#/\boutreached\b/#, "contacted"),
      (#/\btelephone\b/#, "phone"),
      (#/\blabour\b|\bcolours?\b|\bspelt\b|\bcancelled\b/#, "American spelling"),
      (#/\bis no (?!longer\b)[a-z]+/#, "is not a"),
      (#/\bthe program\b/#, "Overture"),
      (#/\bat once\b/#, "immediately, at the same time"),
    ]
  }

  @Test func templatesUseNoWordOfTheOldVoice() throws {
    for (path, template) in try files(under: "Templates", ending: ".mustache") {
      let labels = template.matches(
        of: #/(?:title|aria-label|placeholder|alt|content)="([^"]*)"/#
      ).map { String($0.1) }
      let text = template.replacing(#/{{!.*?}}/#, with: "").replacing(#/<[^>]*>/#, with: " ")
        .replacing(#/{{[^}]*}}/#, with: " ")
      expectPlain(labels.joined(separator: "\n") + text, in: path)
    }
  }

  @Test func textsOfPagesUseNoWordOfTheOldVoice() throws {
    // What the guardrails say is given word for word: S3-106.
    for (path, source) in try files(under: "Sources/Site", ending: ".swift")
    where !path.hasSuffix("/GuardrailSentence.swift") {
      let code = source.split(separator: "\n").filter {
        !$0.drop { $0 == " " }.hasPrefix("//")
      }
      let literals = code.joined(separator: "\n")
        .replacing(#/\\\((?:[^()"]|\((?:[^()"]|\([^()"]*\))*\))*\)/#, with: "…")
      // A literal of one word is a key, the name of a template or of a field.
      let texts = literals.matches(of: #/"((?:[^"\\\n]|\\.)*)"/#).map { String($0.1) }
        .filter { $0.contains(" ") }
      expectPlain(texts.joined(separator: "\n"), in: path)
    }
  }

  /// In names and comments, too, everywhere.
  @Test func noFileUsesTheseWords() throws {
    let everything = try [
      ("Sources", ".swift"), ("Tests", ".swift"), ("Tests", ".py"),
      ("Migrations/Functions", ".sql"),
      ("Migrations/Demo", ".sql"), ("Public", ".js"), ("docs", ".md"),
    ].flatMap { try files(under: $0.0, ending: $0.1) }
    #expect(everything.count > 500)
    for (path, text) in everything
    where !path.hasSuffix("/VoiceTests.swift") && !path.contains("/FieldCases/") {
      let old = text.firstMatch(of: #/(?i)\b(?:anew|meanwhile|mend|trays?)\b/#)?.0
      #expect(old == nil, "\(path)")
    }
  }

  private func expectPlain(_ text: String, in path: String) {
    let words = text.lowercased().replacing(#/\s+/#, with: " ")
    for (old, better) in Self.words {
      for match in words.matches(of: old) {
        Issue.record("\(path) says “\(match.0)”; better: \(better)")
      }
    }
  }
}
