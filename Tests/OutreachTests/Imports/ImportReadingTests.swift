import CSV
import Foundation
import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct ImportReadingTests {
  @Test("S1-004 a large file is read after the request that brought it, and tells how far it is")
  func aLargeFileIsReadLater() throws {
    let reading = try begin(lines(40_000))
    #expect(try workspace.importNumber(reading.id).state == .reading)
    #expect(try workspace.importNumber(reading.id).rowDone == 0)

    // What was uploaded has lost its name by now.
    #expect(try reading.run(in: database, by: "reader") { true })

    let file = try workspace.importNumber(reading.id)
    #expect(file.state == .ready)
    #expect(file.preview.taken == 40_000)
    // Nobody holds it any more: whoever confirms it waits for nobody.
    #expect(try workspace.value("SELECT claimed_until IS NULL FROM imports") == true)
    #expect(try workspace.value("SELECT count(*) FROM import_rows") == 40_000)
  }

  @Test func whatIsCanceledWhileItIsReadLeavesNothing() throws {
    let reading = try begin(lines(40_000))
    try database.inWorkspace(workspace.id) { try $0.cancelImport(reading.id) }

    #expect(try reading.run(in: database, by: "reader") { true } == false)

    #expect(try workspace.importNumber(reading.id).state == .canceled)
    #expect(try workspace.value("SELECT count(*) FROM import_rows") == 0)
  }

  @Test func whatIsNoCSVIsRefusedAtOnce() throws {
    #expect(throws: CSVRefusal.self) { try begin("PK\u{03}\u{04}" + lines(10)) }
    #expect(try workspace.value("SELECT count(*) FROM imports") == 0)
  }

  private func lines(_ count: Int) -> String {
    "email,company\n" + (1...count).map { "p\($0)@firm\($0).example,Firm" }.joined(separator: "\n")
  }

  private func begin(_ text: String) throws -> ImportReading {
    try withFile(text.utf8) { file in
      try database.inWorkspace(workspace.id) {
        try $0.beginReading(
          file, named: "leads.csv", bytes: text.utf8.count, in: workspace.id)
      }
    }
  }
}
