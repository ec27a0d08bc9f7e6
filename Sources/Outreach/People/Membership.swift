import Postgres

/// A workspace that a person belongs to, and their role there.
package struct Membership: Sendable, Equatable {
  package let workspace: Workspace.ID
  package let name: String
  package let role: Role
}

extension Membership: RowDecodable {}

extension Queryable {
  /// The workspaces of this person, who must be the current one.
  package func memberships(of person: Person.ID) throws -> [Membership] {
    try all(
      """
      SELECT m.workspace_id, w.name, m.role
      FROM memberships m
        JOIN workspaces w ON w.id = m.workspace_id
      WHERE m.person_id = \(person)
      ORDER BY w.name, w.id
      """)
  }
}
