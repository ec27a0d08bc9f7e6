import Foundation
import Glibc
import Logging
import Workers

/// Threads that work until somebody asks the program to end.
final class Running {
  let stop = Stop()
  private let group = DispatchGroup()
  private let log = Logger(label: "overture")

  /// SIGINT and SIGTERM are waited for; no thread of ours is interrupted by them. Made before any
  /// thread, so that each inherits it.
  init() {
    var signals = endSignals()
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    signal(SIGPIPE, SIG_IGN)
  }

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

  /// Runs a worker until the end; what goes wrong is logged, and the worker goes on.
  func start(_ name: String, _ worker: some Worker, pause: Duration = .seconds(5)) {
    let log = Logger(label: name)
    start(name) { [stop] in
      worker.run(until: stop, pause: pause) { log.error("\($0)") }
    }
  }

  /// Waits for SIGINT or SIGTERM, then for all threads to finish what they do, but no longer than
  /// whoever sent the signal waits.
  func untilTheEnd(_ atTheEnd: () -> Void = {}) {
    var signals = endSignals()
    var received: Int32 = 0
    sigwait(&signals, &received)
    log.info("ending", metadata: ["signal": "\(received)"])
    stop.request()
    atTheEnd()
    guard group.wait(timeout: .now() + 28) == .success else {
      return log.error("ending while something is still running")
    }
  }
}

private func endSignals() -> sigset_t {
  var signals = sigset_t()
  sigemptyset(&signals)
  sigaddset(&signals, SIGINT)
  sigaddset(&signals, SIGTERM)
  return signals
}
