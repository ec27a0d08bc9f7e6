import Foundation
import Glibc

/// A PostgreSQL of our own, for a first look and for one machine: never a system cluster, no TCP.
///
/// For an ordinary user it lies in `.overture`; as root, where PostgreSQL will not run, in
/// `/var/lib/overture/<hash of the project's path>`, owned and run by `postgres`.
struct PrivateCluster {
  private let folder: URL
  private let sockets: URL
  private let programs: URL
  private let isRoot = getuid() == 0

  init(_ settings: Settings) throws {
    folder = try settings.dataFolder().appending(path: "postgres")
    // A socket's path has room for 107 bytes, which a project's own path may not leave.
    sockets = URL(filePath: "/tmp/overture-\(getuid())-\(shortHash(of: folder.path))")
    programs = try newestPrograms()
  }

  /// Runs `body` with the way to reach it. It is made when it is not there, started when it is not
  /// running, and stopped by the last who uses it: what others still work on is left alone.
  func use<Value>(_ body: (String) throws -> Value) throws -> Value {
    try makeFolders()
    let users = try ClusterUsers(usersFile)
    defer { users.leave() }
    let result = Result {
      // Who comes while another starts it waits until it runs.
      if !users.enterAlone() { users.enter() }
      let address = try start()
      users.enter()
      return try body(address)
    }
    if users.enterAlone() { try stop() }
    return try result.get()
  }

  private func start() throws -> String {
    if !FileManager.default.fileExists(atPath: folder.appending(path: "PG_VERSION").path) {
      try command(
        "initdb",
        [
          "-D", folder.path, "-U", "overture", "-A", "trust", "-E", "UTF8",
          "--locale=C.UTF-8",
        ])
    }
    if try !isRunning() {
      try command(
        "pg_ctl",
        [
          "-D", folder.path, "-w", "-t", "60", "-l", logFile.path,
          "-o", serverOptions, "start",
        ])
    }
    try makeDatabase()
    return address("overture")
  }

  private func stop() throws {
    guard try isRunning() else { return }
    try command("pg_ctl", ["-D", folder.path, "-w", "-m", "fast", "stop"])
  }

  private var usersFile: URL {
    folder.deletingLastPathComponent().appending(path: "postgres.users")
  }

  private var logFile: URL { folder.deletingLastPathComponent().appending(path: "postgres.log") }

  private var serverOptions: String {
    "-c listen_addresses='' -c unix_socket_directories='\(sockets.path)' "
      + "-c unix_socket_permissions=0700 -c max_connections=200 -c shared_buffers=256MB "
      + "-c max_wal_size=4GB"
  }

  private func address(_ name: String) -> String {
    "host=\(sockets.path) user=overture dbname=\(name)"
  }

  private func isRunning() throws -> Bool {
    try status("pg_ctl", ["-D", folder.path, "status"]).status == 0
  }

  private func makeDatabase() throws {
    let found = try status(
      "psql",
      [
        "-h", sockets.path, "-U", "overture", "-d", "postgres", "-Atc",
        "SELECT 1 FROM pg_database WHERE datname = 'overture'",
      ])
    guard found.status == 0 else {
      throw Failure.unavailable("the private PostgreSQL does not answer; see \(logFile.path)")
    }
    guard found.output.isEmpty else { return }
    try command("createdb", ["-h", sockets.path, "-U", "overture", "overture"])
  }

  private func makeFolders() throws {
    let parent = folder.deletingLastPathComponent()
    do {
      try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
      try FileManager.default.createDirectory(at: sockets, withIntermediateDirectories: true)
    } catch {
      throw Failure.refused("cannot make \(parent.path) and \(sockets.path): \(error)")
    }
    guard isRoot else {
      chmod(sockets.path, 0o700)
      return
    }
    guard let postgres = getpwnam("postgres") else {
      throw Failure.refused("there is no user postgres; install postgresql")
    }
    for path in [parent.path, sockets.path] {
      chown(path, postgres.pointee.pw_uid, postgres.pointee.pw_gid)
      chmod(path, 0o700)
    }
  }

  /// Fails with the program's own last words.
  private func command(_ name: String, _ arguments: [String]) throws {
    let result = try status(name, arguments)
    guard result.status == 0 else {
      throw Failure.unavailable(
        "\(name) failed: \(result.output.suffix(400)) (log: \(logFile.path))")
    }
  }

  private func status(_ name: String, _ arguments: [String]) throws -> CommandResult {
    let program = programs.appending(path: name).path
    guard isRoot else { return try runCommand(program, arguments) }
    // As root, PostgreSQL's programs run as postgres, from a folder that it may enter.
    return try runCommand(
      "/usr/bin/env", ["-C", "/", "/usr/sbin/runuser", "-u", "postgres", "--", program] + arguments)
  }
}

/// Who uses a cluster: each program holds one file, and the system takes the hold of one that was killed.
private struct ClusterUsers {
  private let descriptor: Int32

  init(_ file: URL) throws {
    // The server that is started meanwhile must not hold it.
    descriptor = open(file.path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw Failure.refused("cannot open \(file.path): \(String(cString: strerror(errno)))")
    }
  }

  /// Beside others, after waiting for one who is alone.
  func enter() {
    while flock(descriptor, LOCK_SH) != 0, errno == EINTR {}
  }

  /// False when there are others; then one is out.
  func enterAlone() -> Bool { flock(descriptor, LOCK_EX | LOCK_NB) == 0 }

  func leave() { close(descriptor) }
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
