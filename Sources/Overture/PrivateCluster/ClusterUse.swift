import Foundation
import Glibc

/// A program's use of the private cluster: a lock that the system releases when the program and all
/// processes that inherited it have ended, however they ended.
struct ClusterUse {
  /// Inherited by programs that are started to work on the cluster.
  let descriptor: Int32
  let server: ServerWatch
}

/// Restarts the server if it ended while programs use it: by a kill, or out of memory.
struct ServerWatch {
  private let pidFile: String
  private let users: ClusterUsers
  private let start: () throws -> Void
  private var nextTry = ContinuousClock.now
  private var pause = ServerWatch.shortestPause

  private static let shortestPause = Duration.seconds(1)
  private static let longestPause = Duration.seconds(10)

  /// `start` does not wait until the server has started.
  fileprivate init(pidFile: String, _ users: ClusterUsers, start: @escaping () throws -> Void) {
    self.pidFile = pidFile
    self.users = users
    self.start = start
  }

  /// True if it was gone and was told to start. A server that is recovering counts as running.
  mutating func startIfGone() throws -> Bool {
    guard .now >= nextTry else { return false }
    guard !isThere else {
      nextTry = .now + Self.shortestPause
      pause = Self.shortestPause
      return false
    }
    nextTry = .now + pause
    pause = min(pause * 2, Self.longestPause)
    // Nil: another program is starting it at this moment.
    return try users.ifNoneStarts { try start() } != nil
  }

  private var isThere: Bool {
    guard let text = try? String(contentsOfFile: pidFile, encoding: .utf8),
      let process = text.split(separator: "\n").first.flatMap({ pid_t($0) })
    else { return false }
    return isAlive(process)
  }
}

/// Neither gone nor a zombie that has not been reaped yet.
private func isAlive(_ process: pid_t) -> Bool {
  guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
    let end = status.lastIndex(of: ")")
  else { return false }
  return status[end...].dropFirst(2).first != "Z"
}

/// The programs that use a cluster. Three files beside it are locked:
///
/// - `postgres.start`, by one program while it checks whether the server runs, and starts it;
/// - `postgres.users`, shared, by each program as long as it works; exclusively, to stop the
///   server;
/// - `postgres.keeper`, by the keeper: a shell that waits until no program is left, and then stops
///   the server if the last program was killed and so did not.
struct ClusterUsers {
  private let starting: Int32
  private let users: Int32
  private let keeperFile: String
  private let usersFile: String

  init(in folder: String) throws {
    usersFile = "\(folder)/postgres.users"
    keeperFile = "\(folder)/postgres.keeper"
    starting = try openLock("\(folder)/postgres.start")
    users = try openLock(usersFile)
  }

  /// Enters, and starts the server: `start` is told whether any other program can be using it. Then
  /// makes sure that there is a keeper, which ends by running `stop`.
  func enter(stop: [String], start: (_ isAlone: Bool) throws -> Void) throws {
    lock(starting, LOCK_EX)
    defer { lock(starting, LOCK_UN) }
    let isAlone = flock(users, LOCK_EX | LOCK_NB) == 0
    // Waits while another program stops the server.
    lock(users, LOCK_SH)
    try keep(stop)
    try start(isAlone)
  }

  /// We have entered. `startAgain` does not wait until the server has started.
  func use(pidFile: String, startAgain: @escaping () throws -> Void) -> ClusterUse {
    ClusterUse(
      descriptor: users, server: ServerWatch(pidFile: pidFile, self, start: startAgain))
  }

  /// Runs `body` unless another program is starting the server; nil in that case.
  fileprivate func ifNoneStarts<Value>(_ body: () throws -> Value) rethrows -> Value? {
    guard flock(starting, LOCK_EX | LOCK_NB) == 0 else { return nil }
    defer { lock(starting, LOCK_UN) }
    return try body()
  }

  /// Leaves; the last one runs `stop`.
  func leave(_ stop: () throws -> Void) throws {
    defer {
      close(users)
      close(starting)
    }
    guard flock(users, LOCK_EX | LOCK_NB) == 0 else {
      // Other programs are there; or the keeper was, between our two locks, and then it has stopped
      // the server when the lock is ours again.
      lock(users, LOCK_SH)
      return
    }
    try stop()
  }

  /// A running keeper holds its lock, which it inherited: two can never start.
  private func keep(_ stop: [String]) throws {
    let keeper = try openLock(keeperFile)
    defer { close(keeper) }
    // A keeper that has just stopped the server ends a moment after it let us in.
    var isFree = flock(keeper, LOCK_EX | LOCK_NB) == 0
    for _ in 0..<4 where !isFree {
      usleep(5000)
      isFree = flock(keeper, LOCK_EX | LOCK_NB) == 0
    }
    guard isFree else { return }
    // Not one of the shell's own descriptors, which have one digit.
    let inherited = fcntl(keeper, F_DUPFD_CLOEXEC, 20)
    defer { close(inherited) }
    let silence = open("/dev/null", O_WRONLY | O_CLOEXEC)
    defer { close(silence) }
    _ = try spawn(
      "/bin/sh",
      [
        "-c", #"trap "" HUP INT QUIT TERM; exec 8<>"$0"; flock -x 8 && exec "$@""#, usersFile,
      ] + stop,
      output: silence, inherited: [inherited], session: true)
  }

  private func lock(_ descriptor: Int32, _ how: Int32) {
    while flock(descriptor, how) != 0, errno == EINTR {}
  }
}

private func openLock(_ path: String) throws -> Int32 {
  // The server that is started in the meantime must not hold it.
  let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
  guard descriptor >= 0 else {
    throw Failure.refused("cannot open \(path): \(String(cString: strerror(errno)))")
  }
  return descriptor
}
