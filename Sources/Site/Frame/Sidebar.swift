import HTTPTypes
import Outreach
import Web

/// The entries of the sidebar.
enum Section: String {
  case dashboard
  case campaigns
  case products
  case accounts
  case lists
  case imports
  case replies
  case positiveReplies
  case costs
  case mailboxes
  case settings
  /// No entry is marked: the current user's own settings, errors.
  case none
}

struct SidebarGroup {
  let entries: [SidebarEntry]
}

struct SidebarEntry {
  let section: Section
  let href: String
  let icon: String
  let label: String
  let isCurrent: Bool
  /// An entry below the one before it.
  let isUnder: Bool
  /// Empty for none.
  let count: String
  let countOf: String
  let isLate: Bool
}

/// The sidebar of a currentUser: existing pages that their role may see.
struct Sidebar {
  let groups: [SidebarGroup]
  /// The bar at the foot of a phone: at most five.
  let tabs: [SidebarEntry]

  init(currentUser: CurrentUser, figures: FrameFigures, current: Section) {
    // The entry of the start page.
    let mine = figures.showsMine
    let overdue = mine ? figures.overdueMine : figures.overduePositive
    let due = mine ? figures.dueMine : figures.duePositive
    let whose = mine ? "assigned to me" : "of the team"
    func entry(
      _ section: Section, _ href: String, _ icon: String, _ label: String, count: Int = 0,
      of countOf: String = "waiting", isLate: Bool = false, isUnder: Bool = false
    ) -> SidebarEntry? {
      guard Site.opens(href, to: currentUser) else { return nil }
      return SidebarEntry(
        section: section, href: href, icon: icon, label: label, isCurrent: section == current,
        isUnder: isUnder, count: count > 0 ? Words.number(count) : "", countOf: countOf,
        isLate: isLate)
    }
    let groups = [
      [entry(.dashboard, "/", "i-dash", "Dashboard")],
      [
        entry(.campaigns, "/campaigns", "i-camp", "Campaigns"),
        entry(.products, "/products", "i-box", "Products", isUnder: true),
        entry(.accounts, "/accounts", "i-acct", "Accounts"),
        entry(.lists, "/lists", "i-list", "Lists"),
        entry(.imports, "/imports", "i-down2", "Imports", isUnder: true),
      ],
      [
        entry(.replies, "/replies", "i-inbox", "Replies", count: figures.waitingReplies),
        entry(
          .positiveReplies, "/positive-replies", "i-flag", "Positive replies",
          count: overdue > 0 ? overdue : due,
          of: "\(whose) \(overdue > 0 ? "overdue" : "to follow up")", isLate: overdue > 0),
      ],
      [entry(.costs, "/costs", "i-cost", "Costs")],
      [
        entry(.mailboxes, "/mailboxes", "i-mail", "Mailboxes"),
        entry(.settings, "/settings", "i-set", "Settings"),
      ],
    ]
    self.groups = groups.map { $0.compactMap { $0 } }.filter { !$0.isEmpty }
      .map(SidebarGroup.init(entries:))
    let all = groups.joined().compactMap { $0 }
    let thumbs: [Section] = [.dashboard, .positiveReplies, .replies, .campaigns]
    tabs =
      thumbs.compactMap { thumb in all.first { $0.section == thumb } }
      .map { $0.section == .positiveReplies ? $0.renamed("Positive") : $0 }
      + [Self.more(isCurrent: !thumbs.contains(current))]
  }

  func shows(_ href: String) -> Bool {
    groups.contains { $0.entries.contains { $0.href == href } }
  }

  private static func more(isCurrent: Bool) -> SidebarEntry {
    SidebarEntry(
      section: .none, href: "/more", icon: "i-menu", label: "More", isCurrent: isCurrent,
      isUnder: false, count: "", countOf: "", isLate: false)
  }
}

extension SidebarEntry {
  fileprivate func renamed(_ label: String) -> SidebarEntry {
    SidebarEntry(
      section: section, href: href, icon: icon, label: label, isCurrent: isCurrent,
      isUnder: isUnder, count: count, countOf: countOf, isLate: isLate)
  }
}

extension Site {
  /// Whether there is a page at this address.
  static func answers(_ path: String) -> Bool {
    pages[path] != nil
  }

  /// Whether there is a page at this address for this role.
  static func opens(_ path: String, to currentUser: CurrentUser) -> Bool {
    switch pages[path] {
    case .right(let right), .api(let right): currentUser.may(right)
    case nil: false
    default: true
    }
  }

  private static let pages: [String: Access] = Dictionary(
    routes.filter { $0.method == .get }.map { ($0.pattern, $0.access) },
    uniquingKeysWith: { first, _ in first })
}
