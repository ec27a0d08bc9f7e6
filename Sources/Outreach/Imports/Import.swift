import Foundation
import Postgres

/// One uploaded file on its way into accounts, contacts and a list.
package struct Import: Sendable {
  package typealias ID = Outreach.ID<Import>

  package enum State: String, SQLValue, Sendable, CaseIterable {
    /// Its rows are being written into the database, and nothing is known of them yet.
    case reading
    /// No column is mapped to email addresses yet.
    case mapping
    case checking, ready, importing, done, canceled, failed
  }

  /// A file up to this size is read within the request that uploads it.
  package static let atOnce = 1 << 20
  /// A file up to this size is kept if its encoding was guessed, so that it can be read again.
  package static let mostKept = 16 << 20

  package let id: ID
  package let fileName: String
  package let sha256: String
  package let bytes: Int
  package let encoding: String
  /// The encoding that was guessed, while another one may be chosen; empty: none may.
  package let guess: String
  package let delimiter: String
  package let header: [String]
  package let samples: [String]
  package let mapping: ImportMapping
  package let region: String
  package let overwrite: Bool
  package let state: State
  package let error: String?
  package let round: Int
  package let rowsRead: Int
  package let lastRow: Int
  package let rowDone: Int
  package let preview: ImportFigures
  package let outcome: ImportFigures
  package let list: LeadList.ID?
  package let listName: String
  package let createdAt: Date
  package let finishedAt: Date?

  /// How much of its current state is done, from 0 to 1.
  package var share: Double {
    lastRow == 0 ? 0 : min(Double(rowDone) / Double(lastRow), 1)
  }
}

/// The effect of an import, before or after it ran.
package struct ImportFigures: Sendable, Equatable, Codable {
  package var new = 0
  package var accounts = 0
  package var updated = 0
  package var unchanged = 0
  package var suppressed = 0
  package var skipped = 0
  package var duplicates = 0
  /// Rows that are taken.
  package var taken = 0
  /// Rows that join an account of another name, by the domain of their addresses.
  package var joined = 0
  package var joinedExamples: [Joined] = []

  /// A company of the file, and the account that its rows join.
  package struct Joined: Sendable, Equatable, Codable {
    package let company: String
    package let account: String
  }

  package init() {}

  /// The keys of stored figures.
  private enum CodingKeys: String, CodingKey {
    case new, accounts, updated, unchanged, suppressed, taken, joined, joinedExamples
    case skipped = "keptBack"
    case duplicates = "double"
  }

  package init(from decoder: any Decoder) throws {
    let box = try decoder.container(keyedBy: CodingKeys.self)
    new = try box.decodeIfPresent(Int.self, forKey: .new) ?? 0
    accounts = try box.decodeIfPresent(Int.self, forKey: .accounts) ?? 0
    updated = try box.decodeIfPresent(Int.self, forKey: .updated) ?? 0
    unchanged = try box.decodeIfPresent(Int.self, forKey: .unchanged) ?? 0
    suppressed = try box.decodeIfPresent(Int.self, forKey: .suppressed) ?? 0
    skipped = try box.decodeIfPresent(Int.self, forKey: .skipped) ?? 0
    duplicates = try box.decodeIfPresent(Int.self, forKey: .duplicates) ?? 0
    taken = try box.decodeIfPresent(Int.self, forKey: .taken) ?? 0
    joined = try box.decodeIfPresent(Int.self, forKey: .joined) ?? 0
    joinedExamples = try box.decodeIfPresent([Joined].self, forKey: .joinedExamples) ?? []
  }

  init(json: String) throws {
    self = try JSONDecoder().decode(ImportFigures.self, from: Data(json.utf8))
  }
}

extension Import: RowDecodable {
  /// The columns that are read.
  static let columns: SQL = """
    id, file_name, file_sha256, bytes, encoding, guess, delimiter, header, samples, mapping, region,
    overwrite, state, error, round, rows_read, last_row, row_done, preview, outcome, list_id, list_name,
    created_at, finished_at
    """

  package init(row: Row) throws {
    id = try row["id"]
    fileName = try row["file_name"]
    sha256 = try row["file_sha256"]
    bytes = try row["bytes"]
    encoding = try row["encoding"]
    guess = try row["guess"]
    delimiter = try row["delimiter"]
    header = try row["header"]
    samples = try row["samples"]
    let mapping: String = try row["mapping"]
    self.mapping = ImportMapping(
      json: try JSONDecoder().decode([String: Int].self, from: Data(mapping.utf8)))
    region = try row["region"]
    overwrite = try row["overwrite"]
    state = try row["state"]
    error = try row[optional: "error"]
    round = try row["round"]
    rowsRead = try row["rows_read"]
    lastRow = try row["last_row"]
    rowDone = try row["row_done"]
    preview = try ImportFigures(json: row["preview"])
    outcome = try ImportFigures(json: row["outcome"])
    list = try row[optional: "list_id"]
    listName = try row["list_name"]
    createdAt = try row["created_at"]
    finishedAt = try row[optional: "finished_at"]
  }
}

extension Import {
  /// The name of its list is the suggested one.
  package var hasSuggestedListName: Bool {
    listName == Outreach.listName(from: fileName)
  }
}

/// The verdict on a row of a file.
package enum ImportVerdict: String, SQLValue, Sendable, CaseIterable {
  case take, note, skip, duplicate
}

/// One row of a file that is skipped, merged or noted.
package struct RowIssue: Sendable {
  package let row: Int
  package let verdict: ImportVerdict
  /// NULL in the database is the row as a whole.
  package let column: Int?
  package let reason: Reason
  /// What else is wrong with the row.
  package let further: [RowProblem]
  package let cells: [String]

  /// The reason. The database stores the checker's words, or the facts of a suppression.
  package enum Reason: Sendable, Equatable {
    case told(String)
    case suppressed(SuppressionReason, on: Day)

    init(_ text: String) {
      let parts = text.split(separator: " ")
      if parts.count == 3, parts[0] == "suppressed",
        let why = SuppressionReason(rawValue: String(parts[1])),
        let day = Day(sqlText: String(parts[2]))
      {
        self = .suppressed(why, on: day)
      } else {
        self = .told(text)
      }
    }
  }
}

extension RowIssue: RowDecodable {
  package init(row: Row) throws {
    self.row = try row["row"]
    verdict = try row["verdict"]
    column = try row[optional: "at_column"]
    let problems = RowProblem.all(in: try row[optional: "reason"] ?? "", column: column)
    reason = Reason(problems[0].words)
    further = Array(problems.dropFirst())
    let cells: String = try row["cells"]
    self.cells = cells.split(separator: "\u{1F}", omittingEmptySubsequences: false)
      .map(String.init)
  }
}

extension Queryable {
  package func importNumber(_ id: Import.ID) throws -> Import {
    guard let found: Import = try first("SELECT \(Import.columns) FROM imports WHERE id = \(id)")
    else {
      throw Refusal.notFound("import \(id)")
    }
    return found
  }

  /// The newest first.
  package func imports(before: Import.ID?, after: Import.ID?, limit: Int) throws -> [Import] {
    if let after {
      return try all(
        "SELECT \(Import.columns) FROM imports WHERE id > \(after) ORDER BY id LIMIT \(limit)")
    }
    return try all(
      """
      SELECT \(Import.columns) FROM imports
      WHERE id < \(before?.rawValue ?? Int.max)
      ORDER BY id DESC
      LIMIT \(limit)
      """)
  }

  /// The last finished import of the very same bytes before this one.
  package func sameFile(as file: Import) throws -> Import? {
    try first(
      """
      SELECT \(Import.columns) FROM imports
      WHERE file_sha256 = \(file.sha256)
        AND id < \(file.id)
        AND state::text = 'done'
      ORDER BY id DESC
      LIMIT 1
      """)
  }

  /// How many rows are imported with a note.
  package func totalNotes(in file: Import) throws -> Total {
    if file.state == .reading { return Total(0) }
    return try total(
      """
      SELECT FROM import_rows
      WHERE import_id = \(file.id) AND round = \(file.round) AND verdict <> 'take'
        AND verdict = 'note'
      """, most: 10_000)
  }

  /// Rows that are not simply taken, in the file's order; with `verdict`, only those.
  package func rowIssues(
    in file: Import, verdict: ImportVerdict? = nil, after: Int = 0, before: Int? = nil, limit: Int
  ) throws -> [RowIssue] {
    // They are shown only when all of them are there, and reading them earlier would slow down
    // writing them.
    if file.state == .reading { return [] }
    if let before {
      return try all(
        """
        SELECT row, verdict, at_column, reason, cells
        FROM import_rows
        WHERE import_id = \(file.id) AND round = \(file.round) AND verdict <> 'take'
          AND (\(verdict)::text IS NULL OR verdict::text = \(verdict)) AND row < \(before)
        ORDER BY row DESC
        LIMIT \(limit)
        """)
    }
    return try all(
      """
      SELECT row, verdict, at_column, reason, cells
      FROM import_rows
      WHERE import_id = \(file.id) AND round = \(file.round) AND verdict <> 'take'
        AND (\(verdict)::text IS NULL OR verdict::text = \(verdict)) AND row > \(after)
      ORDER BY row
      LIMIT \(limit)
      """)
  }
}
