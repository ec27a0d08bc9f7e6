import Postgres

/// One company's part of the database, which others cannot see: see `rule.wall`.
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
  /// Runs `body` in one transaction that sees this workspace and no other. `person` and `address`
  /// are recorded in the audit trail; without them the program itself is the author.
  package func inWorkspace<Value>(
    _ workspace: Workspace.ID, as person: Person.ID? = nil, from address: String? = nil,
    _ body: (Connection) throws -> Value
  ) throws -> Value {
    try transaction(prelude: [Workspace.working(in: workspace, as: person, from: address)], body)
  }
}

extension Connection {
  /// From here to the end of the transaction it sees this workspace and no other.
  package func work(
    in workspace: Workspace.ID, as person: Person.ID? = nil, from address: String? = nil
  ) throws {
    try run(Workspace.working(in: workspace, as: person, from: address))
  }
}

extension Queryable {
  /// Until the end of the transaction this one alone works at `address`: the next one there waits.
  package func lockForm(at address: String) throws {
    try run("SELECT pg_advisory_xact_lock(hashtext('overture.turns'), hashtext(\(address)))")
  }
}
