import Foundation
import Postgres

/// The folders of the inbox.
package enum ReplyFolder: String, Sendable, CaseIterable {
  case open
  case mine
  case unmatched
  case outOfOffice = "ooo"
  case done
  case all
}

/// One line of the inbox.
package struct ReplyLine: Sendable {
  package let id: Reply.ID
  package let senderName: String
  package let senderEmail: String
  package let accountName: String?
  package let words: String
  package let replyClass: Reply.Class?
  package let isMatched: Bool
  package let receivedAt: Date
}

extension ReplyLine: RowDecodable {
  package init(row: Row) throws {
    id = try row["id"]
    senderName = try row["sender_name"]
    senderEmail = try row["sender_email"]
    accountName = try row[optional: "account_name"]
    words = try row["words"]
    replyClass = try row[optional: "class"]
    isMatched = try row["is_matched"]
    receivedAt = try row["received_at"]
  }
}

/// The filter of the replies on a page.
package struct ReplyFilter: Sendable {
  package var folder: ReplyFolder
  package var replyClass: Reply.Class?
  package var campaign: Campaign.ID?
  /// Only replies of this many days up to now; nil: of all time.
  package var days: Int?
  package var person: Person.ID
  package var search: String

  package init(
    folder: ReplyFolder, person: Person.ID, replyClass: Reply.Class? = nil,
    campaign: Campaign.ID? = nil, days: Int? = nil, search: String = ""
  ) {
    self.folder = folder
    self.person = person
    self.replyClass = replyClass
    self.campaign = campaign
    self.days = days
    self.search = search
  }
}

/// The number of replies in each folder; at most 1,000 are counted.
package struct FolderCounts: Sendable, Equatable {
  package let open: Int
  package let mine: Int
  package let unmatched: Int
  package let outOfOffice: Int
}

extension FolderCounts: RowDecodable {}

extension Queryable {
  /// The latest first; from the row with this time and number on, older ones, or with `newer` those
  /// before it, nearest first.
  package func replies(
    _ filter: ReplyFilter, from key: (at: Date, id: Reply.ID)? = nil, newer: Bool = false,
    limit: Int = 26
  ) throws -> [ReplyLine] {
    let at = key?.at ?? Date(timeIntervalSince1970: newer ? 0 : 32_503_680_000)
    let id = key?.id.rawValue ?? (newer ? 0 : Int.max)
    let search = "%" + escapedForLike(filter.search) + "%"
    let wanted = filter.folder == .outOfOffice ? .outOfOffice : filter.replyClass
    let isBeyond: SQL =
      newer
      ? "(l.received_at, l.id) > (\(at), \(id))" : "(l.received_at, l.id) < (\(at), \(id))"
    let order: SQL = newer ? "l.received_at, l.id" : "l.received_at DESC, l.id DESC"
    let since: SQL =
      if let days = filter.days {
        "AND l.received_at > now() - make_interval(days => \(days)::int)"
      } else { "" }
    return try all(
      """
      SELECT l.id, l.sender_name, l.sender_email, l.account_name, left(l.text, 160) AS words,
        l.class, l.is_matched, l.received_at
      FROM fn.reply_lines l
      WHERE \(isBeyond)
        AND CASE \(filter.folder.rawValue)
          WHEN 'open' THEN l.waits
          WHEN 'mine' THEN l.waits AND l.owner_id = \(filter.person)
          WHEN 'unmatched' THEN NOT l.is_matched
          WHEN 'done' THEN l.done_at IS NOT NULL
          ELSE true END
        AND (\(wanted)::reply_class IS NULL OR l.class = \(wanted))
        AND (\(filter.campaign)::bigint IS NULL OR l.campaign_id = \(filter.campaign))
        \(since)
        AND (\(filter.search) = '' OR l.text ILIKE \(search) OR l.sender_name ILIKE \(search))
      ORDER BY \(order)
      LIMIT \(limit)
      """)
  }

  /// A reply has ever come to this workspace.
  package func hasReplies() throws -> Bool {
    try value("SELECT EXISTS (SELECT FROM replies)")
  }

  package func folderCounts(of person: Person.ID) throws -> FolderCounts {
    let counts: FolderCounts? = try first(
      """
      SELECT
        (SELECT count(*) FROM (
          SELECT FROM replies
          WHERE done_at IS NULL AND fn.is_answer(class) LIMIT 1000) t) AS open,
        (SELECT count(*) FROM (
          SELECT FROM replies
          WHERE done_at IS NULL AND fn.is_answer(class) AND owner_id = \(person)
          LIMIT 1000) t) AS mine,
        (SELECT count(*) FROM (
          SELECT FROM replies WHERE matched_by IS NULL LIMIT 1000) t) AS unmatched,
        (SELECT count(*) FROM (
          SELECT FROM replies WHERE class = 'ooo' LIMIT 1000) t) AS out_of_office
      """)
    return counts ?? FolderCounts(open: 0, mine: 0, unmatched: 0, outOfOffice: 0)
  }
}

/// Typed text, escaped for LIKE.
private func escapedForLike(_ text: String) -> String {
  text.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
}
