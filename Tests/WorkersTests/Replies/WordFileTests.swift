import Foundation
import Mail
import TestKit
import Testing
import Text

@testable import Workers

/// The lists that are installed with the program.
@Suite struct WordFileTests {
  @Test func everyListIsReadWithoutAFault() throws {
    let lists = try WordLists(reading: packageFolder.appending(path: "Words"))

    try checkMailWords(lists)
    try checkWorkerWords(lists)
  }

  @Test(arguments: [
    ("replies/en/perhaps.txt", "weight 6\nwe might\n", "is named after no class of replies"),
    ("replies/en/positive.txt", "we might\n", "line 1, has a phrase above its first weight"),
    ("replies/en/positive.txt", "weight 6\n^\n", "line 2, has a phrase without a word"),
    ("bounces/01-nothing.txt", "no\n", "is named after no reason of bounces"),
    ("practice/en/sings.txt", "la\n", "is named after no act of test recipients"),
  ])
  func aFaultIsToldWithItsFile(path: String, text: String, complaint: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "words-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.copyItem(at: packageFolder.appending(path: "Words"), to: folder)
    try Data(text.utf8).write(to: folder.appending(path: path))

    let problem = try fault(in: folder)

    #expect(problem.contains(path) && problem.contains(complaint))
  }

  /// Without it, no wish to be left alone would be heard.
  @Test(arguments: [
    "replies/en/unsubscribe.txt", "practice/en/ooo.txt", "practice/de/greeting.txt",
    "headers/subject.txt", "departures", "bounces",
  ])
  func aMissingListIsNamed(path: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "words-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.copyItem(at: packageFolder.appending(path: "Words"), to: folder)
    try FileManager.default.removeItem(at: folder.appending(path: path))

    let problem = try fault(in: folder)

    #expect(problem.contains(path))
    #expect(problem.contains("is missing") || problem.hasSuffix("holds no lists of words"))
  }

  private func fault(in folder: URL) throws -> String {
    let lists = try WordLists(reading: folder)
    let problem = try #require(throws: WordListProblem.self) {
      try checkMailWords(lists)
      try checkWorkerWords(lists)
    }
    return problem.description
  }
}
