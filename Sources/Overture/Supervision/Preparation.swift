import Foundation
import Glibc
import Logging
import Synchronization

/// The time between a program's start and the moment from which it waits for its end: creating,
/// migrating and filling a database takes minutes, in calls that cannot be interrupted. A thread of
/// its own handles a request to end during that time.
///
/// It ends the process immediately. The database rolls back a running transaction, and the keeper
/// stops the private PostgreSQL, as after a kill (see `ClusterUsers`). A PostgreSQL program that
/// creates or starts it is waited for, because otherwise it would continue without us.
enum Preparation {
  private enum State {
    case running, over, ending
  }

  private static let state = Mutex(State.over)
  /// The system program that runs now, and its name.
  private static let command = Mutex<(process: pid_t, name: String)?>(nil)

  /// From here on SIGINT and SIGTERM are waited for. Before any thread, so that each inherits the
  /// mask.
  static func begin() {
    var signals = endSignals()
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    state.withLock { $0 = .running }
    Thread.detachNewThread {
      var signals = endSignals()
      var received: Int32 = 0
      sigwait(&signals, &received)
      let isOurs = state.withLock { state in
        if state == .running { state = .ending }
        return state == .ending
      }
      // The waiter is now the thread that has ended the preparation.
      guard isOurs else {
        _ = kill(getpid(), received)
        return
      }
      end(received)
    }
  }

  /// From here on the program itself waits for its end.
  static func isOver() {
    let isEnding = state.withLock { state in
      if state == .running { state = .over }
      return state == .ending
    }
    if isEnding { park() }
  }

  /// Runs a system program to its end, known to `end`.
  static func wait(for process: pid_t, named name: String) -> ExitStatus {
    command.withLock { $0 = (process, name) }
    let status = ExitStatus.wait(for: process)
    command.withLock { $0 = nil }
    // Its output no longer matters: it was ended by us, or with us from the terminal.
    if state.withLock({ $0 == .ending }) { park() }
    return status
  }

  private static func end(_ signal: Int32) -> Never {
    Logger(label: "overture").info(
      "ending before all was ready", metadata: ["signal": "\(signal)"])
    let deadline = ContinuousClock.now + EndTimes.program
    while let running = command.withLock({ $0 }), .now < deadline {
      // An interrupted initdb leaves nothing usable: see `PrivateCluster`. A program that starts a
      // server may finish, so that the keeper finds a server to stop.
      if running.name == "initdb" { kill(running.process, SIGTERM) }
      usleep(100_000)
    }
    _exit(0)
  }

  /// The process ends in a moment.
  private static func park() -> Never {
    while true { sleep(60) }
  }
}

/// That the program was asked to end, and by when it must have ended.
enum Ending {
  private static let began = Mutex<ContinuousClock.Instant?>(nil)

  static func begin() {
    began.withLock { $0 = $0 ?? .now }
  }

  /// The time limit for the private PostgreSQL to stop: none if no one waits for us.
  static var timeForPrivateCluster: Duration? {
    began.withLock { began in
      began.map { max(EndTimes.privateCluster - $0.duration(to: .now), .seconds(2)) }
    }
  }
}
