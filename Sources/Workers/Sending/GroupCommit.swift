import Dispatch
import Foundation
import Postgres
import Synchronization

/// Combines the requests of several threads in one thread: a commit for many costs as much as a
/// commit for one.
///
/// The first request wakes the thread, which waits a moment for others and takes all that are
/// there. If the database refuses one of them, each is retried alone, so that it does not block the
/// others.
final class GroupCommit<Request: Sendable, Answer: Sendable>: Sendable {
  /// A request, and its answer when there is one.
  final class Ticket: Sendable {
    let request: Request
    private let done = DispatchSemaphore(value: 0)
    private let answer = Mutex<Result<Answer, any Error>>(.failure(GroupCommitProblem.isOpen))

    fileprivate init(_ request: Request) {
      self.request = request
    }

    /// Waits for the answer. Calling it again returns the same.
    func result() -> Result<Answer, any Error> {
      done.wait()
      done.signal()
      return answer.withLock { $0 }
    }

    fileprivate func tell(_ result: Result<Answer, any Error>) {
      answer.withLock { $0 = result }
      done.signal()
    }
  }

  private let gathering: @Sendable (Request) -> Duration
  private let commit: @Sendable ([Request]) throws -> [Answer]
  private let waiting = Mutex<[Ticket]>([])
  private let wake = DispatchSemaphore(value: 0)
  private let isClosed = Atomic(false)
  private let isCommitting = Atomic(false)

  /// `gathering`: how long to wait for others after the first request. `commit` answers each
  /// request, in their order, or throws, and nothing is done.
  init(
    gathering: @escaping @Sendable (Request) -> Duration,
    commit: @escaping @Sendable ([Request]) throws -> [Answer]
  ) {
    self.gathering = gathering
    self.commit = commit
  }

  /// Adds a request and returns.
  @discardableResult
  func enqueue(_ request: Request) -> Ticket {
    let ticket = Ticket(request)
    let isFirst = waiting.withLock { waiting in
      waiting.append(ticket)
      return waiting.count == 1
    }
    if isFirst { wake.signal() }
    return ticket
  }

  /// Adds a request and waits for the answer.
  func callAsFunction(_ request: Request) throws -> Answer {
    try enqueue(request).result().get()
  }

  /// Whether all requests are done.
  var isIdle: Bool {
    waiting.withLock { $0.isEmpty } && !isCommitting.load(ordering: .acquiring)
  }

  /// The thread that commits. Ends after `close`.
  func run() {
    while true {
      wake.wait()
      if !isClosed.load(ordering: .acquiring),
        let first = waiting.withLock({ $0.first?.request })
      {
        Thread.sleep(forTimeInterval: gathering(first) / .seconds(1))
      }
      isCommitting.store(true, ordering: .releasing)
      answer(takeAll())
      isCommitting.store(false, ordering: .releasing)
      if isClosed.load(ordering: .acquiring), waiting.withLock({ $0.isEmpty }) { return }
    }
  }

  /// The thread ends when all requests are done; or, with `refusing`, without doing them.
  func close(refusing: Bool = false) {
    isClosed.store(true, ordering: .releasing)
    if refusing {
      for ticket in takeAll() { ticket.tell(.failure(GroupCommitProblem.isClosed)) }
    }
    wake.signal()
  }

  private func takeAll() -> [Ticket] {
    waiting.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
  }

  private func answer(_ tickets: [Ticket]) {
    guard !tickets.isEmpty else { return }
    do {
      let answers = try commit(tickets.map(\.request))
      for (ticket, answer) in zip(tickets, answers) { ticket.tell(.success(answer)) }
    } catch let error as PostgresError where !error.isTransient && tickets.count > 1 {
      for ticket in tickets { answer([ticket]) }
    } catch {
      for ticket in tickets { ticket.tell(.failure(error)) }
    }
  }
}

enum GroupCommitProblem: Error, CustomStringConvertible {
  case isOpen
  case isClosed

  var description: String {
    switch self {
    case .isOpen: "the answer is not there yet"
    case .isClosed: "the sender is about to end"
    }
  }
}
