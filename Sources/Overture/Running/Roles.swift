import Postgres

/// A database role that the program works as. It belongs to the server, and the owner must be a
/// member of it.
enum WorkingRole: String, CaseIterable {
  case app = "overture_app"
  case worker = "overture_worker"

  fileprivate var making: SQL {
    switch self {
    case .app: "CREATE ROLE overture_app LOGIN"
    case .worker: "CREATE ROLE overture_worker LOGIN"
    }
  }

  fileprivate var joining: SQL {
    switch self {
    case .app: "GRANT overture_app TO SESSION_USER"
    case .worker: "GRANT overture_worker TO SESSION_USER"
    }
  }
}

/// A role that the owner may not take on, or that does not exist.
private struct ClosedRole {
  let role: WorkingRole
  let isMissing: Bool
}

extension Connection {
  /// Creates the roles that the server does not have, if the owner may: CREATEROLE is enough, because
  /// policies of the tables let `overture_worker` see all workspaces. In a transaction, before the
  /// first migration, which would need a superuser.
  func makeRoles() throws {
    for role in WorkingRole.allCases
    where try value("SELECT to_regrole(\(role.rawValue)) IS NULL") {
      do {
        try savepoint { try run(role.making) }
      } catch let error as PostgresError
        where ["42501", "42710", "23505"].contains(error.sqlState)
      {
        // An administrator has to do it, and the command says so; or another program just has.
      }
    }
  }

  /// Makes the owner a member of the roles if it may do that itself. In a transaction.
  func joinRoles() throws {
    for closed in try closedRoles() where !closed.isMissing {
      do {
        try savepoint { try run(closed.role.joining) }
      } catch let error as PostgresError where error.sqlState == "42501" {
        // An administrator has to do it, and `refuseClosedRoles` says so.
      }
    }
  }

  /// Ends the command, with the statements that an administrator has to run, if a role is closed to
  /// the owner.
  func refuseClosedRoles(_ roles: [WorkingRole] = WorkingRole.allCases) throws {
    let closed = try closedRoles().filter { roles.contains($0.role) }
    guard !closed.isEmpty else { return }
    let owner: String = try value("SELECT quote_ident(session_user)")
    let lines =
      closed.filter(\.isMissing).map { "\($0.role.making.text);" }
      + closed.map { "GRANT \($0.role.rawValue) TO \(owner);" }
    throw Failure.misconfigured(
      """
      \(owner) owns the database and may not work as \
      \(closed.map(\.role.rawValue).joined(separator: " and ")); an administrator of the server runs
          \(lines.joined(separator: "\n    "))
      """)
  }

  /// Since PostgreSQL 16 a member may lack the right to take on the role.
  private func closedRoles() throws -> [ClosedRole] {
    try rows(
      """
      SELECT name, to_regrole(name) IS NULL AS is_missing
      FROM unnest(\(WorkingRole.allCases.map(\.rawValue))::text[]) name
      WHERE pg_has_role(session_user, to_regrole(name)::oid,
        CASE WHEN current_setting('server_version_num')::int < 160000
          THEN 'MEMBER' ELSE 'SET' END) IS NOT TRUE
      ORDER BY name
      """
    ).compactMap { row in
      guard let role = WorkingRole(rawValue: try row["name"]) else { return nil }
      return ClosedRole(role: role, isMissing: try row["is_missing"])
    }
  }
}
