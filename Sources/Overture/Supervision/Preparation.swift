import Foundation
import Glibc
import Logging
import Synchronization

/// The time between a program's start and the moment from which it waits for its end: a database that
/// is made, migrated and filled takes minutes, in calls that do not look up. Whoever asks the program to
/// end in the meantime is heard by a thread of its own.
///
/// It ends the process as it stands. A transaction that runs is undone by the database, and the private
/// PostgreSQL is stopped by its keeper, as after a kill (see `ClusterUsers`). A program of PostgreSQL's
/// that makes or starts it is waited for, or it would go on without us.
enum Preparation {
  private enum State {
    case running, over, ending
  }

  private static let state = Mutex(State.over)
  /// The program of the system that runs now, and its name.
  private static let command = Mutex<(process: pid_t, name: String)?>(nil)

  /// From here on SIGINT and SIGTERM are waited for. Before any thread: each inherits it.
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
      // Whoever waits for it now is on the thread that has ended the preparation.
      guard isOurs else {
        _ = kill(getpid(), received)
        return
      }
      end(received)
    }
  }

  /// The program waits for its end itself, from here on.
  static func isOver() {
    let isEnding = state.withLock { state in
      if state == .running { state = .over }
      return state == .ending
    }
    if isEnding { park() }
  }

  /// Runs to the end of a program of the system, which `end` knows of.
  static func wait(for process: pid_t, named name: String) -> ExitStatus {
    command.withLock { $0 = (process, name) }
    let status = ExitStatus.wait(for: process)
    command.withLock { $0 = nil }
    // What it says now is of no interest: it was ended by us, or with us from the terminal.
    if state.withLock({ $0 == .ending }) { park() }
    return status
  }

  private static func end(_ signal: Int32) -> Never {
    Logger(label: "overture").info(
      "ending before all was ready", metadata: ["signal": "\(signal)"])
    let deadline = ContinuousClock.now + EndTimes.program
    while let running = command.withLock({ $0 }), .now < deadline {
      // What initdb has made by then is of no use to anybody: see `PrivateCluster`. What starts a
      // server is let finish, so that the keeper finds a server to stop.
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

/// That the program was asked to end, and when all of it has to be over.
enum Ending {
  private static let began = Mutex<ContinuousClock.Instant?>(nil)

  static func begin() {
    began.withLock { $0 = $0 ?? .now }
  }

  /// How long the private PostgreSQL may take to stop: as long as it likes where no one waits for us.
  static var timeForPrivateCluster: Duration? {
    began.withLock { began in
      began.map { max(EndTimes.privateCluster - $0.duration(to: .now), .seconds(2)) }
    }
  }
}
