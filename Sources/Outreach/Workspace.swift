import Postgres

/// One company's part of the database, which shows nothing of it to others: see `rule.wall`.
package enum Workspace {
  package typealias ID = Outreach.ID<Workspace>

  /// Until the transaction ends: the next borrower of the connection finds no workspace.
  package static func working(
    in workspace: Workspace.ID, as person: Person.ID?, from address: String?
  ) -> SQL {
    """
    SELECT set_config('overture.workspace', \(workspace), true),
      set_config('overture.person', \(person?.description ?? ""), true),
      set_config('overture.address', \(address ?? ""), true)
    """
  }
}

extension Database {
  /// Runs `body` in one transaction that sees this workspace, and nothing of any other. `person` and
  /// `address` say who works, for the audit trail; without them it is the program itself.
  package func inWorkspace<Value>(
    _ workspace: Workspace.ID, as person: Person.ID? = nil, from address: String? = nil,
    _ body: (Connection) throws -> Value
  ) throws -> Value {
    try transaction(prelude: [Workspace.working(in: workspace, as: person, from: address)], body)
  }
}

extension Connection {
  /// From here to the end of the transaction it sees this workspace, and nothing of any other.
  package func work(
    in workspace: Workspace.ID, as person: Person.ID? = nil, from address: String? = nil
  ) throws {
    try run(Workspace.working(in: workspace, as: person, from: address))
  }
}

extension Queryable {
  /// From here to the end of the transaction nobody else is at `address`: who comes there next waits.
  package func lockForm(at address: String) throws {
    try run("SELECT pg_advisory_xact_lock(hashtext('overture.turns'), hashtext(\(address)))")
  }
}
