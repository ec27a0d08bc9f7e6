import HTTPTypes
import Web

/// Work that a page does after its transaction is committed, without a database connection: slow
/// work must not hold one. Then it may continue in another transaction, for the same person.
final class AfterCommit {
  /// Answers with a site in a transaction of its own.
  typealias Door = (_ goOn: (Site) throws -> Response) throws -> Response

  private var act: ((Door) throws -> Response)?

  func set(_ act: @escaping (Door) throws -> Response) {
    self.act = act
  }

  /// The answer of the page, or that of the work it left.
  func run(after response: Response, by door: Door) throws -> Response {
    guard let act else { return response }
    return try act(door)
  }
}

extension Site {
  /// Commits, does `act` without a connection, and continues with its result.
  func withoutConnection<Value>(
    _ act: @escaping () throws -> Value, then goOn: @escaping (Site, Value) throws -> Response
  ) -> Response {
    deferredWork.set { door in
      let value = try act()
      return try door { try goOn($0, value) }
    }
    return Response(status: .ok)
  }

  /// Answers immediately, and does `act` once the changes are committed.
  func afterCommit(_ response: Response, _ act: @escaping () -> Void) -> Response {
    deferredWork.set { _ in
      act()
      return response
    }
    return response
  }
}
