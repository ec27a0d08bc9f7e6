import ArgumentParser
import Foundation
import Outreach
import Postgres

/// `overture doctor`: problems, and how to fix them.
struct Doctor: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check database, migrations, mailboxes, DNS, clock and disk.",
    discussion: "Exit code 1 when something is wrong.")

  @OptionGroup var options: Options

  func run() throws {
    let settings = try options.settings()
    var report = Findings()
    report.look("files") { try "in \(settings.home().path)" }
    report.look("secret key") { try keyFinding(settings) }
    report.look("disk") { try diskFinding(settings) }
    do {
      try settings.withDatabases { databases in
        try databases.owner.run("SELECT 1")
        report.right("database", "answers")
        report.look("server") { try serverFinding(databases) }
        report.look("migrations") { try migrationsFinding(settings, databases) }
        report.look("roles") { try rolesFinding(databases) }
        if databases.hasOwner { report.look("backup") { try backupFinding(databases) } }
        report.look("clock") { try clockFinding(databases) }
        report.mailboxes(settings, databases)
        report.events(databases)
        report.webhooks(settings, databases)
      }
    } catch let failure as Failure {
      report.wrong("database", failure.message)
    } catch let error as PostgresError {
      report.wrong("database", settings.reason(of: error))
    } catch {
      report.wrong("database", "\(error)")
    }
    if report.isWrong { throw ExitCode(1) }
  }

  private func serverFinding(_ databases: Databases) throws -> String {
    let version: Int = try databases.owner.value(
      "SELECT current_setting('server_version_num')::int")
    guard version >= 150_000 else {
      throw Failure.refused("PostgreSQL \(version / 10_000) is too old; 15 or newer is needed")
    }
    for name in ["fsync", "full_page_writes", "synchronous_commit"] {
      let value: String = try databases.owner.value("SELECT current_setting(\(name))")
      guard value != "off" else {
        throw Failure.refused(
          "\(name) is off: after a crash mails may be sent twice; set it to on in postgresql.conf")
      }
    }
    return "PostgreSQL \(version / 10_000).\(version % 10_000)"
  }

  private func migrationsFinding(_ settings: Settings, _ databases: Databases) throws -> String {
    let migrator = Migrator(folder: try settings.home().appending(path: "Migrations"))
    let wanted = try refusing { try databases.owner.borrow { try migrator.check($0) } }
    guard wanted.isEmpty else {
      throw Failure.refused("\(wanted.joined(separator: ", ")); run overture migrate")
    }
    return "up to date"
  }

  private func rolesFinding(_ databases: Databases) throws -> String {
    if databases.hasOwner {
      try databases.owner.borrow { try $0.refuseClosedRoles(databases.takenOn) }
    }
    try databases.refuseWrongRoles()
    return databases.takenOn.isEmpty
      ? "overture_app and overture_worker log in themselves"
      : "\(databases.takenOn.map(\.rawValue).joined(separator: " and ")) taken on by the owner"
  }

  /// Whether a dump by the owner would hold the rows of workspaces: row-level security binds an
  /// owner who is no superuser, too.
  private func backupFinding(_ databases: Databases) throws -> String {
    if try databases.owner.value(
      "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
    {
      return "pg_dump by the owner is whole"
    }
    guard try databases.owner.value("SELECT pg_has_role('overture_worker', 'USAGE')") else {
      throw Failure.refused(
        "pg_dump by the owner would hold no row of a workspace; an administrator of the server "
          + "runs ALTER ROLE … INHERIT, or dumps")
    }
    return "pg_dump --enable-row-security by the owner is whole"
  }

  private func clockFinding(_ databases: Databases) throws -> String {
    let theirs: Date = try databases.owner.value("SELECT clock_timestamp()")
    let apart = abs(theirs.timeIntervalSinceNow)
    guard apart < 5 else {
      throw Failure.refused(
        "this host and the database are \(Int(apart)) s apart; let both follow NTP")
    }
    return "within \(max(1, Int(apart * 1000))) ms of the database's"
  }

  private func keyFinding(_ settings: Settings) throws -> String {
    let path = try settings.secretFile().path
    guard FileManager.default.fileExists(atPath: path) else {
      return "not created yet; it is created with the first secret"
    }
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
    guard mode & 0o077 == 0 else {
      throw Failure.refused("others may read \(path); chmod 600 it")
    }
    return path
  }

  private func diskFinding(_ settings: Settings) throws -> String {
    let present = FileManager.default.temporaryDirectory.path
    let attributes = try FileManager.default.attributesOfFileSystem(forPath: present)
    let free = ((attributes[.systemFreeSize] as? NSNumber)?.intValue ?? 0) / 1_000_000
    guard free > 1000 else {
      throw Failure.refused(
        "only \(free) MB are free in \(present), where uploads are stored; free some space")
    }
    return "\(free / 1000) GB free in \(present)"
  }
}

/// Lines of the report, and whether one of them is bad.
struct Findings {
  private(set) var isWrong = false

  /// Reports the findings of `body`; an error that it throws is the problem.
  @discardableResult
  mutating func look<Found>(_ subject: String, _ body: () throws -> Found) -> Found? {
    do {
      let found = try body()
      right(subject, "\(found)")
      return found
    } catch let failure as Failure {
      wrong(subject, failure.message)
    } catch {
      wrong(subject, "\(error)")
    }
    return nil
  }

  func right(_ subject: String, _ finding: String) {
    print("ok     \(subject): \(finding)")
  }

  /// Worth knowing, but not a problem of the installation.
  func note(_ subject: String, _ finding: String) {
    print("note   \(subject): \(finding)")
  }

  mutating func wrong(_ subject: String, _ why: String) {
    print("WRONG  \(subject): \(why)")
    isWrong = true
  }
}
