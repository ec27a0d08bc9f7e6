import Foundation
import HTTPTypes
import Outreach
import Web

/// Templates/Replies/replies.mustache: the folders, the lines of one, and a thread beside them.
struct RepliesPage: Page {
  static let template = "Replies/replies"

  let frame: Frame
  /// The address at which the open reply stays open when the list is refreshed.
  let liveAddress: String
  let open: String
  let folder: String
  let tabs: Tabs
  let classes: [Choice]
  let search: String
  /// The days that are shown; nil: all.
  let days: Days?
  /// Empty if there is no filter.
  let unfiltered: String
  let lines: [Line]
  let isListFirst: Bool
  let thread: ReplyThread?
  let paging: Paging
  let empty: EmptyState
  let canAct: Bool
  /// The keys that classify a reply.
  let keys: [ReplyThread.ClassButton]

  struct Days {
    let number: Int
    let words: String
  }

  struct Choice {
    let value: String
    let label: String
    let isChosen: Bool
  }

  struct Line {
    let href: String
    let isCurrent: Bool
    let name: String
    let account: String
    let when: String
    let exact: String
    let words: String
    let badge: Badge
    /// `j` or `k` for the neighbors of the open one.
    let key: String
  }
}

extension Site {
  func replies(_ request: Request) throws -> Response {
    try repliesPage(request, showing: nil)
  }

  func reply(_ request: Request) throws -> Response {
    try repliesPage(request, showing: request.parameter("reply"))
  }

  /// The HTML part of a message as it came.
  func replyHTML(_ request: Request) throws -> Response {
    guard let html = try database.html(of: request.parameter("reply")) else {
      throw HTTPError.notFound
    }
    return .mailFrame(html)
  }

  private func repliesPage(_ request: Request, showing wanted: Reply.ID?) throws -> Response {
    let currentUser = try currentUser
    let folder = ReplyFolder(rawValue: request.query["folder"]) ?? (wanted == nil ? .open : .all)
    let filter = ReplyFilter(
      folder: folder, person: currentUser.person,
      replyClass: Reply.Class(rawValue: request.query["class"]),
      campaign: Campaign.ID(request.query["campaign"]),
      days: Int(request.query["days"]).flatMap { (1...3_650).contains($0) ? $0 : nil },
      search: String(request.query["q"].prefix(100)))
    let turn = PageTurn(request)
    let rows = try database.replies(
      filter, from: turn.timeKey(), newer: turn.isBackwards, limit: 26)
    let (shown, paging) = Paging.of(
      rows, limit: 25, turn, request.at("/replies", without: ""), of: ("reply", "replies"),
      words: ("Newer", "Older"), key: { PageTurn.key(at: $0.receivedAt, $0.id.rawValue) })
    // Queried once, for both the title and the tab.
    let counts = try counts(currentUser)
    let open = wanted ?? shown.first?.id
    let thread = try open.map {
      try replyThread($0, request, in: folder, next: next(after: $0, in: shown))
    }
    let isFiltered =
      filter.replyClass != nil || filter.campaign != nil || filter.days != nil
      || !filter.search.isEmpty
    return try page(
      RepliesPage(
        frame: frame(.replies), liveAddress: open.map { replyAddress($0, request) } ?? "",
        open: Words.number(counts.open),
        folder: folder.rawValue, tabs: Tabs(label: "Folders", tabs: folders(folder, counts)),
        classes: classChoices(filter.replyClass), search: filter.search,
        days: filter.days.map { .init(number: $0, words: "Last \(Words.count($0, "day"))") },
        unfiltered: isFiltered ? "/replies?folder=\(folder.rawValue)" : "",
        lines: lines(shown, open: open, request),
        isListFirst: wanted == nil, thread: thread,
        paging: paging,
        empty: emptyFolder(
          folder, isFiltered: isFiltered,
          hasAny: try !shown.isEmpty || database.hasReplies()),
        canAct: currentUser.may(.handleReplies), keys: classButtons(pressed: nil)))
  }

  private func counts(_ currentUser: CurrentUser) throws -> FolderCounts {
    try database.folderCounts(of: currentUser.person)
  }

  private func next(after open: Reply.ID, in shown: [ReplyLine]) -> Reply.ID? {
    guard let place = shown.firstIndex(where: { $0.id == open }), place + 1 < shown.count else {
      return nil
    }
    return shown[place + 1].id
  }

  private func lines(
    _ shown: [ReplyLine], open: Reply.ID?, _ request: Request
  ) -> [RepliesPage.Line] {
    let place = shown.firstIndex { $0.id == open }
    return shown.enumerated().map { index, line in
      let key = place.map { index == $0 + 1 ? "j" : index == $0 - 1 ? "k" : "" } ?? ""
      return RepliesPage.Line(
        href: replyAddress(line.id, request), isCurrent: line.id == open,
        name: line.senderName.isEmpty
          ? (line.senderEmail.isEmpty ? "Unknown sender" : line.senderEmail) : line.senderName,
        account: line.accountName ?? "no campaign found", when: age(of: line.receivedAt),
        exact: words.exact(line.receivedAt), words: Words.beginning(of: line.words, 159),
        badge: badge(of: line), key: key)
    }
  }

  private func age(of date: Date) -> String {
    let seconds = Int(Date().timeIntervalSince(date))
    return seconds < 82_800 ? Words.duration(seconds: max(seconds, 0)) : words.time(date)
  }

  private func badge(of line: ReplyLine) -> Badge {
    guard line.isMatched else { return Badge("Unmatched", "g-warn", "amber") }
    return line.replyClass.map { $0.badge } ?? Badge("Classifying…", "g-half")
  }
}
