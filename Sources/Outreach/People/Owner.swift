import Postgres

/// What `makeOwner` did.
package struct NewOwner: Sendable, Equatable {
  package let workspace: Workspace.ID
  /// Not owner: a member of the workspace already, who keeps the role.
  package let role: Role
}

extension Database {
  /// Makes a workspace, or finds the one of that name, and makes a person its owner with this password. A
  /// member of it keeps their role, unless `promotes`. An account that exists gets this password, and its
  /// sessions end. Only for the role that stands above the walls, `overture_worker`.
  package func makeOwner(
    email: String, name: String, password: String, workspace: String, promotes: Bool = false,
    cost: Int = Password.standardCost
  ) throws -> NewOwner {
    if let complaint = Password.complaint(of: password, email: email) {
      throw Refusal.invalid(complaint)
    }
    let kept = try Password(of: password, cost: cost)
    return try transaction { connection in
      let workspace = try connection.workspace(named: workspace)
      let person = try connection.makePerson(
        email: email, name: name, password: kept, role: .owner, in: workspace,
        keepsRole: !promotes)
      try connection.endSessions(of: person)
      let role: Role = try connection.value(
        """
        SELECT role FROM memberships
        WHERE workspace_id = \(workspace) AND person_id = \(person)
        """)
      return NewOwner(workspace: workspace, role: role)
    }
  }

  /// Gives an account a one-time password for a week, in place of a forgotten one, and ends its sessions;
  /// roles stay. The audit trails of its workspaces say so. Only for `overture_worker`.
  package func resetPassword(ofAccount email: String, to oneTime: Password) throws {
    try transaction { connection in
      let person: Person.ID? = try connection.rows(
        """
        UPDATE people
        SET password = \(oneTime.kept), password_is_temporary = true,
          password_expires_at = now() + interval '7 days'
        WHERE email = lower(\(email))
        RETURNING id
        """
      ).first?["id"]
      guard let person else { throw Refusal.notFound("no account has the address \(email)") }
      try connection.endSessions(of: person)
      try connection.run(
        """
        INSERT INTO audit_entries (workspace_id, action, subject_kind, subject_id, subject_name)
        SELECT m.workspace_id, 'gave a one-time password to', 'member', p.id, p.name
        FROM memberships m JOIN people p ON p.id = m.person_id
        WHERE p.id = \(person)
        """)
    }
  }
}

extension Queryable {
  /// Makes a person, or finds them by their address, with this password and this role. With `keepsRole` a
  /// member of the workspace keeps the role they have.
  @discardableResult
  package func makePerson(
    email: String, name: String, password: Password, role: Role, in workspace: Workspace.ID,
    keepsRole: Bool = false
  ) throws -> Person.ID {
    let person: Person.ID = try value(
      """
      INSERT INTO people (email, name, password)
      VALUES (lower(\(email)), \(name), \(password.kept))
      ON CONFLICT (email) DO UPDATE
      SET password = excluded.password, password_is_temporary = false,
        password_expires_at = NULL, disabled_at = NULL
      RETURNING id
      """)
    try run(
      """
      INSERT INTO memberships (workspace_id, person_id, role)
      VALUES (\(workspace), \(person), \(role))
      ON CONFLICT (workspace_id, person_id) DO UPDATE
      SET role = CASE WHEN \(keepsRole) THEN memberships.role ELSE excluded.role END
      """)
    return person
  }

  /// Ends all sessions of a person, and none of their browsers is known afterwards.
  fileprivate func endSessions(of person: Person.ID) throws {
    try run("DELETE FROM sessions WHERE person_id = \(person)")
    try run("DELETE FROM known_browsers WHERE person_id = \(person)")
  }

  fileprivate func workspace(named name: String) throws -> Workspace.ID {
    // Two at once make one.
    try run("SELECT pg_advisory_xact_lock(hashtext('workspaces'))")
    let known = try rows("SELECT id FROM workspaces WHERE name = \(name) ORDER BY id LIMIT 1")
    if let row = known.first { return try row["id"] }
    return try value("INSERT INTO workspaces (name) VALUES (\(name)) RETURNING id")
  }
}
