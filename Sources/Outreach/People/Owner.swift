import Postgres

extension Database {
  /// Makes a workspace, or finds the one of that name, and makes somebody its owner; who is there
  /// already gets this password. Only for the role that stands above the walls, `overture_worker`.
  package func makeOwner(
    email: String, name: String, password: String, workspace: String,
    cost: Int = Password.standardCost
  ) throws -> Workspace.ID {
    if let complaint = Password.complaint(of: password, email: email) {
      throw Refusal.invalid(complaint)
    }
    return try transaction { connection in
      let workspace = try connection.workspace(named: workspace)
      try connection.makePerson(
        email: email, name: name, password: password, role: .owner, in: workspace, cost: cost)
      return workspace
    }
  }
}

extension Queryable {
  /// Makes a person, or finds them by their address, with this password and this role.
  @discardableResult
  package func makePerson(
    email: String, name: String, password: String, role: Role, in workspace: Workspace.ID,
    cost: Int = Password.standardCost
  ) throws -> Person.ID {
    let person: Person.ID = try value(
      """
      INSERT INTO people (email, name, password)
      VALUES (lower(\(email)), \(name), \(try Password(of: password, cost: cost).kept))
      ON CONFLICT (email) DO UPDATE
      SET password = excluded.password, password_is_temporary = false,
        password_expires_at = NULL, disabled_at = NULL
      RETURNING id
      """)
    try run(
      """
      INSERT INTO memberships (workspace_id, person_id, role)
      VALUES (\(workspace), \(person), \(role))
      ON CONFLICT (workspace_id, person_id) DO UPDATE SET role = excluded.role
      """)
    return person
  }

  fileprivate func workspace(named name: String) throws -> Workspace.ID {
    // Two at once make one.
    try run("SELECT pg_advisory_xact_lock(hashtext('workspaces'))")
    let known = try rows("SELECT id FROM workspaces WHERE name = \(name) ORDER BY id LIMIT 1")
    if let row = known.first { return try row["id"] }
    return try value("INSERT INTO workspaces (name) VALUES (\(name)) RETURNING id")
  }
}
