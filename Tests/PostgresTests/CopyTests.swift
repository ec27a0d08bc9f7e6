import Postgres
import TestKit
import Testing

private struct GivenUp: Error {}

@Suite(.database) struct CopyTests {
  @Test func rowsStreamIn() throws {
    try withThings { connection in
      let rows = try connection.copyIn("COPY things FROM STDIN") { writer in
        for id in 1...1000 {
          // Cut in the middle of a row: the server sees one stream.
          let line = Array("\(id)\tthing \(id)\n".utf8)
          try writer.write(line.prefix(3))
          try writer.write(line.dropFirst(3))
        }
      }

      let name: String = try connection.value("SELECT name FROM things WHERE id = 777")
      #expect(rows == 1000)
      #expect(name == "thing 777")
    }
  }

  @Test func whoGivesUpLeavesNoRow() throws {
    try withThings { connection in
      #expect(throws: GivenUp.self) {
        try connection.copyIn("COPY things FROM STDIN") { writer in
          try writer.write(Array("1\tone\n".utf8))
          throw GivenUp()
        }
      }

      let left: Int = try connection.value("SELECT count(*) FROM things")
      #expect(left == 0)
    }
  }

  @Test func aBadRowIsTheServersErrorAndNothingCameIn() throws {
    try withThings { connection in
      let error = #expect(throws: PostgresError.self) {
        try connection.copyIn("COPY things FROM STDIN") {
          try $0.write(Array("1\tone\nx\ttwo\n".utf8))
        }
      }

      #expect(error?.sqlState == "22P02")
      let left: Int = try connection.value("SELECT count(*) FROM things")
      #expect(left == 0)
    }
  }
  /// The connection goes back to the pool, and must not take the table to another test.
  private func withThings(_ body: (Connection) throws -> Void) throws {
    try database.borrow { connection in
      try connection.script("CREATE TEMP TABLE things (id int, name text)")
      defer { #expect(throws: Never.self) { try connection.script("DROP TABLE things") } }
      try body(connection)
    }
  }
}
