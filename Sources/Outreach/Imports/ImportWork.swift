import Postgres

/// An import that is leased to a worker.
package struct ClaimedImport: Sendable {
  package let workspace: Workspace.ID
  package let id: Import.ID
  package let state: Import.State
}

extension ClaimedImport: RowDecodable {
  package init(row: Row) throws {
    workspace = try row["workspace_id"]
    id = try row["import_id"]
    state = try row["state"]
  }
}

extension Database {
  /// As `overture_worker`: of any workspace.
  package func claimImport(for worker: String, lease: Duration) throws -> ClaimedImport? {
    try first("SELECT * FROM fn.claim_import(\(worker), \(lease))")
  }

  /// Renews this worker's lease. False if its claim is lost.
  package func renew(_ claimed: ClaimedImport, of worker: String, lease: Duration) throws -> Bool {
    try !rows(
      """
      UPDATE imports SET claimed_until = now() + \(lease)
      WHERE (workspace_id, id, claimed_by) = (\(claimed.workspace), \(claimed.id), \(worker))
      RETURNING id
      """
    ).isEmpty
  }
}

extension Connection {
  /// The next rows of an import; returns its state after them.
  package func importBatch(_ id: Import.ID, atMost: Int) throws -> Import.State {
    try refusing { try value("SELECT fn.import_batch(\(id), \(atMost))") }
  }

  func announce(_ id: Import.ID) throws {
    try run("SELECT fn.announce_import(\(id))")
  }

  /// True when nothing is left.
  package func clearImport(_ id: Import.ID, atMost: Int) throws -> Bool {
    try value("SELECT fn.clear_import(\(id), \(atMost))")
  }

  package func failImport(_ id: Import.ID, because why: String) throws {
    try run(
      """
      UPDATE imports SET state = 'failed', error = \(why), finished_at = now()
      WHERE id = \(id) AND state <> 'canceled'
      """)
    try announce(id)
  }
}
