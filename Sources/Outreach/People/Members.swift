import Foundation
import Postgres
import Text

/// A person who belongs to the workspace.
package struct Member: Sendable, Equatable {
  package let person: Person.ID
  package let name: String
  package let email: String
  package let role: Role
  package let joinedAt: Date
  package let lastSeenAt: Date?
}

extension Member: RowDecodable {}

/// The result of an invitation.
package enum Invitation: Sendable, Equatable {
  /// A new person, who is a member immediately and signs in with the one-time password.
  case newPerson
  /// They have an account, and become a member when they accept with this code.
  case asked(InvitationCode)
}

extension Queryable {
  /// The members of the workspace, by name.
  package func members() throws -> [Member] {
    try all(
      """
      SELECT m.person_id, p.name, p.email, m.role, m.joined_at,
        (SELECT max(s.last_seen_at) FROM sessions s
          WHERE s.person_id = m.person_id AND s.workspace_id = m.workspace_id) AS last_seen_at
      FROM memberships m
        JOIN people p ON p.id = m.person_id
      -- Their other memberships are seen by whoever asks, too.
      WHERE m.workspace_id = rule.workspace()
      ORDER BY p.name, m.person_id
      """)
  }

  package func member(_ person: Person.ID) throws -> Member {
    guard let member = try members().first(where: { $0.person == person }) else {
      throw Refusal.notFound("no such member")
    }
    return member
  }

  /// Makes a new person a member, with a one-time password that lasts for a week. A person who has
  /// an account accepts first, with a code; a second invitation changes the offered role and
  /// invalidates the code before it. A member is refused.
  package func invite(
    email: String, name: String, as role: Role, oneTime password: Password
  ) throws -> Invitation {
    let email = email.trimmingBlanks().lowercased()
    let known: [Row] = try rows("SELECT id FROM people WHERE email = \(email)")
    if let row = known.first {
      return .asked(try ask(try row["id"], toJoinAs: role))
    }
    let person: Person.ID = try value(
      """
      INSERT INTO people (email, name, password, password_is_temporary, password_expires_at)
      VALUES (\(email), \(name), \(password.kept), true, now() + interval '7 days')
      RETURNING id
      """)
    try run("INSERT INTO memberships (person_id, role) VALUES (\(person), \(role))")
    return .newPerson
  }

  private func ask(_ person: Person.ID, toJoinAs role: Role) throws -> InvitationCode {
    let code = InvitationCode()
    let asked = try rows(
      """
      INSERT INTO invitations (person_id, role, code_hash)
      SELECT \(person), \(role), \(code.hash)
      WHERE NOT EXISTS (
        SELECT FROM memberships
        WHERE workspace_id = rule.workspace() AND person_id = \(person))
      ON CONFLICT (workspace_id, person_id) DO UPDATE
      SET role = excluded.role, invited_by = excluded.invited_by, invited_at = now(),
        code_hash = excluded.code_hash, code_expires_at = excluded.code_expires_at
      RETURNING person_id
      """)
    if asked.isEmpty { throw Refusal.conflict("They are a member already.") }
    return code
  }

  /// Gives a member another role, which their next request has.
  package func changeRole(of person: Person.ID, to role: Role) throws {
    try refusing { try run("SELECT fn.change_role(\(person), \(role))") }
  }

  /// Removes a member from the workspace. The last owner stays.
  package func removeMember(_ person: Person.ID) throws {
    try refusing { try run("SELECT fn.change_role(\(person), NULL)") }
  }

  /// Gives a member a one-time password in place of a forgotten one, for a week. Refused if they
  /// also belong to another workspace: the administrator who hands it over could use it there.
  package func resetPassword(of person: Person.ID, to oneTime: Password) throws {
    try refusing { try run("SELECT fn.reset_password(\(person), \(oneTime.kept))") }
  }

  /// The hash that a typed password is compared with.
  package func password(of person: Person.ID) throws -> Password? {
    let kept: String? = try rows("SELECT fn.password_of(\(person)) AS password").first?[
      optional: "password"]
    return kept.map(Password.init(kept:))
  }

  /// Whether a password may be tried in this session now: after five wrong ones, one counts every
  /// 30 seconds. The attempt is counted; failures of others elsewhere are not.
  package func mayTryPassword(in session: Session.ID) throws -> Bool {
    try value("SELECT fn.count_try(\(tries(in: session)), 5, true)")
  }

  /// The password that was tried in this session was right.
  package func forgetTries(in session: Session.ID) throws {
    try run("DELETE FROM sign_in_failures WHERE subject = \(tries(in: session))")
  }

  private func tries(in session: Session.ID) -> Bytes { Session.hash(of: "session \(session)") }

  /// Sets the password that a person chose.
  package func setPassword(of person: Person.ID, to chosen: Password) throws {
    try run(
      """
      UPDATE people
      SET password = \(chosen.kept), password_is_temporary = false, password_expires_at = NULL
      WHERE id = \(person)
      """)
  }

  /// A person’s own settings; no time zone is the workspace’s. False: nothing has changed.
  package func changeOwnSettings(
    of person: Person.ID, name: String, timeZone: String?, shortcuts: Bool
  ) throws -> Bool {
    let changed = try refusing {
      try rows(
        """
        UPDATE people
        SET name = \(name), time_zone = \(timeZone), shortcuts = \(shortcuts)
        WHERE id = \(person)
          AND (name, time_zone, shortcuts)
            IS DISTINCT FROM (\(name), \(timeZone)::text, \(shortcuts))
        RETURNING id
        """)
    }
    return !changed.isEmpty
  }

  /// The address that a person signs in with.
  package func email(of person: Person.ID) throws -> String {
    try value("SELECT email FROM people WHERE id = \(person)")
  }

  /// The time zone that a person has chosen, if any.
  package func ownTimeZone(of person: Person.ID) throws -> String? {
    try rows("SELECT time_zone FROM people WHERE id = \(person)").first?[optional: "time_zone"]
  }
}
