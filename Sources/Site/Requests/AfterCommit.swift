import HTTPTypes
import Web

/// What a page does when its transaction is committed, without a connection of the database: what takes
/// long must not hold one. Then it may go on in another transaction, for the same person.
final class AfterCommit {
  /// Answers with a site in a transaction of its own.
  typealias Door = (_ goOn: (Site) throws -> Response) throws -> Response

  private var act: ((Door) throws -> Response)?

  func set(_ act: @escaping (Door) throws -> Response) {
    self.act = act
  }

  /// The answer of the page, or that of the errand it has sent.
  func run(after response: Response, by door: Door) throws -> Response {
    guard let act else { return response }
    return try act(door)
  }
}

extension Site {
  /// Commits, does `act` without a connection, and goes on with what came of it.
  func withoutConnection<Value>(
    _ act: @escaping () throws -> Value, then goOn: @escaping (Site, Value) throws -> Response
  ) -> Response {
    errand.set { door in
      let value = try act()
      return try door { try goOn($0, value) }
    }
    return Response(status: .ok)
  }

  /// Answers so, and does `act` once what was changed is committed.
  func afterCommit(_ response: Response, _ act: @escaping () -> Void) -> Response {
    errand.set { _ in
      act()
      return response
    }
    return response
  }
}
