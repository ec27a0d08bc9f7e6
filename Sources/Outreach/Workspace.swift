import Postgres

/// One company's part of the house. The database holds the walls: see `rule.wall`.
package enum Workspace {
  package typealias ID = Outreach.ID<Workspace>
}

extension Database {
  /// Runs `body` in one transaction that sees this workspace, and nothing of any other. `person` and
  /// `address` say who works, for the audit trail; without them it is the program itself.
  package func inWorkspace<Value>(
    _ workspace: Workspace.ID, as person: Person.ID? = nil, from address: String? = nil,
    _ body: (Connection) throws -> Value
  ) throws -> Value {
    // Until the transaction ends: the next borrower of the connection finds no workspace.
    let setting: SQL = """
      SELECT set_config('overture.workspace', \(workspace), true),
        set_config('overture.person', \(person?.description ?? ""), true),
        set_config('overture.address', \(address ?? ""), true)
      """
    return try transaction(prelude: [setting], body)
  }
}
