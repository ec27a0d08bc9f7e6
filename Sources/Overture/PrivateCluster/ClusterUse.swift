import Foundation
import Glibc

/// That a program uses the private cluster: a lock which the system releases when the program and all
/// who inherited it have ended, however they ended.
struct ClusterUse {
  /// Inherited by programs that are started to work on the cluster.
  let descriptor: Int32
}

/// Who uses a cluster. Three files are locked, beside it:
///
/// - `postgres.start`, by one program while it looks whether the server runs, and starts it;
/// - `postgres.users`, shared, by each program as long as it works; for oneself alone, to stop the server;
/// - `postgres.keeper`, by the keeper: a shell that waits until no program is left, and then stops the
///   server that none of them stopped, because the last one was killed.
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

  /// Enters, and starts the server: `start` learns whether any other program can be using it. Then sees
  /// to a keeper, which ends by running `stop`.
  func enter(stop: [String], start: (_ isAlone: Bool) throws -> Void) throws -> ClusterUse {
    lock(starting, LOCK_EX)
    defer { lock(starting, LOCK_UN) }
    let isAlone = flock(users, LOCK_EX | LOCK_NB) == 0
    // Waits while another stops the server.
    lock(users, LOCK_SH)
    try keep(stop)
    try start(isAlone)
    return ClusterUse(descriptor: users)
  }

  /// Leaves; the last one runs `stop`.
  func leave(_ stop: () throws -> Void) throws {
    defer {
      close(users)
      close(starting)
    }
    guard flock(users, LOCK_EX | LOCK_NB) == 0 else {
      // Others are there; or the keeper, between our two locks, and then it has stopped the server when
      // the lock is ours again.
      lock(users, LOCK_SH)
      return
    }
    try stop()
  }

  /// A keeper that is there holds its lock, which it inherits: there is no moment in which two start.
  private func keep(_ stop: [String]) throws {
    let keeper = try openLock(keeperFile)
    defer { close(keeper) }
    // One that has just stopped the server is gone a moment after it let us in.
    var isFree = flock(keeper, LOCK_EX | LOCK_NB) == 0
    for _ in 0..<4 where !isFree {
      usleep(5000)
      isFree = flock(keeper, LOCK_EX | LOCK_NB) == 0
    }
    guard isFree else { return }
    // Out of the way of the shell's own numbers, which have one digit.
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
  // The server that is started meanwhile must not hold it.
  let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
  guard descriptor >= 0 else {
    throw Failure.refused("cannot open \(path): \(String(cString: strerror(errno)))")
  }
  return descriptor
}
