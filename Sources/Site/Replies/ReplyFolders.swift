import Foundation
import Outreach
import Web

/// The folders above the inbox, its filters, and the addresses that keep both.
extension Site {
  func folders(_ current: ReplyFolder, _ counts: FolderCounts) -> [Tabs.Tab] {
    ReplyFolder.allCases.map { folder in
      let (label, count) =
        switch folder {
        case .open: ("Open", counts.open)
        case .mine: ("Mine", counts.mine)
        case .unmatched: ("Unmatched", counts.unmatched)
        case .outOfOffice: ("Out of office", counts.outOfOffice)
        case .done: ("Done", 0)
        case .all: ("All", 0)
        }
      return Tabs.Tab(
        label: label, href: "/replies?folder=\(folder.rawValue)", isCurrent: folder == current,
        count: count == 0 ? "" : count >= 1_000 ? "1,000+" : Words.number(count))
    }
  }

  func classChoices(_ chosen: Reply.Class?) -> [RepliesPage.Choice] {
    [.init(value: "", label: "All categories", isChosen: chosen == nil)]
      + Reply.Class.allCases.map {
        .init(
          value: $0.rawValue, label: $0.badge.word, isChosen: $0 == chosen)
      }
  }

  /// `hasAny`: the workspace has got a reply.
  func emptyFolder(_ folder: ReplyFolder, isFiltered: Bool, hasAny: Bool) -> EmptyState {
    if isFiltered {
      return EmptyState(
        "No replies found", "No reply in this folder matches the filter.",
        action: "Show the whole folder", href: "/replies?folder=\(folder.rawValue)")
    }
    if !hasAny {
      return EmptyState(
        "No replies yet",
        "Replies appear here about two seconds after they arrive, sorted by category.")
    }
    switch folder {
    case .open, .mine:
      return EmptyState("All replies are done", "New replies appear here by themselves.")
    case .unmatched:
      return EmptyState(
        "No unmatched replies", "Every reply is matched to a lead.")
    case .outOfOffice:
      return EmptyState("No one is out of office", "Absence notices appear here by themselves.")
    case .done, .all:
      return EmptyState("No replies are done", "Replies that you mark as done appear here.")
    }
  }

  /// One reply, opened beside the list it was found in.
  func replyAddress(_ reply: Reply.ID, _ request: Request) -> String {
    let folder = request.query["folder"].isEmpty ? ["folder": "open"] : [:]
    let query = request.address(folder).split(separator: "?", maxSplits: 1).dropFirst().first
    return "/replies/\(reply)" + (query.map { "?\($0)" } ?? "")
  }
}

extension PageTurn {
  /// Time and number of the row before, if the key is of that kind.
  func timeKey<Record>() -> (at: Date, id: ID<Record>)? {
    guard let key, let at = key.microseconds(0), let id: ID<Record> = key.id(1) else { return nil }
    return (at, id)
  }

  /// The same, as a text that can be read back.
  static func key(at: Date, _ id: Int) -> [String] {
    ["\(Int((at.timeIntervalSince1970 * 1e6).rounded()))", "\(id)"]
  }
}
