import Postgres
import TestKit
import Testing

private struct Number: RowDecodable, Equatable {
  let n: Int

  init(row: Row) throws { n = try row["n"] }
}

@Suite(.database) struct PipelineTests {
  @Test func severalQuestionsComeBackInOrder() throws {
    try database.borrow { connection in
      for _ in 1...2 {
        let (one, many, none) = try connection.together(
          Ask.value("SELECT \(7)::int", as: Int.self),
          Ask.all("SELECT n FROM generate_series(1, \(3)::int) n", as: Number.self),
          Ask.first("SELECT n FROM generate_series(1, 0) n", as: Number.self))

        #expect(one == 7)
        #expect(many.map(\.n) == [1, 2, 3])
        #expect(none == nil)
      }
    }
  }

  @Test func aFailureAmongThemIsThrownAndTheConnectionGoesOn() throws {
    try database.borrow { connection in
      let error = #expect(throws: PostgresError.self) {
        try connection.together(
          Ask.value("SELECT 1", as: Int.self), Ask.value("SELECT 1 / \(0)::int", as: Int.self),
          Ask.value("SELECT 3", as: Int.self))
      }

      let next: Int = try connection.value("SELECT 4")
      #expect(error?.sqlState == "22012")
      #expect(next == 4)
      #expect(connection.isReady)
    }
  }

  @Test func insideATransactionTheyAreOfIt() throws {
    let name: String = try owner.transaction { connection in
      try connection.run("UPDATE workspaces SET name = 'Renamed' WHERE id = 1")
      let (name, _) = try connection.together(
        Ask.value("SELECT name FROM workspaces WHERE id = 1", as: String.self),
        Ask.value("SELECT 1", as: Int.self))
      try connection.run("UPDATE workspaces SET name = 'Ours' WHERE id = 1")
      return name
    }

    #expect(name == "Renamed")
  }

  @Test func withoutPreparedStatementsAllIsTheSame() throws {
    let plain = Database(
      ConnectionSettings(
        database.settings.conninfo, keywords: database.settings.keywords,
        preparesStatements: false))

    #expect(try plain.value("SELECT \(5)::int + 1") == 6)
    try plain.borrow { connection in
      let (one, two) = try connection.together(
        Ask.value("SELECT \(1)::int", as: Int.self), Ask.value("SELECT 2", as: Int.self))
      #expect(one + two == 3)
    }
    #expect(try plain.value("SELECT count(*) FROM pg_prepared_statements") == 0)
  }
}
