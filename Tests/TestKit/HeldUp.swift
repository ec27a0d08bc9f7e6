import Dispatch
import Foundation
import Outreach
import Postgres
import Synchronization

/// Runs `act` on another thread, in a transaction of this test's workspace, until a lock of another
/// transaction holds it up, or until it is done; then `release`, and waits for its end.
///
/// Says whether it was held up, and throws what it threw.
package func isHeldUp(
  _ act: @escaping @Sendable (Connection) throws -> Void, until release: () throws -> Void
) throws -> Bool {
  let lent = TestDatabases.current
  let acting = Acting()
  Thread.detachNewThread {
    TestDatabases.$current.withValue(lent) { acting.run(act) }
  }
  let wasHeldUp = try acting.isHeldUp()
  try release()
  try acting.end()
  return wasHeldUp
}

private final class Acting: Sendable {
  private let process = Atomic(0)
  private let result = Mutex<Result<Void, any Error>?>(nil)
  private let ended = DispatchSemaphore(value: 0)

  func run(_ act: (Connection) throws -> Void) {
    let done = Result {
      try database.inWorkspace(workspace.id) { connection in
        process.store(
          try connection.value("SELECT pg_backend_pid()"), ordering: .releasing)
        try act(connection)
      }
    }
    result.withLock { $0 = done }
    ended.signal()
  }

  func isHeldUp() throws -> Bool {
    while result.withLock({ $0 == nil }) {
      let process = process.load(ordering: .acquiring)
      if try owner.value(
        "SELECT EXISTS (SELECT FROM pg_locks WHERE pid = \(process) AND NOT granted)")
      {
        return true
      }
    }
    return false
  }

  func end() throws {
    ended.wait()
    try result.withLock { $0 }?.get()
  }
}
