import Foundation
import Outreach
import Postgres
import TestKit
import Testing

/// What versions in use have left in a database, written down by Scripts/upgradedata, comes to this
/// version, and nothing of it is lost.
@Suite struct UpgradeTests {
  @Test(arguments: versions, Pace.allCases)
  func aDatabaseInUseIsUpgradedAndItsFiguresAgree(version: String, pace: Pace) throws {
    try UpgradedDatabase.lend { database in
      try migrate(database.owner, upTo: version)
      let filledByFiles = try database.administrator.filledTables()
      let rows = try String(
        contentsOf: upgrades.appending(path: version + ".sql"), encoding: .utf8)
      try database.administrator.borrow { try $0.script(rows) }
      // From before there were limits.
      if version < "0021" {
        try database.administrator.run(
          "INSERT INTO settings VALUES (1, 'sending.daily_limit', '0')")
      }
      if version < "0031" { try database.administrator.run(namesThatFoldTogether) }
      // What was in outbox_events is in events, under other names.
      let tables = try database.administrator.filledTables().filter {
        !filledByFiles.contains($0) && $0 != "outbox_events"
      }
      let before = renamed(try database.administrator.contents(of: tables))

      if pace == .oneByOne {
        for later in migrations where later > version { try migrate(database.owner, upTo: later) }
      }
      try Migrator(folder: migrationFolder).migrate(database.owner)

      let after = try database.administrator.contents(of: Array(before.keys), columns: before)
      for table in before.keys.sorted() {
        let (old, new) = (before[table]?.rows ?? [], after[table]?.rows ?? [])
        let lost = old.subtracting(new)
        #expect(lost == (version < "0021" ? changed[table] ?? [] : []), "lost of \(table)")
        #expect(
          new.subtracting(old).count == (version < "0023" ? corrections[table] ?? 0 : 0),
          "made up in \(table)")
      }
      #expect(tables.count > 40)
      #expect(
        try database.administrator.value(
          "SELECT string_agg(kind || ' ' || key, ',') FROM events") == "reply.received account:1")
      try expectReasonsOfFailures(database)
      try expectKeysOfNames(database)
      try expectNoDrift(database)
      try database.app.work()
      try expectNoDrift(database)
      try database.worker.fold()
      try expectNoDrift(database)
    }
  }

  @Test("functions of the version before do not hold on to tables that a migration changes")
  func oldFunctionsDoNotBlockAnUpgrade() throws {
    try UpgradedDatabase.lend { database in
      try migrate(database.owner, upTo: "0024")
      try database.owner.run("CREATE SCHEMA IF NOT EXISTS fn")
      let tables: [String] = try database.administrator.rows(
        """
        SELECT c.relname::text AS name FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
          AND NOT c.relispartition
        """
      ).map { try $0["name"] }
      for table in tables {
        // Parsed at once, so it depends on the table and on each of its columns.
        try database.owner.borrow {
          try $0.script(
            """
            CREATE FUNCTION fn.reads_\(table)() RETURNS SETOF \(table) LANGUAGE sql
            BEGIN ATOMIC SELECT * FROM \(table); END
            """)
        }
      }

      try Migrator(folder: migrationFolder).migrate(database.owner)

      #expect(tables.contains("sign_in_failures"))
      #expect(
        try database.administrator.value(
          "SELECT count(*) FROM pg_proc WHERE proname LIKE 'reads\\_%'") == 0)
    }
  }

  @Test(
    "what the claim of all workspaces could not read is put right, and its campaign waits for a person"
  )
  func whatCannotBeReadIsPutRightByTheUpgrade() throws {
    try UpgradedDatabase.lend { database in
      try migrate(database.owner, upTo: "0022")
      let rows = try String(contentsOf: upgrades.appending(path: "0022.sql"), encoding: .utf8)
      try database.administrator.borrow { try $0.script(rows) }
      let schedule =
        #"{"days": [1], "start": "+1:00", "end": "23:00", "timezone": "Europe/Vienna"}"#
      try database.administrator.borrow {
        try $0.script(
          """
          UPDATE campaigns SET schedule = '\(schedule)', pause_reason = NULL,
            status = CASE WHEN id % 2 = 0 THEN 'running' ELSE 'draft' END::campaign_status;
          INSERT INTO settings VALUES (1, 'sending.retry_minutes', '"soon"')
          ON CONFLICT (workspace_id, key) DO UPDATE SET value = excluded.value;
          INSERT INTO domain_rates VALUES (1, 'proton', 1e-300)
          ON CONFLICT (workspace_id, family) DO UPDATE SET per_second = excluded.per_second;
          UPDATE mailboxes SET display_name = E'Ines\\r\\nBcc: x', ramp_start = 1, ramp_step = 2000000000;
          UPDATE workspaces SET time_zone = '+9999999';
          INSERT INTO import_mappings (workspace_id, header, mapping) VALUES (1, '{a,b}', '{"email": 0}')
          """)
      }

      try Migrator(folder: migrationFolder).migrate(database.owner)

      func answer(_ sql: SQL) throws -> String { try database.administrator.value(sql) }
      #expect(
        try answer("SELECT string_agg(DISTINCT id % 2 || ' ' || status, ', ') FROM campaigns")
          == "0 paused, 1 draft")
      #expect(
        try answer("SELECT string_agg(DISTINCT schedule::text, ', ') FROM campaigns")
          == #"{"end": "17:00", "days": [1, 2, 3, 4, 5], "start": "09:00", "timezone": "Europe/Vienna"}"#
      )
      #expect(
        try answer(
          "SELECT bool_and((coalesce(pause_reason = 'schedule_replaced', false)) = (id % 2 = 0))::text FROM campaigns"
        )
          == "true")
      #expect(
        try answer("SELECT count(*)::text FROM settings WHERE key = 'sending.retry_minutes'") == "0"
      )
      #expect(
        try answer("SELECT per_second::text FROM domain_rates WHERE family = 'proton'") == "0.001")
      #expect(
        try answer(
          "SELECT string_agg(DISTINCT display_name || coalesce(ramp_step, 0), ', ') FROM mailboxes")
          == "Ines Bcc: x0")
      #expect(try answer("SELECT string_agg(DISTINCT time_zone, ', ') FROM workspaces") == "UTC")
      #expect(
        try answer(
          "SELECT mapping::text FROM import_mappings WHERE header_key = rule.header_key('{a,b}')")
          == #"{"email": 0}"#)
    }
  }

  @Test func theTextOfAPauseBecomesItsReasonAndFigures() throws {
    try UpgradedDatabase.lend { database in
      try migrate(database.owner, upTo: "0032")
      let rows = try String(contentsOf: upgrades.appending(path: "0032.sql"), encoding: .utf8)
      try database.administrator.borrow { try $0.script(rows) }
      let texts = [
        "12 of 140 emails bounced hard: 8.6 %, more than the 7.5 % that are allowed. Fix the list",
        "The database was restored, or another server took over: emails that were sent since",
        "Its schedule never opens: this server does not know its time zone, or cannot read it",
        "Something in this campaign cannot be read, so it was paused and the others go on",
        "Ein anderer Grund",
      ]
      for (number, text) in texts.enumerated() {
        try database.administrator.run(
          """
          UPDATE campaigns SET status = 'paused', pause_reason = \(text) WHERE id = \(number + 1)
          """)
      }

      try Migrator(folder: migrationFolder).migrate(database.owner)

      let found = try database.administrator.rows(
        "SELECT concat_ws(' ', pause_reason, pause_details) AS words FROM campaigns ORDER BY id"
      ).map { try $0["words"] as String }
      #expect(
        found == [
          #"bounces {"emails": 140, "allowed": 0.075, "bounces": 12}"#, "restored {}",
          "schedule_never_opens {}", "unreadable {}", #"other {"text": "Ein anderer Grund"}"#,
        ])
      #expect(try database.administrator.value("SELECT bool_and(signature = '') FROM mailboxes"))
      #expect(throws: PostgresError.self) {
        try database.administrator.run("UPDATE campaigns SET status = 'running'")
      }
    }
  }

  @Test(
    "an import under way goes on behind its last row, into the accounts that the new keys find"
  )
  func anImportUnderWayKeepsToItsAccounts() throws {
    try UpgradedDatabase.lend { database in
      try migrate(database.owner, upTo: "0022")
      let rows = try String(contentsOf: upgrades.appending(path: "0022.sql"), encoding: .utf8)
      try database.administrator.borrow { try $0.script(rows) }
      try migrate(database.owner, upTo: "0024")
      // Quell Oy must not be contacted. Two of the rows to come are of one domain.
      try database.administrator.borrow {
        try $0.script(
          """
          INSERT INTO imports (workspace_id, id, file_name, header, mapping, state, rows_read, last_row,
            row_done, list_id, preview, outcome)
          OVERRIDING SYSTEM VALUE VALUES
            (1, 900, 'under-way.csv', '{Email,Company}', '{"email": 0, "company": 1}', 'importing', 4, 5,
              2, 1, '{}', '{"new": 1}');
          INSERT INTO import_rows (workspace_id, import_id, round, row, verdict, address, account_key,
            domain, cells) VALUES
            (1, 900, 1, 2, 'take', 'ada@before.example', 'n:before ag', 'before.example',
              E'ada@before.example\\x1fBefore AG'),
            (1, 900, 1, 3, 'take', 'eva@other.example', 'n:quell gmbh', 'other.example',
              E'eva@other.example\\x1fQuell GmbH'),
            (1, 900, 1, 4, 'take', 'ida@neu.example', 'n:neu gmbh', 'neu.example',
              E'ida@neu.example\\x1fNeu GmbH'),
            (1, 900, 1, 5, 'take', 'udo@neu.example', 'n:neu berlin', 'neu.example',
              E'udo@neu.example\\x1fNeu Berlin')
          """)
      }

      try Migrator(folder: migrationFolder).migrate(database.owner)

      let lease = Duration.seconds(60)
      let claimed = try #require(try database.worker.claimImport(for: "test", lease: lease))
      #expect(claimed.state == .checking)
      try ImportRecheck(claimed, in: database.app).run { true }
      let state = try database.app.inWorkspace(claimed.workspace) {
        try $0.importBatch(claimed.id, atMost: 100)
      }
      #expect(state == .done)
      func answer(_ sql: SQL) throws -> String { try database.administrator.value(sql) }
      #expect(
        try answer(
          """
          SELECT string_agg(c.email || ' ' || a.name || ' ' || a.status, ', ' ORDER BY c.email)
          FROM contacts c JOIN accounts a ON (a.workspace_id, a.id) = (c.workspace_id, c.account_id)
          WHERE c.email ~ '@(before|other|neu)'
          """)
          == "eva@other.example Quell Oy do_not_contact, ida@neu.example Neu GmbH prospect, "
          + "udo@neu.example Neu GmbH prospect")
      #expect(
        try answer("SELECT outcome->>'new' FROM imports WHERE id = 900") == "4")
    }
  }

  @Test func whatNamesAnUnconfirmedEmailInFormerWordsIsRenamed() throws {
    try UpgradedDatabase.lend { database in
      try migrate(database.owner, upTo: "0032")
      let rows = try String(contentsOf: upgrades.appending(path: "0032.sql"), encoding: .utf8)
      try database.administrator.borrow { try $0.script(rows) }
      try database.administrator.borrow {
        try $0.script(
          """
          INSERT INTO unmatched_settlements (workspace_id, delivery_id, claim, worker, outcome, answer)
          VALUES (1, 1, 901, 'one', 'in_doubt', 'no answer'), (1, 1, 902, 'one', 'sent', '250 in_doubt');
          INSERT INTO decisions (workspace_id, enrolment_id, delivery_id, verdict, binding, inputs)
          SELECT workspace_id, enrolment_id, id, 'waits', 'doubt',
            '[{"check": "doubt", "passes": false, "state": "in_doubt"},
              {"check": "campaign", "reason": "in_doubt"}]'
          FROM deliveries WHERE workspace_id = 1 ORDER BY id LIMIT 1
          """)
      }

      try Migrator(folder: migrationFolder).migrate(database.owner)

      func answer(_ sql: SQL) throws -> String { try database.administrator.value(sql) }
      #expect(
        try answer(
          """
          SELECT string_agg(outcome || ', ' || answer, '; ' ORDER BY claim)
          FROM unmatched_settlements WHERE claim > 900
          """) == "unconfirmed, no answer; sent, 250 in_doubt")
      #expect(
        try answer(
          "SELECT inputs::text FROM decisions WHERE binding = 'doubt' ORDER BY id DESC LIMIT 1")
          == #"[{"check": "doubt", "state": "unconfirmed", "passes": false}, "#
          + #"{"check": "campaign", "reason": "in_doubt"}]"#)
    }
  }

  /// Each account is found by its folded name, or stands back behind another that has it.
  private func expectKeysOfNames(_ database: UpgradedDatabase) throws {
    let wrong: Int = try database.administrator.value(
      """
      SELECT count(*) FROM accounts
      WHERE match_key LIKE 'n:%' AND match_key <> 'n:' || rule.folded_name(name)
        AND rule.folded_name(name) <> ''
      """)
    #expect(wrong == 0)
  }

  /// They were read from the answers; what was sent once more counts no longer.
  private func expectReasonsOfFailures(_ database: UpgradedDatabase) throws {
    let failures: String = try database.worker.value(
      """
      SELECT string_agg(concat_ws(' ', enrollment_id || '/' || position, failure,
        CASE WHEN tried_again_at = settled_at THEN 'again' END), ', ' ORDER BY id)
      FROM deliveries WHERE state = 'failed'
      """)
    #expect(failures == "7/0 hard_recipient, 6/1 lost again, 7/1 given_up")
    let counted: String = try database.worker.value(
      "SELECT string_agg(failed::text, ' ' ORDER BY position) FROM fn.step_statistics")
    #expect(counted == "1 1")
  }

  private func expectNoDrift(_ database: UpgradedDatabase) throws {
    let drift: Int = try database.worker.value(
      """
      SELECT (SELECT count(*) FROM fn.statistics_drift())
        + (SELECT count(*) FROM fn.step_statistics_drift())
        + (SELECT count(*) FROM fn.cost_statistics_drift())
      """)
    #expect(drift == 0)
    let figures: String = try database.worker.value(
      """
      SELECT (SELECT string_agg(outreached_accounts || ' ' || responded_accounts, ', '
          ORDER BY campaign_id) FROM fn.campaign_statistics)
        || '; ' || (SELECT sum(sent) FROM fn.step_statistics)
        || '; ' || (SELECT sum(amount) FROM fn.expense_statistics WHERE campaign_id = 2)
      """)
    #expect(figures == "4 1, 0 0, 0 0, 0 0, 0 0; 5; 1975.00")
  }
}

enum Pace: CaseIterable { case atOnce, oneByOne }

/// Of each pair one is to have the key that the other has.
private let namesThatFoldTogether: SQL = """
  INSERT INTO accounts (workspace_id, id, name, match_key, status) OVERRIDING SYSTEM VALUE VALUES
    (1, 9001, 'Acme GmbH', 'n:acme gmbh', 'prospect'), (1, 9002, 'Acme', 'n:acme', 'prospect'),
    (1, 9003, 'Bolt', 'n:bolt', 'prospect'), (1, 9004, 'Bolt AG', 'n:bolt ag', 'do_not_contact'),
    (1, 9005, 'Cord Ltd', 'n:cord ltd', 'prospect'), (1, 9006, 'CORD', 'n:cord', 'do_not_contact'),
    (1, 9007, 'C.O.R.D. Inc', 'n:c.o.r.d. inc', 'prospect')
  """

/// What a migration changes on purpose, as it was before.
private let changed: [String: Set<[String: String]>] = [
  "settings": [["key": #""sending.daily_limit""#, "value": "0", "workspace_id": "1"]]
]

/// Rows that a migration adds on purpose: of what was sent once more, so that it counts no longer.
private let corrections = ["step_deltas": 1]

/// States that a migration calls otherwise, as JSON. Old text of a pause is kept beside `other`.
private let newWords = [
  #""in_doubt""#: #""unconfirmed""#, #""Hard bounces are above 5 %""#: #""other""#,
]

/// Tables, columns and states that a migration calls otherwise: what was read before it, in their new names.
private func renamed(_ contents: [String: Contents]) -> [String: Contents] {
  let columns = [
    "campaigns": [:],
    "decisions": ["enrolment_id": "enrollment_id"],
    "deliveries": ["enrolment_id": "enrollment_id"],
    "attachments": ["enrols": "enrolls"],
    "step_counts": ["in_doubt": "unconfirmed"], "step_deltas": ["in_doubt": "unconfirmed"],
    "replies": [
      "enrolment_id": "enrollment_id", "settled_at": "done_at", "settled_by": "done_by",
    ],
  ]
  return Dictionary(
    uniqueKeysWithValues: contents.map { table, was in
      guard let new = columns[table] else {
        return (table == "enrolments" ? "enrollments" : table, was)
      }
      return (table, was.renamed(new))
    })
}

extension Contents {
  fileprivate func renamed(_ new: [String: String]) -> Contents {
    Contents(
      columns: columns.map { new[$0] ?? $0 },
      rows: Set(
        rows.map { row in
          Dictionary(
            uniqueKeysWithValues: row.map { column, value in
              (new[column] ?? column, newWords[value] ?? value)
            })
        }))
  }
}

private let migrationFolder = packageFolder.appending(path: "Migrations")
private let upgrades = packageFolder.appending(path: "Tests/PostgresTests/Upgrades")
private let migrations = numbers(in: migrationFolder)
private let versions = numbers(in: upgrades)

private func numbers(in folder: URL) -> [String] {
  let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
  return names.filter { $0.hasPrefix("0") }.map { String($0.prefix(4)) }.sorted()
}

/// The files up to a number, without functions: those that fit went with their version.
private func migrate(_ owner: Database, upTo number: String) throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  for name in try FileManager.default.contentsOfDirectory(atPath: migrationFolder.path)
  where name.hasPrefix("0") && name.prefix(4) <= number {
    try FileManager.default.copyItem(
      at: migrationFolder.appending(path: name), to: folder.appending(path: name))
  }
  try Migrator(folder: folder).migrate(owner)
}

private struct Contents {
  let columns: [String]
  /// The value of each column, as JSON.
  let rows: Set<[String: String]>
}

extension Database {
  fileprivate func filledTables() throws -> [String] {
    let tables: [String] = try rows(
      """
      SELECT c.relname::text AS name FROM pg_class c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
        AND NOT c.relispartition
      ORDER BY name
      """
    ).map { try $0["name"] }
    return try tables.filter {
      try value("SELECT EXISTS (SELECT FROM \(SQL(stringLiteral: $0)))", as: Bool.self)
    }
  }

  /// The rows of each table, in the columns that it had before.
  fileprivate func contents(
    of tables: [String], columns: [String: Contents] = [:]
  ) throws -> [String: Contents] {
    try Dictionary(
      uniqueKeysWithValues: tables.map { table in
        let known = try columns[table]?.columns ?? self.columns(of: table)
        let rows: [String] = try rows(
          """
          SELECT (SELECT jsonb_object_agg(e.key, e.value::text) FROM jsonb_each(to_jsonb(t)) e
            WHERE e.key = ANY (\(known)))::text AS content
          FROM \(SQL(stringLiteral: table)) t
          """
        ).map { try $0["content"] }
        let values = try rows.map {
          try JSONDecoder().decode([String: String].self, from: Data($0.utf8))
        }
        return (table, Contents(columns: known, rows: Set(values)))
      })
  }

  private func columns(of table: String) throws -> [String] {
    try rows(
      """
      SELECT attname::text AS name FROM pg_attribute
      WHERE attrelid = \(table)::regclass AND attnum > 0 AND NOT attisdropped
        -- Made from the name, by a rule of each version: `expectKeysOfNames`.
        AND (attrelid::regclass::text, attname) <> ('accounts', 'match_key')
      """
    ).map { try $0["name"] }
  }

  /// As people and the sender go on after the upgrade: each act moves a cached figure.
  fileprivate func work() throws {
    try transaction(prelude: ["SET LOCAL overture.workspace = 1"]) { connection in
      try connection.run("UPDATE deliveries SET clicked_at = now() WHERE state = 'sent'")
      try connection.run(
        """
        UPDATE deliveries SET state = 'canceled', settled_at = now(), answer = 'stopped'
        WHERE state = 'planned'
        """)
      try connection.run(
        "UPDATE campaign_accounts SET review_status = 'pending', reviewed_by = NULL")
      try connection.run("DELETE FROM expenses WHERE category = 'labour'")
    }
  }

  fileprivate func fold() throws {
    try run("SELECT fn.fold_step_statistics(1000), fn.fold_cost_statistics(1000)")
    try run("CALL fn.fold_statistics()")
  }
}
