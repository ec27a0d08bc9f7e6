import Outreach

/// Templates/Dashboards/categories.mustache: the replies of the last 30 days by category, each with
/// a link to exactly those.
struct CategoryPanel {
  /// "last 30 days"
  let period: String
  let rows: [Row]
  let total: String
  /// All of them in the inbox.
  let href: String

  struct Row {
    let category: Badge
    /// Nil: the inbox has no filter for these.
    let href: String?
    let length: String
    let isPositive: Bool
    let replies: String
    let share: String
  }

  init(_ counts: [ClassCount]) {
    let period = "folder=all&days=\(ClassCount.days)"
    let byClass = Dictionary(counts.map { ($0.replyClass, $0.replies) }, uniquingKeysWith: +)
    let all = byClass.values.reduce(0, +)
    let most = byClass.values.max() ?? 0
    func row(_ category: Badge, _ replies: Int, href: String?, isPositive: Bool = false) -> Row {
      Row(
        category: category, href: href,
        length: Words.length(Double(replies) / Double(max(most, 1))), isPositive: isPositive,
        replies: Words.number(replies), share: Words.percent(Double(replies) / Double(max(all, 1))))
    }
    let unread = byClass[nil] ?? 0
    rows =
      all == 0
      ? []
      : Reply.Class.allCases.map {
        row(
          $0.badge, byClass[$0] ?? 0, href: "/replies?\(period)&class=\($0.rawValue)",
          isPositive: $0 == .positive)
      } + (unread == 0 ? [] : [row(Badge("No category yet", "g-half"), unread, href: nil)])
    total = Words.number(all)
    href = "/replies?\(period)"
    self.period = "last \(Words.count(ClassCount.days, "day"))"
  }
}
