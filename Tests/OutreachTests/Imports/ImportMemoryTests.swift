import CSV
import Foundation
import Postgres
import TestKit
import Testing

@testable import Outreach

/// What a file needs of memory is told by what is in it, and not by how many lines it has.
@Suite(.database, .serialized) struct ImportMemoryTests {
  @Test func whatWasSeenGrowsAsItFills() {
    var seen = FirstSeen()
    #expect(seen.room <= 1 << 14)

    for number in 0..<100_000 {
      var address = Array("p\(number)@frost.example".utf8)
      address.withUnsafeMutableBufferPointer {
        #expect(seen.row(of: UnsafeBufferPointer($0), else: number) == nil)
      }
    }
    let again = Array("p7@frost.example".utf8).withUnsafeBufferPointer { seen.row(of: $0, else: 1) }

    #expect(again == 7)
    #expect(seen.count == 100_000)
    #expect(seen.room <= 1 << 18)
  }

  @Test func aFileOfLineFeedsTakesNoMoreMemoryThanAFileOfRows() throws {
    let start = "email\na@frost.example\n".utf8
    let before = try memory("VmRSS")
    try Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))

    let file = try withFile(Data(start) + Data(repeating: 10, count: 31_000_000)) { file in
      try database.inWorkspace(workspace.id) { try $0.stage(file, named: "feeds.csv") }
    }

    let peak = try memory("VmHWM")
    #expect(try workspace.value("SELECT rows_read FROM imports WHERE id = \(file)") == 1)
    #expect(peak - before < 400_000, "kB more than before, other tests' too")
  }

  @Test("a file of more rows than are remembered is refused while it is read, and leaves nothing")
  func aFileOfTooManyRowsIsRefused() throws {
    func stage(_ text: String, atMost most: Int) throws -> Import.ID {
      try withFile(Data(text.utf8)) { file in
        try database.inWorkspace(workspace.id) { connection in
          let csv = try CSVFile(reading: file)
          let id = try connection.makeImport(named: "rows.csv", bytes: csv.bytes)
          try connection.describe(id, csv)
          try connection.stage(csv, as: id, atMost: most)
          return id
        }
      }
    }
    let rows = (0..<10).map { "p\($0)@frost.example\n" }.joined()

    let whole = try stage("email\n" + rows, atMost: 10)
    #expect(try workspace.value("SELECT rows_read FROM imports WHERE id = \(whole)") == 10)
    #expect(throws: CSVRefusal.tooManyRows(9)) { try stage("email\n" + rows, atMost: 9) }
    let long = (0..<9).map {
      "p@f\($0).example,\($0)\(String(repeating: "x", count: 1_000))\n"
    }
    #expect(throws: CSVRefusal.tooManyRows(9)) {
      try stage("email,company\n" + long.joined(), atMost: 9)
    }
    #expect(try workspace.value("SELECT count(*) FROM imports WHERE file_name = 'rows.csv'") == 1)
  }

  @Test func theRefusalSaysHowManyRowsAndWhatToDo() {
    #expect(
      CSVRefusal.tooManyRows(LeadChecker.mostRows).description
        == "The file has more than 5,000,000 rows, or names as long as of more. Cut it into several files."
    )
  }

  /// Of this process, in kB.
  private func memory(_ name: String) throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix(name + ":") })
    return try #require(
      line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) })
  }
}
