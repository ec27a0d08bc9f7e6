import Foundation
import Glibc
import Postgres

/// A PostgreSQL of our own, for a first look and for a single machine: never a system cluster, no
/// TCP.
///
/// For an ordinary user it is in `.overture`; for root, as whom PostgreSQL will not run, it is in
/// `/var/lib/overture/<hash of the project's path>`, run by `postgres`. Programs log in as
/// `overture_app` and `overture_worker`; only a program that migrates logs in as `overture`, its
/// superuser.
struct PrivateCluster {
  private let data: OwnFolder
  private let folder: String
  private let sockets: String
  /// Their place before XDG_RUNTIME_DIR was used.
  private let formerSockets: String
  private let programs: URL
  /// The user that runs the server.
  private let server: SystemUser
  /// The current user.
  private let we: SystemUser

  init(_ settings: Settings) throws {
    guard let we = SystemUser(getuid()) else {
      throw Failure.refused(
        "user \(getuid()) has no name on this machine, and PostgreSQL needs one")
    }
    guard let server = we.id == 0 ? SystemUser(named: "postgres") : we else {
      throw Failure.refused("there is no user postgres; install postgresql")
    }
    (self.we, self.server) = (we, server)
    programs = try newestPrograms()
    data = try settings.ownDataFolder(enteredBy: server)
    folder = "\(data.path)/postgres"
    // A socket's path is limited to 107 bytes, which a project's own path may exceed.
    let name = "overture-\(we.id)-\(shortHash(of: folder))"
    sockets = "\(temporaryFolder())/\(name)"
    formerSockets = "/tmp/\(name)"
  }

  /// Runs `body` with the ways to reach it. It is created if it does not exist, started if it is
  /// not running, and stopped by the last program that uses it.
  func use<Value>(_ body: (DatabaseAddresses, ClusterUse) throws -> Value) throws -> Value {
    try OwnFolder(folder, alsoOf: server.id).give(to: server.id, group: server.group, mode: 0o700)
    try data.makeFile("postgres.log", for: server.id, group: server.group)
    if we.id != server.id { try data.refuseForeign("secret.key") }
    let users = try ClusterUsers(in: data.path)
    let result = Result {
      try users.enter(stop: keepersStop) { try start(isAlone: $0) }
      let use = users.use(pidFile: "\(folder)/postmaster.pid") {
        try command("pg_ctl", ["-D", folder, "-W"] + startArguments)
      }
      return try body(
        DatabaseAddresses(
          owner: address(as: "overture"), app: address(as: "overture_app"),
          worker: address(as: "overture_worker")), use)
    }
    try users.leave { try stop() }
    return try result.get()
  }

  private func start(isAlone: Bool) throws {
    if !FileManager.default.fileExists(atPath: "\(folder)/PG_VERSION") { try make() }
    try writeRules()
    try OwnFolder(sockets, alsoOf: server.id).give(
      to: server.id, group: server.group, mode: 0o700)
    if let running = try? Connection(address(as: "overture", database: "postgres")) {
      let rules: String = try running.value("SELECT current_setting('hba_file')")
      if rules == rulesFile { return try makeDatabase() }
    }
    if try isRunning() {
      // An older program started it: with rules that let anyone in as its superuser, or with its
      // sockets elsewhere.
      guard isAlone else {
        throw Failure.unavailable(
          "the private PostgreSQL in \(folder) is used by an older Overture; end that first")
      }
      try end()
    }
    if formerSockets != sockets { removeSockets(in: formerSockets) }
    try command("pg_ctl", ["-D", folder, "-w", "-t", "60"] + startArguments)
    try makeDatabase()
  }

  /// The keeper's command when all programs are gone and none of them has stopped the server. It
  /// also removes the folder of the sockets, as the server's user: in /tmp that removes no one
  /// else's.
  private var keepersStop: [String] {
    let program = programs.appending(path: "pg_ctl").path
    return asServerUser([
      "/bin/sh", "-c", #""$0" -D "$1" -w -m fast stop; rmdir "$2""#, program, folder, sockets,
    ])
  }

  private var startArguments: [String] { ["-l", logFile, "-o", serverOptions, "start"] }

  /// Created beside its place, and moved there when it is complete: the remains of an interrupted
  /// one would look like a cluster without being one.
  private func make() throws {
    let draft = "\(data.path)/postgres.new"
    let made = try OwnFolder(draft, alsoOf: server.id)
    try made.give(to: server.id, group: server.group, mode: 0o700)
    let emptied = try runCommand(
      asServerUser(["/usr/bin/find", draft, "-mindepth", "1", "-delete"]), named: "find")
    guard emptied.status == 0 else {
      throw Failure.refused("cannot empty \(draft): \(emptied.output.suffix(400))")
    }
    try command(
      "initdb",
      [
        "-D", draft, "-U", "overture", "--auth-local=peer", "--auth-host=reject", "-E", "UTF8",
        "--locale=C.UTF-8",
      ])
    // Its place must be an empty folder, or rename refuses.
    guard rename(draft, folder) == 0 else {
      throw Failure.refused("cannot make \(folder): \(String(cString: strerror(errno)))")
    }
  }

  private func stop() throws {
    if try isRunning() { try end() }
    removeSockets(in: sockets)
  }

  /// If we were asked to end, it gets the remaining time; it recovers unwritten data from its log
  /// at the next start.
  private func end() throws {
    let stop = ["-D", folder, "-w", "stop", "-m"]
    guard let time = Ending.timeForPrivateCluster else {
      return try command("pg_ctl", stop + ["fast"])
    }
    let seconds = String(Int(time / .seconds(1)))
    if try status("pg_ctl", stop + ["fast", "-t", seconds]).status == 0 { return }
    try command("pg_ctl", stop + ["immediate", "-t", "6"])
  }

  /// A folder that is not ours stays, and so does one that is not empty.
  private func removeSockets(in folder: String) {
    var found = stat()
    guard lstat(folder, &found) == 0, found.st_mode & S_IFMT == S_IFDIR,
      [we.id, server.id].contains(found.st_uid)
    else { return }
    for name in [".s.PGSQL.5432", ".s.PGSQL.5432.lock"] { unlink("\(folder)/\(name)") }
    rmdir(folder)
  }

  private var logFile: String { "\(data.path)/postgres.log" }
  private var rulesFile: String { "\(data.path)/postgres.hba" }
  private var namesFile: String { "\(data.path)/postgres.ident" }

  private var serverOptions: String {
    let quoted = [
      "hba_file": rulesFile, "ident_file": namesFile, "unix_socket_directories": sockets,
    ].map { "-c \($0.key)='\($0.value.replacing("'", with: #"'\''"#))' " }
    return quoted.joined() + "-c listen_addresses='' -c unix_socket_permissions=0700 "
      + "-c max_connections=200 -c shared_buffers=256MB -c max_wal_size=4GB"
  }

  /// Only the user whose programs these are may connect, under the three names that they use. A
  /// program that logs in as `overture_app` cannot become anyone else, whatever it is made to run.
  private func writeRules() throws {
    let names = ["overture", "overture_app", "overture_worker"]
    let group = we.id == server.id ? nil : server.group
    try data.write(
      names.map { "overture \"\(we.name)\" \($0)\n" }.joined(), to: "postgres.ident", group: group)
    try data.write(
      names.map { "local \($0 == "overture" ? "all" : "overture") \($0) peer map=overture\n" }
        .joined(), to: "postgres.hba", group: group)
  }

  /// The server must be run by the expected user, or it is not ours.
  private func address(as user: String, database: String = "overture") -> String {
    "host='\(sockets.replacing("'", with: #"\'"#))' user=\(user) dbname=\(database) "
      + "requirepeer='\(server.name)'"
  }

  private func isRunning() throws -> Bool {
    try status("pg_ctl", ["-D", folder, "status"]).status == 0
  }

  private func makeDatabase() throws {
    do {
      let connection = try Connection(address(as: "overture", database: "postgres"))
      let isThere: Bool = try connection.value(
        "SELECT EXISTS (SELECT FROM pg_database WHERE datname = 'overture')")
      if !isThere { try connection.script("CREATE DATABASE overture") }
    } catch let error as PostgresError {
      throw Failure.unavailable(
        "the private PostgreSQL does not answer (\(error.message)); see \(logFile)")
    }
  }

  /// Fails with the program's own last words.
  private func command(_ name: String, _ arguments: [String]) throws {
    let result = try status(name, arguments)
    guard result.status == 0 else {
      throw Failure.unavailable("\(name) failed: \(result.output.suffix(400)) (log: \(logFile))")
    }
  }

  private func status(_ name: String, _ arguments: [String]) throws -> CommandResult {
    try runCommand(asServer(name, arguments), named: name)
  }

  private func runCommand(_ words: [String], named name: String) throws -> CommandResult {
    try Overture.runCommand(words[0], Array(words.dropFirst()), named: name)
  }

  /// As root, runs PostgreSQL's programs as postgres, from a folder that it may enter.
  private func asServer(_ name: String, _ arguments: [String]) -> [String] {
    asServerUser([programs.appending(path: name).path] + arguments)
  }

  private func asServerUser(_ words: [String]) -> [String] {
    guard we.id != server.id else { return words }
    return ["/usr/bin/env", "-C", "/", "/usr/sbin/runuser", "-u", server.name, "--"] + words
  }
}

/// The place of the sockets: the folder that the system created for this user's programs, or else
/// /tmp. For root, the server's user could not enter the former.
private func temporaryFolder() -> String {
  let own = ProcessInfo.processInfo.environment["XDG_RUNTIME_DIR"] ?? ""
  var found = stat()
  guard getuid() != 0, own.hasPrefix("/"), own.utf8.count < 60, lstat(own, &found) == 0,
    found.st_mode & S_IFMT == S_IFDIR, found.st_uid == getuid(), found.st_mode & 0o077 == 0
  else { return "/tmp" }
  return own
}

/// The programs of the newest PostgreSQL here, 15 or later.
private func newestPrograms() throws -> URL {
  let root = URL(filePath: "/usr/lib/postgresql")
  let versions = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
  guard let newest = versions.compactMap(Int.init).filter({ $0 >= 15 }).max() else {
    throw Failure.misconfigured(
      "no PostgreSQL 15 or newer is installed; install postgresql-15, or set OVERTURE_DATABASE_URL")
  }
  return root.appending(path: "\(newest)/bin")
}
