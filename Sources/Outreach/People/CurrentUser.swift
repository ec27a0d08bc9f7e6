import Postgres

/// A person with an account, whichever workspaces they belong to.
package enum Person {
  package typealias ID = Outreach.ID<Person>
}

package enum Role: String, SQLValue, Sendable, CaseIterable {
  case owner
  case admin
  case campaignManager = "campaign_manager"
  case sales
  case finance
  case crmAdmin = "crm_admin"
  case viewer
}

/// A permission. The roles that have each right are listed in `Role.may`, and in RouteWalkTests.
package enum Right: String, SQLValue, Sendable, CaseIterable {
  case see
  case seeCosts = "see_costs"
  case edit
  case approve
  case launch
  case handleReplies = "handle_replies"
  case enterCosts = "enter_costs"
  case manageCRM = "manage_crm"
  case administer

  /// The right that a viewer needs to see the things that this right changes.
  package var sight: Right {
    switch self {
    case .seeCosts, .enterCosts: .seeCosts
    case .see, .edit, .approve, .launch, .handleReplies, .manageCRM, .administer: .see
    }
  }
}

extension Role {
  package func may(_ right: Right) -> Bool {
    switch (self, right) {
    case (.owner, _), (.admin, _): true
    case (_, .see): true
    case (.campaignManager, .seeCosts), (.campaignManager, .edit), (.campaignManager, .approve),
      (.campaignManager, .launch), (.campaignManager, .handleReplies),
      (.campaignManager, .enterCosts):
      true
    case (.sales, .handleReplies): true
    case (.finance, .seeCosts), (.finance, .enterCosts): true
    case (.crmAdmin, .manageCRM): true
    default: false
    }
  }
}

/// The viewer of a page, and the address that they work from.
package struct CurrentUser: Sendable {
  package let person: Person.ID
  package let name: String
  package let email: String
  package let role: Role
  package let workspace: Workspace.ID
  package let workspaceName: String
  /// IANA name: the person's own, or else the workspace's.
  package let timeZone: String
  /// Of the session in this workspace: every form carries it.
  package let csrfToken: String
  /// The secret that the tokens of the session's forms are made from: see `FormToken`.
  package let formSecret: String
  package let session: Session.ID
  /// Single keys act on the pages made for them.
  package let shortcuts: Bool
  /// How many workspaces they belong to.
  package let workspaces: Int
  /// The page before left a message.
  package var hasFlash: Bool
  /// Someone else has seen their password.
  package let mustChangePassword: Bool
  /// How many workspaces wait for their answer.
  package let invitations: Int
  /// The token that a program works with for them; nil: they are signed in themselves.
  package var token: TokenUse?

  package init(
    person: Person.ID, name: String, email: String, role: Role, workspace: Workspace.ID,
    workspaceName: String, timeZone: String, csrfToken: String, session: Session.ID,
    shortcuts: Bool = true, workspaces: Int = 1, hasFlash: Bool = false,
    mustChangePassword: Bool = false, formSecret: String = "", invitations: Int = 0
  ) {
    self.person = person
    self.name = name
    self.email = email
    self.role = role
    self.workspace = workspace
    self.workspaceName = workspaceName
    self.timeZone = timeZone
    self.csrfToken = csrfToken
    self.session = session
    self.shortcuts = shortcuts
    self.workspaces = workspaces
    self.hasFlash = hasFlash
    self.mustChangePassword = mustChangePassword
    self.formSecret = formSecret
    self.invitations = invitations
  }

  /// With a token, only what both the token and the role allow.
  package func may(_ right: Right) -> Bool {
    role.may(right) && token?.rights.contains(right) != false
  }
}
