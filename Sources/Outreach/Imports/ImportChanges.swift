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

  /// Starts a checked import into a list of this name, which is created if necessary.
  package func confirm(
    _ id: Import.ID, listName: String, overwrite: Bool
  ) throws -> LeadList.ID {
    let list = try LeadList.ID(
      rawValue: refusing {
        try value(
          """
          WITH there AS (
            SELECT id FROM lists WHERE name = \(listName) AND archived_at IS NULL
            ORDER BY id LIMIT 1
          ), made AS (
            INSERT INTO lists (name)
            SELECT \(listName) WHERE NOT EXISTS (SELECT FROM there)
            RETURNING id
          )
          SELECT id FROM there UNION ALL SELECT id FROM made
          """)
      })
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
