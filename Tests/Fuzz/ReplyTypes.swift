import Foundation

// In place of the modules Postgres and Outreach, for the fuzzer of messages: what the rules of replies take
// from them, without a database.

package struct Day: Hashable, Comparable, CustomStringConvertible {
  package let year: Int
  package let month: Int
  package let day: Int

  package var description: String { "\(year)-\(month)-\(day)" }

  package static func < (one: Day, other: Day) -> Bool {
    (one.year, one.month, one.day) < (other.year, other.month, other.day)
  }
}

package enum Reply {}

package struct WaitingReply {
  package let subject: String
  package let text: String
  package let isAutomatic: Bool
  package let receivedAt: Date
}

package struct Verdict {
  package let replyClass: Reply.Class
  package let confidence: Double
  package let reasons: [String]
  package let backOn: Day?

  package init(_ replyClass: Reply.Class, confidence: Double, reasons: [String], backOn: Day? = nil)
  {
    self.replyClass = replyClass
    self.confidence = confidence
    self.reasons = reasons
    self.backOn = backOn
  }
}
