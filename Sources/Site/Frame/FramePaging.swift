import Foundation
import HTTPTypes
import Outreach
import Web

/// The wanted page of a long table, given by the key of the row before or after it.
///
/// A query with `after` reads in the table's order from that key; one with `before` reads in the
/// other direction. Ask for one row more than the page shows, and let `Paging` cut it off:
///
///     let turn = PageTurn(request)
///     let rows = try database.things(turn, limit: 51)
///     let (shown, paging) = Paging.of(rows, limit: 50, turn, request, of: ("campaign",
/// "campaigns")) {
///       [$0.name, "\($0.id)"]
///     }
package enum PageTurn: Sendable, Equatable {
  case first
  case after(PageKey)
  case before(PageKey)

  /// From `?after=` and `?before=`. An invalid key gives the first page.
  package init(_ request: Request) {
    if let key = PageKey(request.query["after"]) {
      self = .after(key)
    } else if let key = PageKey(request.query["before"]) {
      self = .before(key)
    } else {
      self = .first
    }
  }

  /// The query is to run against the table's order.
  package var isBackwards: Bool {
    if case .before = self { true } else { false }
  }
}

extension PageTurn {
  var key: PageKey? {
    switch self {
    case .first: nil
    case .after(let key), .before(let key): key
    }
  }

  /// The place in a table that is sorted by name.
  var alphabetPlace: Place<AlphabetKey> {
    guard let key, (2...3).contains(key.count), let name = key.text(0),
      let id: Account.ID = key.id(1)
    else { return .first }
    let place = AlphabetKey(name: name, id: id, isInside: key.count == 3)
    return isBackwards ? .before(place) : .after(place)
  }

  static func key(of place: AlphabetKey) -> [String] {
    [place.name, "\(place.id)"] + (place.isInside ? ["inside"] : [])
  }
}

/// Templates/Frame/paging.mustache: the foot of a panel with a table.
package struct Paging: Sendable {
  let summary: String
  let isNeeded: Bool
  /// Empty on the first page, as `next` is on the last.
  let previous: String
  let previousWord: String
  let next: String
  let nextWord: String
  /// The continuation of a search that ran out of time.
  let searchOn: SearchOn?

  /// The rows to show, in the table's order, and the paging below them. `rows` are at most `limit`
  /// + 1, as the query returned them; `total` is their number, if it is known.
  package static func of<Row>(
    _ rows: [Row], limit: Int = 50, _ turn: PageTurn, _ request: Request,
    of what: (one: String, many: String),
    total: Total? = nil, words: (previous: String, next: String) = ("Previous", "Next"),
    stop: (key: [String], looked: Int)? = nil, key: (Row) -> [String]
  ) -> (shown: [Row], paging: Paging) {
    let isMore = rows.count > limit
    let cut = Array(rows.prefix(limit))
    let shown = turn.isBackwards ? cut.reversed() : cut
    let hasPrevious = turn.isBackwards ? isMore : turn != .first
    let hasNext = turn.isBackwards ? true : isMore
    let first = hasPrevious ? shown.first.map { PageKey(key($0)).word } : nil
    let last = hasNext ? shown.last.map { PageKey(key($0)).word } : nil
    let paging = Paging(
      summary: summary(shown.count, of: what, total: total, isAll: !hasPrevious && !hasNext),
      isNeeded: hasPrevious || hasNext || stop != nil,
      previous: first.map { request.address(["before": $0, "after": ""]) } ?? "",
      previousWord: words.previous,
      next: last.map { request.address(["after": $0, "before": ""]) } ?? "", nextWord: words.next,
      searchOn: stop.map { SearchOn($0, turn, request, what.many) })
    return (shown, paging)
  }

  /// Instead of "none found", as long as the search has not seen everything.
  var notYetFound: EmptyState? {
    searchOn.map {
      EmptyState("No results so far", "\($0.words).", action: "Continue search", href: $0.href)
    }
  }

  private static func summary(
    _ shown: Int, of what: (one: String, many: String), total: Total?, isAll: Bool
  ) -> String {
    if total == nil, !isAll { return "\(Words.count(shown, what.one, what.many)) on this page" }
    guard let total, total.isMore || total.figure != shown else {
      return Words.count(shown, what.one, what.many)
    }
    return total.isMore
      ? "\(Words.number(shown)) of \(Words.number(total.figure))+ \(what.many)"
      : "\(Words.number(shown)) of \(Words.count(total.figure, what.one, what.many))"
  }
}

/// How far a search came before it ran out of time, and the link that continues it.
package struct SearchOn: Sendable {
  let words: String
  let href: String

  init(_ stop: (key: [String], looked: Int), _ turn: PageTurn, _ request: Request, _ what: String) {
    let looked = Words.number(stop.looked)
    words =
      turn == .first ? "Searched the first \(looked) \(what)" : "Searched \(looked) \(what) more"
    let (here, other) = turn.isBackwards ? ("before", "after") : ("after", "before")
    href = request.address([here: PageKey(stop.key).word, other: ""])
  }
}

/// Templates/Frame/sort.mustache: a table head that sorts by its column.
package struct SortHead: Sendable {
  let label: String
  let href: String
  let isSorted: Bool
  /// The class of its cell.
  let look: String
  let direction: String
  let glyph: String

  /// `sort` is the current `?sort=`: the column's name, with a minus in front if descending.
  package init(
    _ label: String, _ column: String, sort: String, _ request: Request, look: String = "",
    startsDescending: Bool = false
  ) {
    self.label = label
    self.look = look
    let isDescending = sort == "-\(column)"
    isSorted = isDescending || sort == column
    direction = isDescending ? "descending" : "ascending"
    glyph = isDescending ? "g-dn" : "g-up"
    let turned = isSorted ? !isDescending : startsDescending
    href = request.address(["sort": turned ? "-\(column)" : column, "after": "", "before": ""])
  }
}

extension Request {
  /// A page at another path with the same query, except for one field.
  package func at(_ path: String, without field: String) -> Request {
    Request(.get, path, query: Form(query.fields.filter { $0.name != field }), headers: headers)
  }

  /// This page's address with other values in its query; an empty one is left out.
  package func address(_ changes: [String: String]) -> String {
    var kept = query.fields.filter { changes[$0.name] == nil && !$0.value.isEmpty }
    for (name, value) in changes.sorted(by: { $0.key < $1.key }) where !value.isEmpty {
      kept.append(Form.Field(name: name, value: value))
    }
    let text = kept.map { "\(escaped($0.name))=\(escaped($0.value))" }.joined(separator: "&")
    return text.isEmpty ? path : "\(path)?\(text)"
  }
}

/// Encoded for a query.
private func escaped(_ text: String) -> String {
  text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
}

private let unreserved = CharacterSet(
  charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
