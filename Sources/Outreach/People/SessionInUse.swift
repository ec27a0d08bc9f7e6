import Postgres

extension Queryable {
  /// Which of these sessions, each in its workspace, are over. For what stays open without a request;
  /// asking does not keep a session alive. As `overture_worker`, which sees all workspaces.
  package func over(
    _ uses: [(session: Session.ID, workspace: Workspace.ID)]
  ) throws -> [(session: Session.ID, workspace: Workspace.ID)] {
    try rows(
      """
      SELECT session, workspace
      FROM fn.sessions_over(\(uses.map(\.session)), \(uses.map(\.workspace)))
      """
    ).map { (try $0["session"], try $0["workspace"]) }
  }
}
