import Foundation
import Glibc
import Logging
import Workers

/// Threads that work until the program is asked to end.
final class Running {
  let stop = Stop()
  private let group = DispatchGroup()
  private let log = Logger(label: "overture")
  private let supervision = Supervision()

  /// SIGINT and SIGTERM are waited for; they interrupt no thread of ours. Created before any
  /// thread, so that each inherits the signal mask.
  init() {
    Preparation.begin()
    signal(SIGPIPE, SIG_IGN)
    supervision?.endWithSupervisor()
  }

  var isSupervised: Bool { supervision != nil }

  /// Runs `body` on a thread of its own.
  func start(_ name: String, _ body: @escaping @Sendable () -> Void) {
    group.enter()
    let thread = Thread { [group] in
      body()
      group.leave()
    }
    thread.name = name
    thread.stackSize = 1 << 20
    thread.start()
  }

  /// Runs a worker until the end; an error is logged, and the worker continues.
  func start(_ name: String, _ worker: some Worker, pause: Duration = .seconds(5)) {
    let log = Logger(label: name)
    start(name) { [stop] in
      worker.run(until: stop, pause: pause) { log.error("\($0)") }
    }
  }

  /// Waits for SIGINT or SIGTERM, then for all threads to finish their work. `port` is the one that
  /// the pages listen on.
  func untilTheEnd(port: Int = 0, _ atTheEnd: () -> Void = {}) {
    Preparation.isOver()
    supervision?.sayReady(port: port)
    var signals = endSignals()
    var received: Int32 = 0
    sigwait(&signals, &received)
    log.info("ending", metadata: ["signal": "\(received)"])
    Ending.begin()
    stop.request()
    atTheEnd()
    guard group.wait(timeout: .now() + EndTimes.program / .seconds(1)) == .success else {
      log.error("running work takes too long and is abandoned; its transactions roll back")
      // The system takes back what we hold: connections, and the private cluster.
      _exit(1)
    }
  }
}

func endSignals() -> sigset_t {
  var signals = sigset_t()
  sigemptyset(&signals)
  sigaddset(&signals, SIGINT)
  sigaddset(&signals, SIGTERM)
  return signals
}
