/// Templates/Frame/tabs.mustache: the pages of one section, under its title.
struct Tabs {
  /// The label of the tabs for screen readers.
  let label: String
  let tabs: [Tab]

  struct Tab {
    let label: String
    let href: String
    let isCurrent: Bool
    /// Empty for none.
    var count = ""
    /// The key under which the count is refreshed while the page is open.
    var liveKey = ""
  }
}

extension Tabs {
  enum SettingsPage: CaseIterable {
    case workspace, members, tokens, webhooks, audit
  }

  static func settings(on page: SettingsPage) -> Tabs {
    let tabs = SettingsPage.allCases.map { each in
      let (label, href) =
        switch each {
        case .workspace: ("Workspace", "/settings")
        case .members: ("Members", "/members")
        case .tokens: ("API tokens", "/api-tokens")
        case .webhooks: ("Webhooks", "/webhooks")
        case .audit: ("Audit trail", "/audit")
        }
      return Tab(label: label, href: href, isCurrent: each == page)
    }
    return Tabs(label: "Settings", tabs: tabs)
  }
}
