import Outreach

/// What the layout `page.mustache` shows around every page: `let frame: Frame` in each page struct.
package struct Frame {
  let workspaceName: String
  let personName: String
  let personRole: String
  /// For the hidden field `csrf` of every form: `{{frame.csrf}}`.
  let csrf: String
}

extension Site {
  /// The frame around a page of the section that is marked in the sidebar.
  func frame(_ section: Section) throws -> Frame {
    let viewer = try viewer
    return Frame(
      workspaceName: viewer.workspaceName, personName: viewer.name,
      personRole: viewer.role.rawValue, csrf: viewer.csrfToken)
  }
}

/// The entries of the sidebar.
enum Section: String {
  case dashboard
  case campaigns
  case accounts
  case lists
  case replies
  case positiveReplies
  case costs
  case mailboxes
  case settings
}
