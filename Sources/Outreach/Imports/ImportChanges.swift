import Foundation
import Postgres

extension Connection {
  /// Maps the columns again; a worker then checks the rows again. The mapping is remembered for
  /// files with the same header.
  /// The typed name of its list is kept as well.
  package func map(
    _ id: Import.ID, _ mapping: ImportMapping, region: String, listName: String? = nil,
    overwrite: Bool? = nil
  ) throws {
    let file = try importNumber(id)
    guard [.mapping, .ready].contains(file.state) else {
      throw Refusal.conflict("The columns of this import can be mapped no more.")
    }
    let text = try JSONText(encoding: mapping.json)
    try run(
      """
      INSERT INTO import_mappings (header, mapping) VALUES (\(file.header), \(text))
      ON CONFLICT (workspace_id, header_key)
      DO UPDATE SET mapping = excluded.mapping, used_at = now()
      """)
    try run(
      """
      UPDATE imports SET mapping = \(text), region = \(region), state = 'checking', row_done = 0,
        list_name = coalesce(\(listName), list_name), overwrite = coalesce(\(overwrite), overwrite)
      WHERE id = \(id)
      """)
    guard file.mapping != mapping || file.region != region else { return }
    try audit("mapped the columns of", .import, id: id.rawValue, name: file.fileName, after: text)
  }

  /// Starts a checked import into the list of this name, in capitals or not, which is created if
  /// necessary. An archived list stays as it is.
  package func confirm(
    _ id: Import.ID, listName typed: String, overwrite: Bool
  ) throws -> LeadList.ID {
    // Two files that are confirmed at once get one list. Read by the next statement, which sees what the
    // other one has committed.
    try run(
      """
      SELECT pg_advisory_xact_lock(
        hashtext('overture.list'), hashtext(rule.workspace() || lower(normalize(\(typed)))))
      """)
    let found = try refusing {
      try rows(
        """
        WITH there AS (
          SELECT id, name FROM lists
          WHERE lower(normalize(name)) = lower(normalize(\(typed))) AND archived_at IS NULL
          ORDER BY name <> \(typed), id LIMIT 1
        ), made AS (
          INSERT INTO lists (name)
          SELECT \(typed) WHERE NOT EXISTS (SELECT FROM there)
          RETURNING id, name
        )
        SELECT id, name FROM there UNION ALL SELECT id, name FROM made
        """)
    }
    guard let row = found.first else { throw Refusal.notFound("list \(typed)") }
    let list: LeadList.ID = try row["id"]
    let listName: String = try row["name"]
    let started = try rows(
      """
      UPDATE imports SET state = 'importing', list_id = \(list), list_name = \(listName),
        overwrite = \(overwrite), row_done = 0, outcome = '{}'
      WHERE id = \(id) AND state::text = 'ready'
      RETURNING id
      """)
    guard !started.isEmpty else {
      throw Refusal.conflict("This import is not ready to be confirmed.")
    }
    struct Confirmed: Encodable {
      let list: String
      let overwrite: Bool
    }
    try audit(
      "confirmed", .import, id: id.rawValue, name: importNumber(id).fileName,
      after: JSONText(encoding: Confirmed(list: listName, overwrite: overwrite)))
    return list
  }

  /// Ends an import between two batches. Rows that were imported stay, and are complete.
  package func cancelImport(_ id: Import.ID) throws {
    let canceled = try rows(
      """
      UPDATE imports SET state = 'canceled', finished_at = now()
      WHERE id = \(id) AND state::text IN ('reading', 'mapping', 'checking', 'ready', 'importing')
      RETURNING id
      """)
    guard !canceled.isEmpty else {
      throw Refusal.conflict("This import has ended already.")
    }
    try audit("canceled", .import, id: id.rawValue, name: importNumber(id).fileName)
  }
}
