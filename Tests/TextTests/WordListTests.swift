import Foundation
import TestKit
import Testing

@testable import Text

@Suite struct WordListTests {
  @Test func phrasesHaveTheWeightAboveThem() throws {
    let lists = try reading(
      "a/b.txt", "# Heading\n\nweight 6\none two\nweight 2.5\n\"three \"\n##four\n")

    #expect(
      try lists.phrases(of: "a/b") == [
        .init(text: "one two", weight: 6, line: 4), .init(text: "three ", weight: 2.5, line: 6),
        .init(text: "##four", weight: 2.5, line: 7),
      ])
    #expect(try lists.lists(below: "a") == ["a/b"])
  }

  @Test(arguments: [
    ("one\nweight much\ntwo\n", ", line 2, has a weight that is no number"),
    ("one\ntwo \n", ", line 2, has blanks around a phrase"),
    ("# Nothing\n", " holds no phrase"),
    ("", " holds no phrase"),
    ("one\n\u{FEFF}two\n", ", line 2, has a character that is not text"),
    ("one\n\0\0\0\n", ", line 2, has a character that is not text"),
    ("one\nt\u{FFFD}o\n", ", line 2, has a character that is not text"),
  ])
  func aMalformedFileIsNamedWithItsLine(text: String, complaint: String) throws {
    let problem = try #require(throws: WordListProblem.self) { try reading("a/b.txt", text) }

    #expect(problem.description.hasSuffix("a/b.txt\(complaint)"))
  }

  @Test func aFileThatIsNotUTF8OrCannotBeReadIsNamed() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "words-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let file = folder.appending(path: "a.txt")
    try Data([0x66, 0xFC, 0x72, 0x0A]).write(to: file)

    let latin = try #require(throws: WordListProblem.self) { try WordLists(reading: folder) }
    #expect(latin.description.hasSuffix("/a.txt is not UTF-8"))

    try FileManager.default.removeItem(at: file)
    try FileManager.default.createSymbolicLink(
      at: file, withDestinationURL: folder.appending(path: "gone"))
    let dangling = try #require(throws: WordListProblem.self) { try WordLists(reading: folder) }
    #expect(dangling.description.contains("/a.txt cannot be read: "))
  }

  /// With the mark that editors there put first.
  @Test func aFileMayBeWrittenOnWindows() throws {
    let lists = try reading("a/b.txt", "\u{FEFF}# Heading\r\n\r\nweight 6\r\none\r\ntwo\r\n")

    #expect(try lists.words(of: "a/b") == ["one", "two"])
  }

  @Test func aMissingFileIsNamed() throws {
    let lists = try reading("a/b.txt", "one\n")

    let problem = try #require(throws: WordListProblem.self) { try lists.words(of: "a/c") }
    #expect(problem.description.hasSuffix("/a/c.txt is missing"))
    #expect(throws: WordListProblem.self) { try lists.lists(below: "b") }
    #expect(throws: WordListProblem.self) {
      try WordLists(reading: URL(filePath: "/nowhere/Words"))
    }
  }

  private func reading(_ path: String, _ text: String) throws -> WordLists {
    let folder = FileManager.default.temporaryDirectory.appending(path: "words-\(UUID())")
    let file = folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data(text.utf8).write(to: file)
    return try WordLists(reading: folder)
  }
}
