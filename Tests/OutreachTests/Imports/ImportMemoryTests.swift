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

  /// Of this process, in kB.
  private func memory(_ name: String) throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix(name + ":") })
    return try #require(
      line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) })
  }
}
