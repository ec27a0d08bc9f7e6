import Foundation
import Outreach
import Web

/// The trays above the inbox, its filters, and the addresses that keep both.
extension Site {
  func trays(_ current: ReplyTray, _ counts: TrayCounts) -> [Tabs.Tab] {
    let all: [(ReplyTray, String, Int)] = [
      (.toSettle, "To settle", counts.toSettle), (.mine, "Mine", counts.mine),
      (.unmatched, "Unmatched", counts.unmatched),
      (.outOfOffice, "Out of office", counts.outOfOffice), (.settled, "Settled", 0),
      (.all, "All", 0),
    ]
    return all.map { tray, label, count in
      Tabs.Tab(
        label: label, href: "/replies?tray=\(tray.rawValue)", isCurrent: tray == current,
        count: count == 0 ? "" : count >= 1_000 ? "1,000+" : Words.number(count))
    }
  }

  func classChoices(_ chosen: Reply.Class?) -> [RepliesPage.Choice] {
    [.init(value: "", label: "Every class", isChosen: chosen == nil)]
      + Reply.Class.allCases.map {
        .init(
          value: $0.rawValue, label: $0.badge.word, isChosen: $0 == chosen)
      }
  }

  func emptyTray(_ tray: ReplyTray, isFiltered: Bool) -> EmptyState {
    if isFiltered {
      return EmptyState(
        "No reply like this", "Nothing in this tray matches the filter.",
        action: "Show the whole tray", href: "/replies?tray=\(tray.rawValue)")
    }
    switch tray {
    case .toSettle, .mine:
      return EmptyState("All settled", "Next ones appear by themselves.")
    case .unmatched:
      return EmptyState(
        "Nothing is unmatched", "Every reply has found its lead.")
    case .outOfOffice, .settled, .all:
      return EmptyState(
        "No replies yet",
        "They appear here about two seconds after they arrive, sorted by what they mean.")
    }
  }

  /// One reply, opened beside the list it was found in.
  func replyAddress(_ reply: Reply.ID, _ request: Request) -> String {
    let tray = request.query["tray"].isEmpty ? ["tray": "to-settle"] : [:]
    let query = request.address(tray).split(separator: "?", maxSplits: 1).dropFirst().first
    return "/replies/\(reply)" + (query.map { "?\($0)" } ?? "")
  }
}

extension PageTurn {
  /// Time and number of the row before, where the key is of that kind.
  func timeKey<Record>() -> (at: Date, id: ID<Record>)? {
    guard let key, let at = key.microseconds(0), let id: ID<Record> = key.id(1) else { return nil }
    return (at, id)
  }

  /// The same, to be read back.
  static func key(at: Date, _ id: Int) -> [String] {
    ["\(Int((at.timeIntervalSince1970 * 1e6).rounded()))", "\(id)"]
  }
}
