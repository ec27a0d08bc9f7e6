import Postgres
import TestKit
import Testing

private struct GivenUp: Error {}

@Suite(.database) struct CopyTests {
  @Test func rowsStreamIn() throws {
    try database.borrow { connection in
      try connection.script("CREATE TEMP TABLE things (id int, name text)")
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
    try database.borrow { connection in
      try connection.script("CREATE TEMP TABLE things (id int)")
      #expect(throws: GivenUp.self) {
        try connection.copyIn("COPY things FROM STDIN") { writer in
          try writer.write(Array("1\n".utf8))
          throw GivenUp()
        }
      }

      let left: Int = try connection.value("SELECT count(*) FROM things")
      #expect(left == 0)
    }
  }

  @Test func aBadRowIsTheServersErrorAndNothingCameIn() throws {
    try database.borrow { connection in
      try connection.script("CREATE TEMP TABLE things (id int)")
      let error = #expect(throws: PostgresError.self) {
        try connection.copyIn("COPY things FROM STDIN") { try $0.write(Array("1\nx\n".utf8)) }
      }

      #expect(error?.sqlState == "22P02")
      let left: Int = try connection.value("SELECT count(*) FROM things")
      #expect(left == 0)
    }
  }
}
