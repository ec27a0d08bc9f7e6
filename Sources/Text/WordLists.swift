import Foundation
import Synchronization

/// The word lists in the folder Words, by their paths without the extension: `headers/sender`.
///
/// A file is UTF-8, with one phrase a line. Lines that begin with a number sign and a blank are
/// comments; `weight 6` sets the weight of the phrases below it; in double quotes a phrase keeps
/// its outer blanks.
package struct WordLists: Sendable {
  package struct Phrase: Sendable, Equatable {
    package let text: String
    /// 0 if the file sets none.
    package let weight: Double
    package let line: Int
  }

  private let folder: URL
  private let files: [String: [Phrase]]

  package init(reading folder: URL) throws {
    self.folder = folder
    var files: [String: [Phrase]] = [:]
    let walk = FileManager.default.enumerator(atPath: folder.path)
    while let path = walk?.nextObject() as? String {
      guard path.hasSuffix(".txt") else { continue }
      let file = folder.appending(path: path)
      files[String(path.dropLast(4))] = try parsed(contents(of: file), in: file.path)
    }
    self.files = files
    guard !files.isEmpty else { throw WordListProblem("holds no lists of words", in: folder.path) }
  }

  /// The paths of the lists below a folder, in the order of their names.
  package func lists(below folder: String) throws -> [String] {
    let found = files.keys.filter { $0.hasPrefix(folder + "/") }.sorted()
    guard !found.isEmpty else {
      throw WordListProblem(
        "holds no lists of words", in: self.folder.appending(path: folder).path)
    }
    return found
  }

  package func phrases(of list: String) throws -> [Phrase] {
    guard let found = files[list] else { throw problem("is missing", in: list) }
    return found
  }

  package func words(of list: String) throws -> [String] {
    try phrases(of: list).map(\.text)
  }

  package func problem(_ message: String, in list: String, line: Int? = nil) -> WordListProblem {
    WordListProblem(message, in: folder.appending(path: list + ".txt").path, line: line)
  }
}

private func contents(of file: URL) throws -> Data {
  do {
    return try Data(contentsOf: file)
  } catch {
    throw WordListProblem("cannot be read: \(error.localizedDescription)", in: file.path)
  }
}

private func parsed(_ data: Data, in file: String) throws -> [WordLists.Phrase] {
  guard let text = String(data: data, encoding: .utf8) else {
    throw WordListProblem("is not UTF-8", in: file)
  }
  var found: [WordLists.Phrase] = []
  var weight = 0.0
  let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
  for (number, line) in lines.enumerated() {
    if line.isEmpty || line == "#" || line.hasPrefix("# ") { continue }
    guard !line.unicodeScalars.contains(where: isNoText) else {
      throw WordListProblem("has a character that is not text", in: file, line: number + 1)
    }
    if line.hasPrefix("weight ") {
      guard let given = Double(line.dropFirst(7)), given > 0 else {
        throw WordListProblem("has a weight that is no number", in: file, line: number + 1)
      }
      weight = given
      continue
    }
    let isQuoted = line.count > 2 && line.first == "\"" && line.last == "\""
    let phrase = isQuoted ? String(line.dropFirst().dropLast()) : String(line)
    guard isQuoted || phrase == phrase.trimmingBlanks() else {
      throw WordListProblem("has blanks around a phrase", in: file, line: number + 1)
    }
    found.append(WordLists.Phrase(text: phrase, weight: weight, line: number + 1))
  }
  guard !found.isEmpty else { throw WordListProblem("holds no phrase", in: file) }
  return found
}

/// A control character, a byte order mark, or what replaces bytes that an editor could not read.
private func isNoText(_ scalar: Unicode.Scalar) -> Bool {
  scalar.value < 0x20 || scalar == "\u{FEFF}" || scalar == "\u{FFFD}"
}

/// An error in a word list, and its place.
package struct WordListProblem: Error, Equatable, CustomStringConvertible {
  package let description: String

  init(_ message: String, in file: String, line: Int? = nil) {
    description = file + (line.map { ", line \($0)," } ?? "") + " \(message)"
  }
}

extension WordLists {
  private static let given = Mutex<WordLists?>(nil)
  private static let found = Result { try WordLists(reading: nearestFolder()) }

  /// From now on the program reads with these lists. Called before it reads anything, after they
  /// have been checked; without it the lists of the nearest folder are used, as in tests.
  package static func use(_ lists: WordLists) {
    given.withLock { $0 = lists }
  }

  /// The result of `make` for the lists in use. A program checks its lists when it starts, so an
  /// error here is a bug.
  package static func made<Value>(_ make: (WordLists) throws -> Value) -> Value {
    do {
      return try make(given.withLock { $0 } ?? found.get())
    } catch {
      fatalError("\(error)")
    }
  }

  /// In OVERTURE_HOME, or else above the program, or else above the current folder.
  private static func nearestFolder() throws -> URL {
    let present = FileManager.default.currentDirectoryPath
    let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    let home = ProcessInfo.processInfo.environment["OVERTURE_HOME"].map { URL(filePath: $0) }
    for start in [home, program.deletingLastPathComponent(), URL(filePath: present)] {
      guard var folder = start else { continue }
      while folder.path.count > 1 {
        let words = folder.appending(path: "Words")
        if FileManager.default.fileExists(atPath: words.path) { return words }
        folder = folder.deletingLastPathComponent()
      }
    }
    throw WordListProblem("has no folder Words in it or above it", in: present)
  }
}
