import Foundation
import Mail
import Outreach
import Text
import Workers

extension Settings {
  /// Reads the lists of words once. A fault ends the command with its file and line, before anything is
  /// judged by half of them.
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
