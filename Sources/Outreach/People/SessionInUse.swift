import Postgres

extension Queryable {
  /// Whether a session is still one in this workspace. For what stays open without a request; asking
  /// does not keep the session alive.
  package func goesOn(session: Int, in workspace: Workspace.ID) throws -> Bool {
    try value("SELECT fn.session_goes_on(\(session), \(workspace))")
  }
}
