import Foundation
import Postgres
import Synchronization
import TestKit
import Testing

private struct Member: RowDecodable, Equatable {
  let id: Int
  let displayName: String
  let team: Int
  let messageID: String?
  let scores: [Double]
  let joinedOn: Day?
  let role: Role
  let isActive: Bool

  enum Role: String, SQLValue {
    case owner, guest
  }
}

private struct Named: RowDecodable {
  let name: String
}

private struct Pair: RowDecodable {
  let left: Int
  let named: Named
}

private struct Handle: RowDecodable {
  let address: URL
}

/// Counts how many of it there are.
private final class Counted: SQLValue, Sendable {
  static let living = Atomic(0)
  let sqlText: String

  init?(sqlText: String) {
    self.sqlText = sqlText
    Self.living.add(1, ordering: .relaxed)
  }

  deinit { Self.living.subtract(1, ordering: .relaxed) }
}

private struct Counting: RowDecodable {
  let first: Counted
  let second: Counted?
  let third: Int
}

@Suite(.database) struct DeclaredRowTests {
  @Test func propertiesAreReadFromTheColumnsOfTheirNames() throws {
    let member: Member? = try database.first(
      """
      SELECT 'guest' AS role, true AS is_active, 7 AS id, 'Ann' AS display_name, 3 AS team_id,
        NULL AS message_id, ARRAY[1.5, 2] AS scores, date '2026-02-28' AS joined_on, 'x' AS other
      """)

    #expect(
      member
        == Member(
          id: 7, displayName: "Ann", team: 3, messageID: nil, scores: [1.5, 2],
          joinedOn: Day(year: 2026, month: 2, day: 28), role: .guest, isActive: true))
  }

  @Test func aColumnOfThePropertysNameGoesBeforeTheKey() throws {
    let pair: Pair? = try database.first("SELECT 1 AS left_id, 2 AS left, 'Ann' AS name")

    #expect(pair?.left == 2)
    #expect(pair?.named.name == "Ann")
  }

  @Test func eachRowOfAResultIsReadByItself() throws {
    let rows: [Named] = try database.all("SELECT 'n' || n AS name FROM generate_series(1, 300) n")

    #expect(rows.map(\.name) == (1...300).map { "n\($0)" })
  }

  @Test func whatDoesNotFitIsNamedByColumnAndType() throws {
    #expect(throws: RowError.self) { try database.all("SELECT 1 AS left, NULL AS name") as [Pair] }
    do {
      _ = try database.all("SELECT NULL::int AS left, 'Ann' AS name") as [Pair]
      Issue.record("NULL was read as a number")
    } catch let error as RowError {
      #expect((error.fault, error.column, error.type) == (.null, "left", "Int"))
    }
    do {
      _ = try database.all("SELECT 'Ann' AS name") as [Pair]
      Issue.record("a column was missing")
    } catch let error as RowError {
      #expect((error.fault, error.column) == (.missing, "left"))
    }
    do {
      _ = try database.all("SELECT 'a' AS address") as [Handle]
      Issue.record("a URL is no value of a column")
    } catch let error as RowError {
      #expect((error.fault, error.column, error.type) == (.undeclared, "address", "URL"))
    }
  }

  @Test func whatWasReadBeforeAFaultIsGivenBack() throws {
    #expect(throws: RowError.self) {
      try database.all("SELECT 'a' AS first, 'b' AS second, 'c' AS third") as [Counting]
    }
    #expect(Counted.living.load(ordering: .relaxed) == 0)

    let read: [Counting] = try database.all("SELECT 'a' AS first, NULL AS second, 3 AS third")
    #expect(read.first?.first.sqlText == "a")
    #expect(Counted.living.load(ordering: .relaxed) == 1)
    withExtendedLifetime(read) {}
  }
}
