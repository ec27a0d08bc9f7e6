import Foundation
import Outreach
import Web

/// The data of the layout `page.mustache`, which surrounds every page: `let frame: Frame` in each
/// page struct.
///
/// The shared parts of pages, all in `Templates/Frame`, and the struct that each shows. A partial
/// is used inside a section of its struct, `{{#status}}{{>Frame/badge}}{{/status}}`, where `status`
/// is a property of the page or of an item, and an optional if it may be absent.
///
/// | Partial | Struct | For |
/// |---|---|---|
/// | `Frame/csrf` | the frame | the token that proves a form is ours: in every POST form |
/// | `Frame/icon` | an icon's id | `{{#icon}}{{>Frame/icon}}{{/icon}}` |
/// | `Frame/badge` | `Badge` | a state: glyph, word, color; such as `Delivery.State.sent.badge` |
/// | `Frame/score` | `ScoreChip` | a fit score with its band |
/// | `Frame/tabs` | `Tabs` | the pages of a section, under its title |
/// | `Frame/metric` | `Metric` | one cell of `<div class="metrics">` |
/// | `Frame/paging` | `Paging` | the foot of a panel with a table: Previous, Next by keyset |
/// | `Frame/sort` | `SortHead` | a table head that sorts |
/// | `Frame/field`, `area`, `select`, `check` | `FormField` | one field of a form, with its error |
/// | `Frame/errors` | `FormErrors` | "Not saved. Check *Amount*." above a refused form |
/// | `Frame/empty` | `EmptyState` | the future content of the page, and one button |
/// | `Frame/sla` | `SLAClock` | the time left for a positive reply |
/// | `Frame/confirm` | `ConfirmPage` | a whole page that asks before an act that cannot be undone |
/// | `Frame/kept` | `KeptForm` | the input of a form that came after its session ended |
///
/// Times, figures and amounts are worded by `words` (`Words`). A flash is left for the next page by
/// `seeOther(_:saying:)`. A page for a visitor who is not signed in has the layout `gate.mustache`
/// and `let frame: Gate`.
///
/// Live parts: an element with `data-live="campaign:12"` listens to that topic; on an event,
/// `app.js` fetches the page again and replaces the elements with a `data-live-key` inside it.
package struct Frame {
  let workspaceName: String
  let workspaceInitials: String
  let otherWorkspaces: [WorkspaceChoice]
  /// How many workspaces wait for an answer, in words; empty if there are none.
  let invitations: String
  /// The person's id: the script keeps unsaved text of one person from the next one in this browser.
  let person: Int
  let personName: String
  let personInitials: String
  let personRole: String
  /// For the hidden field of every form, `{{>Frame/csrf}}`.
  let csrf: String
  /// Single keys act on the pages made for them, unless the person has switched that off.
  let shortcuts: Bool
  let groups: [SidebarGroup]
  let tabs: [SidebarEntry]
  let hasSearch: Bool
  let pulse: Pulse
  /// The strip above the page.
  let practice: Strip?
  let flash: FlashLine?
  let style: String
  let script: String
  let icon: String

  struct WorkspaceChoice {
    let id: Int
    let name: String
  }

  struct Strip {
    let words: String
  }

  /// The current state of sending.
  struct Pulse {
    let state: String
    let rate: String
    let glyph: String
    let tone: String
  }
}

/// The data of the layout `gate.mustache`, around a page for a visitor who is not signed in.
package struct Gate {
  /// The language of the content, by ISO 639-1.
  var language = "en"
  let csrf: String
  let style: String
  let icon: String
}

extension Site {
  /// The frame around a page of the section that is marked in the sidebar. `practice` is the text
  /// of the strip above the page for a campaign that sends to test recipients.
  func frame(_ section: Section, practice: String? = nil) throws -> Frame {
    let currentUser = try currentUser
    let figures = try database.frameFigures(for: currentUser.person)
    let strip = (practice ?? (figures.isPracticeOnly ? Self.practiceOnly : nil)).map {
      $0 + Self.practiceDay(figures.practiceDaySeconds)
    }
    let choices = try otherWorkspaces(of: currentUser)
    let entries = Sidebar(currentUser: currentUser, figures: figures, current: section)
    return Frame(
      workspaceName: currentUser.workspaceName,
      workspaceInitials: initials(of: currentUser.workspaceName),
      otherWorkspaces: choices, invitations: Frame.invitations(currentUser.invitations),
      person: currentUser.person.rawValue, personName: currentUser.name,
      personInitials: initials(of: currentUser.name),
      personRole: currentUser.role.words, csrf: currentUser.csrfToken,
      shortcuts: currentUser.shortcuts,
      groups: entries.groups, tabs: entries.tabs, hasSearch: entries.shows("/accounts"),
      pulse: Frame.Pulse(figures), practice: strip.map(Frame.Strip.init(words:)),
      flash: try takeFlash().map(FlashLine.init),
      style: asset("style.css"), script: asset("app.js"), icon: asset("icon.svg"))
  }

  /// The frame around a page for a visitor who is not signed in.
  var gate: Gate {
    Gate(csrf: csrf, style: asset("style.css"), icon: asset("icon.svg"))
  }

  private static let practiceOnly = """
    Every email of this workspace goes to test recipients. No email leaves this server.
    """

  /// A rehearsal may shorten waits, and the page says so.
  private static func practiceDay(_ seconds: Int) -> String {
    seconds == 86_400 ? "" : " One day of wait time takes \(Words.duration(seconds: seconds))."
  }

  private func otherWorkspaces(of currentUser: CurrentUser) throws -> [Frame.WorkspaceChoice] {
    guard currentUser.workspaces > 1 else { return [] }
    return try database.memberships(of: currentUser.person)
      .filter { $0.workspace != currentUser.workspace }
      .map { .init(id: $0.workspace.rawValue, name: $0.name) }
  }
}

/// The initials of a name.
func initials(of name: String) -> String {
  let words = name.split(whereSeparator: { !$0.isLetter && !$0.isNumber })
  if words.count > 1 {
    return (words[0].prefix(1) + words[1].prefix(1)).uppercased()
  }
  return (words.first?.prefix(2) ?? "").uppercased()
}

extension Frame {
  static func invitations(_ count: Int) -> String {
    count == 0 ? "" : Words.count(count, "invitation")
  }
}

extension Frame.Pulse {
  init(_ figures: FrameFigures) {
    rate = "\(Words.number(figures.sentLastMinute)) in the last minute"
    if figures.sentLastMinute > 0 {
      (state, glyph, tone) = ("Sender is sending", "g-live", "")
    } else if figures.runningCampaigns > 0 {
      (state, glyph, tone) = ("Sender is idle", "g-clk", "idle")
    } else {
      (state, glyph, tone) = ("Nothing to send", "g-ring", "idle")
    }
  }
}

extension Role {
  /// As people read it.
  var words: String {
    switch self {
    case .owner: "Owner"
    case .admin: "Administrator"
    case .campaignManager: "Campaign manager"
    case .sales: "Sales"
    case .finance: "Finance"
    case .crmAdmin: "CRM administrator"
    case .viewer: "Viewer"
    }
  }
}
