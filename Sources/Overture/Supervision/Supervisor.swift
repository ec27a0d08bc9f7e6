import Foundation
import Glibc
import Logging

/// Runs programs as processes of their own and starts each again that ends: what kills one costs that
/// one only.
///
/// All of it happens on the thread that calls `run`, between two waits for a signal.
final class Supervisor {
  private var children: [ChildProgram]
  private let settings: Settings
  private let inherited: [Int32]
  private let log = Logger(label: "overture")
  /// No one writes into it. When we end, its other end does, too.
  private let life: (read: Int32, write: Int32)
  /// The private PostgreSQL, where there is one.
  private var server: ServerWatch?

  /// `inherited` are descriptors that each program keeps open.
  init(
    _ children: [ChildProgram], _ settings: Settings, inherited: [Int32], server: ServerWatch?
  ) throws {
    self.server = server
    self.children = children
    self.settings = settings
    self.inherited = inherited
    var signals = watchedSignals()
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    life = try closedPipe()
  }

  /// Until SIGINT or SIGTERM. `whenReady` learns the pages' port when all are ready for the first time.
  func run(whenReady: (Int) -> Void) throws {
    defer { end() }
    var isAnnounced = false
    while true {
      try startDue()
      switch nextSignal(within: isAnnounced ? .seconds(1) : .milliseconds(10)) {
      case SIGINT, SIGTERM: return
      default: break
      }
      lookAtServer()
      try lookAtChildren(isAnnounced: isAnnounced)
      if !isAnnounced, children.allSatisfy(\.isReady) {
        isAnnounced = true
        whenReady(pagesPort ?? 0)
      }
    }
  }

  /// Port 0 becomes a number when the pages have listened; the others need it, and so do the pages
  /// when they come back.
  private var pagesPort: Int? { children.lazy.compactMap(\.port).first { $0 != 0 } }

  private func startDue() throws {
    for index in children.indices where children[index].process == nil {
      guard children[index].startsAt <= .now else { continue }
      guard index == 0 || settings[.port] != "0" || pagesPort != nil else { continue }
      guard hasPredecessor(children[index]) else { continue }
      var more = children[index].settings
      if let pagesPort { more[.port] = String(pagesPort) }
      do {
        try children[index].start(
          in: settings.environment(more), life: life.read, inherited: inherited)
      } catch {
        // The machine is short of something; that passes.
        guard children[index].hasBeenReady else { throw error }
        let pause = children[index].planRestart()
        log.error(
          "\(children[index].name) does not start: \((error as? Failure)?.message ?? "\(error)"); tried again in \(pause)"
        )
      }
    }
  }

  private func hasPredecessor(_ child: ChildProgram) -> Bool {
    guard let predecessor = child.predecessor else { return true }
    return children.contains { $0.name == predecessor && $0.hasBeenReady }
  }

  private func lookAtChildren(isAnnounced: Bool) throws {
    for index in children.indices {
      if children[index].lookForReadiness(), isAnnounced {
        log.notice("\(children[index].name) is ready again")
      }
      guard let status = children[index].ended() else { continue }
      let name = children[index].name
      // It has said itself what is wrong, and would say it again each time.
      guard children[index].hasBeenReady || status.signal != nil else {
        throw Failure(
          message: "\(name) did not start (\(status))", status: status.code == 0 ? 1 : status.code)
      }
      let pause = children[index].planRestart()
      log.error("\(name) ended: \(status); it starts again in \(pause)")
    }
  }

  /// All programs need it, and none of them could start it.
  private func lookAtServer() {
    do {
      if try server?.startIfGone() == true {
        log.error("the private PostgreSQL ended and is started again")
      }
    } catch {
      log.error(
        "the private PostgreSQL does not start: \((error as? Failure)?.message ?? "\(error)")")
    }
  }

  private func nextSignal(within patience: Duration) -> Int32 {
    var signals = watchedSignals()
    var wait = timespec(
      tv_sec: Int(patience / .seconds(1)),
      tv_nsec: Int((patience / .nanoseconds(1)).truncatingRemainder(dividingBy: 1e9)))
    return sigtimedwait(&signals, nil, &wait)
  }

  /// Asks all to end, and ends those that do not.
  private func end() {
    Ending.begin()
    let deadline = ContinuousClock.now + EndTimes.programs
    for child in children { child.signal(SIGTERM) }
    while children.contains(where: { $0.process != nil }) {
      for index in children.indices { _ = children[index].ended() }
      if ContinuousClock.now > deadline { for child in children { child.signal(SIGKILL) } }
      guard children.contains(where: { $0.process != nil }) else { break }
      _ = nextSignal(within: .milliseconds(50))
    }
  }
}

private func watchedSignals() -> sigset_t {
  var signals = endSignals()
  sigaddset(&signals, SIGCHLD)
  return signals
}
