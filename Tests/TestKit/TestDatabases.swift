import Foundation
import Postgres

/// A few databases, made when first needed. Swift Testing starts every test at once; these are the
/// gate.
///
/// The only actor of the house. A test that waits here must not hold one of Swift's few threads, or
/// the tests that would give a database back never get one to do it on.
actor TestDatabases {
  static let shared = TestDatabases()
  @TaskLocal static var current: TestDatabase?

  static let address =
    ProcessInfo.processInfo.environment["OVERTURE_TEST_DATABASE_URL"] ?? "dbname=postgres"
  private static let limit = 8

  private var run: Run?
  private var made = 0
  private var idle: [TestDatabase] = []
  private var waiters: [CheckedContinuation<TestDatabase, Never>] = []

  func borrow() async throws -> TestDatabase {
    if let database = idle.popLast() { return database }
    if made < Self.limit {
      let database = try make(number: made + 1)
      made += 1
      return database
    }
    return await withCheckedContinuation { waiters.append($0) }
  }

  func giveBack(_ database: TestDatabase) {
    if waiters.isEmpty {
      idle.append(database)
    } else {
      waiters.removeFirst().resume(returning: database)
    }
  }

  private func make(number: Int) throws -> TestDatabase {
    let run = try self.run ?? Run(Self.address)
    self.run = run
    let name = "overture_test_\(run.number)_\(number)"
    try run.server.script("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
    try run.server.script("CREATE DATABASE \(name)")
    let owner = Database(Self.address, settings: ["dbname": name, "options": quiet], limit: 4)
    try Migrator(folder: packageFolder.appending(path: "Migrations")).migrate(owner)
    try owner.run("INSERT INTO workspaces (name) VALUES ('Ours'), ('Theirs')")
    // What a test launches goes out at once; the tests of the hold set their own.
    try owner.run(
      "UPDATE setting_defaults SET value = '0' WHERE key = 'sending.launch_hold_seconds'")
    try owner.run("INSERT INTO people (email, name) VALUES ('dana@example.com', 'Dana')")
    try owner.borrow { try $0.script(makeEmptyEveryTable) }
    return TestDatabase(
      owner: owner, database: pool(of: name, as: "overture_app", limit: 10),
      queue: pool(of: name, as: "overture_worker", limit: 4))
  }

  /// The role is taken after connecting, because the address may hold the owner's password.
  private func pool(of name: String, as role: String, limit: Int) -> Database {
    Database(
      Self.address, settings: ["dbname": name, "options": quiet + " -c role=\(role)"],
      limit: limit)
  }
}

/// This run of the tests. Its number is its own for as long as its connection stands, so that two
/// runs may share a server.
private struct Run {
  let server: Connection
  let number: Int

  init(_ address: String) throws {
    server = try Connection(address, settings: ["options": quiet])
    try server.makeWorkingRoles()
    number = try server.value(
      "SELECT n FROM generate_series(1, 50) n WHERE pg_try_advisory_lock(20250, n) LIMIT 1")
  }
}

/// No chatter, and no waiting for a lock that a thread left behind by a test still holds.
/// The public address is one that others reach, so that real mailboxes may be written from.
let quiet =
  "-c client_min_messages=warning -c lock_timeout=10s "
  + "-c overture.public_url=https://overture.example.com"

/// Leaves the tables alone that migrations have filled, and `migrations` itself. Of people and
/// workspaces, those that every test starts with stay.
private let makeEmptyEveryTable = """
  DO $do$
  DECLARE
    name text;
    names text[] := '{}';
    is_empty boolean;
  BEGIN
    FOR name IN SELECT format('%I', tablename) FROM pg_tables WHERE schemaname = 'public' LOOP
      EXECUTE 'SELECT NOT EXISTS (SELECT FROM ' || name || ')' INTO is_empty;
      IF is_empty THEN
        names := names || name;
      END IF;
    END LOOP;
    EXECUTE format(
      'CREATE FUNCTION empty_every_table() RETURNS void LANGUAGE sql AS %L',
      'TRUNCATE ' || array_to_string(names, ', ') || ' RESTART IDENTITY;'
        || $$ DELETE FROM people;
          ALTER SEQUENCE people_id_seq RESTART;
          INSERT INTO people (email, name) VALUES ('dana@example.com', 'Dana');
          DELETE FROM workspaces WHERE id > 2;
          UPDATE workspaces SET name = CASE id WHEN 1 THEN 'Ours' ELSE 'Theirs' END,
            time_zone = 'UTC', language = 'en';
          ALTER SEQUENCE workspaces_id_seq RESTART WITH 3;
          INSERT INTO known_database (identity) VALUES ('') ON CONFLICT DO NOTHING;
          UPDATE known_database SET identity = fn.database_identity(), was_restored = false;
          UPDATE known_database SET mark = xmin::text::bigint $$);
  END
  $do$
  """
