import CSV
import Foundation
import Postgres

extension Connection {
  /// Stages an uploaded file and checks its rows by the guessed mapping, in this transaction. After
  /// that the import is ready, or waits for someone to say which column holds the addresses.
  package func stage(_ file: URL, named name: String) throws -> Import.ID {
    let csv = try CSVFile(reading: file)
    let id = try makeImport(named: name, bytes: csv.bytes)
    try describe(id, csv)
    try keep(csv, of: id)
    try stage(csv, as: id)
    return id
  }

  func makeImport(named name: String, bytes: Int) throws -> Import.ID {
    let id: Import.ID = try value(
      """
      INSERT INTO imports (file_name, bytes, list_name)
      VALUES (\(name), \(bytes), \(listName(from: name)))
      RETURNING id
      """)
    try audit("uploaded", .import, id: id.rawValue, name: name)
    return id
  }

  /// The file's layout, and about how many rows it has.
  func describe(_ id: Import.ID, _ csv: CSVFile) throws {
    let mapping = try rememberedMapping(csv.header) ?? ImportMapping(guessing: csv.header)
    try run(
      """
      UPDATE imports SET file_sha256 = \(csv.sha256), bytes = \(csv.bytes),
        encoding = \(csv.encoding.rawValue), delimiter = \(String(csv.delimiter)),
        header = \(csv.header), header_row = \(csv.headerRow),
        mapping = \(try JSONText(encoding: mapping.json)), last_row = \(csv.lines)
      WHERE id = \(id)
      """)
  }

  /// `progress` is called now and then with the number of rows read.
  func stage(
    _ csv: CSVFile, as id: Import.ID, atMost mostRows: Int = LeadChecker.mostRows,
    progress: (Int) throws -> Void = { _ in }
  ) throws {
    // A million rows are read in some seconds, five million in half a minute: the limits of a page
    // do not apply.
    try script("SET LOCAL statement_timeout = 0")
    var checker = LeadChecker(
      importID: id, round: 1, columns: csv.header.count,
      mapping: try importNumber(id).mapping, region: "", freeMail: try freeMailDomains())
    var samples = [String](repeating: "", count: csv.header.count)
    try copyIn(copyRows) { writer in
      var out = CopyBuffer(fields: copiedFields)
      try csv.eachRecord(progress: { _ in try progress(checker.rows) }) { record in
        if checker.rows < 100 { note(record, in: &samples) }
        try checker.refuseMore(than: mostRows)
        let flaw = CSVFlaw(of: record, columns: csv.header.count)
        checker.check(
          record, flaw: flaw?.description, keepsBack: flaw?.keepsBack ?? false, into: &out)
        try out.flush(to: writer)
      }
      try out.finish(to: writer)
    }
    guard checker.rows > 0 else { throw CSVRefusal.noRows }
    try progress(csv.lines)
    try finishChecking(id, checker, samples: samples)
  }

  /// Records the checker's findings, and the database's about all rows together. An import that was
  /// confirmed before its rows had to be checked again continues where it was: see
  /// 0031_account_matching.sql.
  func finishChecking(
    _ id: Import.ID, _ checker: borrowing LeadChecker, samples: [String]? = nil
  ) throws {
    try run(
      """
      UPDATE imports SET rows_read = \(checker.rows), last_row = \(checker.lastRow),
        row_done = \(checker.lastRow), samples = coalesce(\(samples), samples)
      WHERE id = \(id)
      """)
    try run(
      """
      UPDATE imports i SET
        preview = fn.preview_import(i.id) || jsonb_build_object(
          'accounts', \(checker.accountCount)::bigint, 'keptBack', \(checker.skipped)::bigint,
          'double', \(checker.duplicates)::bigint)
          || CASE WHEN \(checker.hasOtherNames) OR EXISTS (SELECT FROM accounts)
            THEN fn.joined_by_domain(i.id) ELSE '{}' END
          || CASE WHEN i.preview ? 'importedTo'
            THEN jsonb_build_object('importedTo', i.preview->'importedTo') ELSE '{}' END,
        state = CASE WHEN i.preview ? 'importedTo' THEN 'importing'
          WHEN i.mapping ? 'email' THEN 'ready' ELSE 'mapping' END::import_state,
        row_done = coalesce((i.preview->>'importedTo')::bigint, 0), claimed_by = NULL, claimed_until = NULL
      WHERE i.id = \(id)
      """)
  }

  func freeMailDomains() throws -> Set<String> {
    Set(try rows("SELECT domain FROM free_mail_domains").map { try $0["domain"] })
  }

  private func rememberedMapping(_ header: [String]) throws -> ImportMapping? {
    let text: String? = try rows(
      """
      SELECT mapping FROM import_mappings
      WHERE header_key = rule.header_key(\(header)) AND header = \(header)
      """
    ).first?["mapping"]
    return try text.map {
      ImportMapping(json: try JSONDecoder().decode([String: Int].self, from: Data($0.utf8)))
    }
  }
}

/// Written directly to the partition: COPY does not work through row-level security. See
/// 0018_imports.sql.
let copyRows: SQL = """
  COPY import_rows_all (import_id, round, row, verdict, at_column, reason, first_row, address,
    account_key, domain, company_key, employees, country, language, phone, cells) FROM STDIN (FORMAT binary)
  """
let copiedFields = 16

/// The first text of each column that has one.
private func note(_ record: borrowing CSVRecord, in samples: inout [String]) {
  for column in samples.indices where samples[column].isEmpty {
    samples[column] = String(
      cleaned(String(decoding: trimmed(record[column]), as: UTF8.self)).prefix(100))
  }
}

/// For `kuehlhaeuser-okt.csv`, `kuehlhaeuser-okt` is suggested.
func listName(from file: String) -> String {
  let name = file.split(separator: "/").last.map(String.init) ?? file
  return name.lowercased().hasSuffix(".csv") ? String(name.dropLast(4)) : name
}
