import Foundation
import Mail
import Outreach
import Text
import Workers

extension Settings {
  /// Reads the word lists once. An error ends the command with its file and line, before half of
  /// the lists are used.
  func readWords() throws {
    do {
      let lists = try WordLists(reading: home().appending(path: "Words"))
      try checkMailWords(lists)
      try checkWorkerWords(lists)
      _ = try readCommonPasswords(lists)
      WordLists.use(lists)
    } catch let problem as WordListProblem {
      throw Failure.misconfigured("\(problem)")
    }
  }
}
