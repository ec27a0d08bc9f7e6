import Foundation
import Postgres

/// An invitation as the invited person sees it.
package struct OwnInvitation: RowDecodable, Sendable, Equatable {
  package let workspace: Workspace.ID
  package let workspaceName: String
  package let role: Role
  /// The member who sent it; empty if they are gone.
  package let invitedBy: String
  package let invitedAt: Date
}

/// The result of an answer to an invitation.
package enum InvitationAnswer: String, SQLValue, Sendable, CaseIterable {
  case accepted
  case declined
  case wrongCode = "wrong_code"
  case expiredCode = "expired_code"
  case tooManyTries = "too_many_tries"
}

/// An invitation as the members see it: only the typed address of the invited person.
package struct OpenInvitation: RowDecodable, Sendable, Equatable {
  package let person: Person.ID
  package let email: String
  package let role: Role
  package let invitedAt: Date
}

extension Queryable {
  /// The workspaces that wait for an answer of this person, who must be the current one.
  package func invitations(of person: Person.ID) throws -> [OwnInvitation] {
    try all(
      """
      SELECT i.workspace_id, w.name AS workspace_name, i.role, coalesce(p.name, '') AS invited_by,
        i.invited_at
      FROM invitations i
        JOIN workspaces w ON w.id = i.workspace_id
        LEFT JOIN people p ON p.id = i.invited_by
      WHERE i.person_id = \(person)
      ORDER BY i.invited_at, i.workspace_id
      """)
  }

  /// The invitations of this workspace that wait for an answer.
  package func openInvitations() throws -> [OpenInvitation] {
    try all(
      """
      SELECT i.person_id, p.email, i.role, i.invited_at
      FROM invitations i JOIN people p ON p.id = i.person_id
      WHERE i.workspace_id = rule.workspace()
      ORDER BY p.email
      """)
  }

  /// Withdraws an invitation. One that was answered is not found.
  package func withdrawInvitation(of person: Person.ID) throws -> OpenInvitation {
    guard let open = try openInvitations().first(where: { $0.person == person }) else {
      throw Refusal.notFound("no such invitation")
    }
    try run(
      """
      DELETE FROM invitations
      WHERE workspace_id = rule.workspace() AND person_id = \(person)
      """)
    return open
  }

  /// The current person joins a workspace if this is the code that the inviter was given. A wrong
  /// code is counted, so the transaction must be committed whatever the answer.
  package func acceptInvitation(
    to workspace: Workspace.ID, with code: InvitationCode
  ) throws -> InvitationAnswer {
    try refusing {
      try value("SELECT fn.answer_invitation(\(workspace), true, \(code.hash))")
    }
  }

  /// The current person declines.
  package func declineInvitation(to workspace: Workspace.ID) throws {
    try refusing { try run("SELECT fn.answer_invitation(\(workspace), false, NULL)") }
  }

  /// The current person leaves one of their workspaces. Its last owner is refused.
  package func leave(_ workspace: Workspace.ID) throws {
    try refusing { try run("SELECT fn.leave_workspace(\(workspace))") }
  }
}

extension Connection {
  /// The person whose session a token is when they belong to no workspace, which
  /// `enter(token:from:)` needs. From here on the transaction sees their own data only.
  package func enterWithoutWorkspace(token: String) throws -> Person.ID? {
    let person: Person.ID? = try rows(
      """
      SELECT s.person_id
      FROM fn.session_of(\(Session.hash(of: token))) s JOIN people p ON p.id = s.person_id
      WHERE s.ends_at >= now() AND s.idles_until >= now() AND p.disabled_at IS NULL
      """
    ).first?["person_id"]
    guard let person else { return nil }
    try work(as: person)
    return person
  }
}
