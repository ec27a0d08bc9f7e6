import CSV
import Postgres

/// Checks the rows of an import again, after its columns were mapped again. Each piece is a
/// transaction of its own, so the progress is visible; the new rows are a round of their own, which
/// counts only when it is complete.
package struct ImportRecheck {
  private let database: Database
  private let workspace: Workspace.ID
  private let id: Import.ID

  package init(_ claimed: ClaimedImport, in database: Database) {
    self.database = database
    workspace = claimed.workspace
    id = claimed.id
  }

  /// `goOn` is called after each piece; false leaves the import to the worker that claims it next.
  package func run(pieceOf rows: Int = 20_000, goOn: () throws -> Bool) throws {
    let (file, freeMail) = try database.inWorkspace(workspace) { connection in
      try connection.run(
        """
        DELETE FROM import_rows r USING imports i
        WHERE i.id = \(id) AND r.import_id = i.id AND r.round > i.round
        """)
      return (try connection.importNumber(id), try connection.freeMailDomains())
    }
    var checker = LeadChecker(
      importID: id, round: file.round + 1, columns: file.header.count,
      mapping: file.mapping, region: file.region, freeMail: freeMail)
    var done = 0
    while done < file.lastRow {
      let next = done + rows
      let goes = try database.inWorkspace(workspace) { connection in
        try check(&checker, of: file, after: done, through: next, on: connection)
      }
      guard goes, try goOn() else { return }
      done = next
    }
    try database.inWorkspace(workspace) { connection in
      // All rows in one transaction: millions take longer than a page may.
      try connection.script("SET LOCAL statement_timeout = 0")
      try connection.run("UPDATE imports SET round = \(file.round + 1) WHERE id = \(id)")
      try connection.finishChecking(id, checker)
    }
  }

  /// False if the import was canceled.
  private func check(
    _ checker: inout LeadChecker, of file: Import, after: Int, through: Int,
    on connection: Connection
  ) throws -> Bool {
    let moved = try connection.rows(
      """
      UPDATE imports SET row_done = \(min(through, file.lastRow))
      WHERE id = \(id) AND state::text = 'checking'
      RETURNING id
      """)
    guard !moved.isEmpty else { return false }
    try connection.announce(id)
    let rows = try connection.rows(
      """
      SELECT row, cells,
        CASE WHEN verdict IN ('skip', 'note') AND at_column IS NULL THEN split_part(reason, E'\\x1e', 1) END AS flaw,
        verdict = 'skip' AS keeps_back
      FROM import_rows
      WHERE import_id = \(id) AND round = \(file.round) AND row > \(after) AND row <= \(through)
      ORDER BY row
      """)
    try connection.copyIn(copyRows) { writer in
      var out = CopyBuffer(fields: copiedFields)
      for row in rows {
        let flaw: String? = try row[optional: "flaw"]
        let keepsBack: Bool = try row["keeps_back"]
        try withRecord(row["cells"], row: row["row"]) { record in
          checker.check(record, flaw: flaw, keepsBack: keepsBack && flaw != nil, into: &out)
        }
        try out.flush(to: writer)
      }
      try out.finish(to: writer)
    }
    return true
  }
}
