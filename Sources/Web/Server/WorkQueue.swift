import DequeModule
import Dispatch
import Synchronization

/// Requests that wait for a worker, in the order they came.
final class WorkQueue: Sendable {
  private let jobs = Mutex<Deque<Job>>([])
  private let bell = DispatchSemaphore(value: 0)

  var count: Int { jobs.withLock { $0.count } }

  func add(_ job: Job) {
    jobs.withLock { $0.append(job) }
    bell.signal()
  }

  /// The next job; waits for one. nil when the queue was closed.
  func take() -> Job? {
    bell.wait()
    return jobs.withLock { $0.popFirst() }
  }

  /// Lets `workers` threads go home when all jobs are taken.
  func close(_ workers: Int) {
    for _ in 0..<workers { bell.signal() }
  }
}
