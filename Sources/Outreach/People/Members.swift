import Foundation
import Postgres

/// Somebody who belongs to the workspace.
package struct Member: Sendable, Equatable {
  package let person: Person.ID
  package let name: String
  package let email: String
  package let role: Role
  package let joinedAt: Date
  package let lastSeenAt: Date?
}

extension Member: RowDecodable {
  package init(row: Row) throws {
    person = try row["person_id"]
    name = try row["name"]
    email = try row["email"]
    role = try row["role"]
    joinedAt = try row["joined_at"]
    lastSeenAt = try row[optional: "last_seen_at"]
  }
}

/// What came of an invitation.
package enum Invitation: Sendable, Equatable {
  /// A new person, with a password that is shown once.
  case oneTimePassword(String)
  /// They have a password, from another workspace.
  case knownPerson
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
      ORDER BY p.name, m.person_id
      """)
  }

  package func member(_ person: Person.ID) throws -> Member {
    guard let member = try members().first(where: { $0.person == person }) else {
      throw Refusal.notFound("no such member")
    }
    return member
  }

  /// Makes somebody a member. Who is one already is refused.
  package func invite(
    email: String, name: String, as role: Role, cost: Int = Password.standardCost
  ) throws -> Invitation {
    let email = email.trimmingSpaces.lowercased()
    let known: [Row] = try rows("SELECT id FROM people WHERE email = \(email)")
    if let row = known.first {
      try join(try row["id"], as: role)
      return .knownPerson
    }
    let password = Password.oneTime()
    let person: Person.ID = try value(
      """
      INSERT INTO people (email, name, password, password_is_temporary)
      VALUES (\(email), \(name), \(try Password(of: password, cost: cost).kept), true)
      RETURNING id
      """)
    try join(person, as: role)
    return .oneTimePassword(password)
  }

  private func join(_ person: Person.ID, as role: Role) throws {
    let made = try rows(
      """
      INSERT INTO memberships (person_id, role) VALUES (\(person), \(role))
      ON CONFLICT DO NOTHING
      RETURNING person_id
      """)
    if made.isEmpty { throw Refusal.conflict("They are a member already.") }
  }

  /// Gives a member another role; their sessions end, so that the new rights hold at once.
  package func changeRole(of person: Person.ID, to role: Role) throws {
    try refusing { try run("SELECT fn.change_role(\(person), \(role))") }
  }

  /// Takes somebody out of the workspace. The last owner stays.
  package func removeMember(_ person: Person.ID) throws {
    try refusing { try run("SELECT fn.change_role(\(person), NULL)") }
  }

  /// Gives a person a new password, and says whether the old one was right.
  package func changePassword(
    of person: Person.ID, from old: String, to new: String, cost: Int = Password.standardCost
  ) throws -> Bool {
    let kept: String? = try rows("SELECT password FROM people WHERE id = \(person)").first?[
      optional: "password"]
    guard let kept, try Password(kept: kept).opens(to: old) else { return false }
    try run(
      """
      UPDATE people
      SET password = \(try Password(of: new, cost: cost).kept), password_is_temporary = false
      WHERE id = \(person)
      """)
    return true
  }

  /// A person's own settings; no time zone is the workspace's.
  package func changeOwnSettings(
    of person: Person.ID, name: String, timeZone: String?, shortcuts: Bool
  ) throws {
    try refusing {
      try run(
        """
        UPDATE people
        SET name = \(name), time_zone = \(timeZone), shortcuts = \(shortcuts)
        WHERE id = \(person)
        """)
    }
  }

  /// The time zone that a person has chosen, if any.
  package func ownTimeZone(of person: Person.ID) throws -> String? {
    try rows("SELECT time_zone FROM people WHERE id = \(person)").first?[optional: "time_zone"]
  }
}
