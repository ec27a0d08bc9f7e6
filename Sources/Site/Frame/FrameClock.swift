import Foundation
import Outreach

/// Templates/Frame/sla.mustache: the time left to follow up a positive reply. The server renders
/// the time; the script counts it down each minute.
package struct SLAClock: Sendable {
  /// Nothing, `soon`, or `late`.
  let state: String
  let isLate: Bool
  let words: String
  /// How much of the ring is left, in percent: the drawing's ring has length 100.
  let dash: String
  /// When it is due, in seconds since 1970, the whole time in seconds, and from how many on it is
  /// soon.
  let due: Int
  let seconds: Int
  let soon: Int

  package init(due: Date, of hours: Int, now: Date = Date()) {
    let left = Int(due.timeIntervalSince(now))
    let whole = max(hours * 3_600, 1)
    isLate = left < 0
    soon = Int(WaitingFigures.soon)
    state = left < 0 ? "late" : left <= soon ? "soon" : ""
    words =
      left < 0
      ? "\(Words.duration(seconds: -left)) over" : "\(Words.duration(seconds: left)) left"
    dash = Words.tenths(100 * min(max(Double(left) / Double(whole), 0), 1))
    self.due = Int(due.timeIntervalSince1970)
    seconds = whole
  }
}
