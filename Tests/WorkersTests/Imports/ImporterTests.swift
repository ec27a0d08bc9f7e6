import Outreach
import Postgres
import TestKit
import Testing
import Workers

@Suite(.database) struct ImporterTests {
  @Test func worksAnImportOffInBatchesAndClearsItsRows() throws {
    let rows = (1...95).map { "p\($0)@firm\($0).example" }.joined(separator: "\n")
    let file = try workspace.stage("email\n" + rows + "\nbad@@firm.example\n")
    try database.inWorkspace(workspace.id) {
      _ = try $0.confirm(file, listName: "L", overwrite: false)
    }
    let importer = Importer(database: database, queue: queue, name: "one", batch: 40)

    var shares: [Double] = []
    while try importer.work() > 0 { shares.append(try workspace.importNumber(file).share) }

    #expect(shares == shares.sorted())
    #expect(try workspace.importNumber(file).state == .done)
    #expect(try workspace.value("SELECT contacts FROM lists") == 95)
    // What needs a look can still be looked at.
    #expect(try workspace.value("SELECT count(*) FROM import_rows") == 1)
  }

  @Test func twoImportersShareTheWorkAndDoubleNone() throws {
    let rows = (1...200).map { "p\($0)@firm\($0 / 3).example" }.joined(separator: "\n")
    for list in ["A", "B"] {
      let file = try workspace.stage("email\n" + rows)
      try database.inWorkspace(workspace.id) {
        _ = try $0.confirm(file, listName: list, overwrite: false)
      }
    }

    try atOnce(2) { number in
      let importer = Importer(
        database: database, queue: queue, name: "worker \(number)", batch: 30)
      while try importer.work() > 0 {}
    }

    #expect(try workspace.value("SELECT count(*) FROM contacts") == 200)
    #expect(try workspace.value("SELECT sum(contacts)::bigint FROM lists") == 400)
  }

  @Test func filesThatAreConfirmedTogetherMakeOneAccountOfADomain() throws {
    for company in ["Frost", "Frost Cold Stores"] {
      let rows = (1...6).map { "\(company.count).\($0)@frost.example,\(company)" }
      let file = try workspace.stage("email,company\n" + rows.joined(separator: "\n"))
      try database.inWorkspace(workspace.id) {
        _ = try $0.confirm(file, listName: company, overwrite: false)
      }
    }
    let importers = ["one", "other"].map {
      Importer(database: database, queue: queue, name: $0, batch: 1)
    }

    while try importers.reduce(0, { try $0 + $1.work() }) > 0 {}

    #expect(try workspace.value("SELECT count(*) FROM contacts") == 12)
    #expect(try workspace.value("SELECT count(*) FROM accounts") == 1)
  }

  /// A long file of one workspace does not make the short one of another wait for its end.
  @Test func workspacesTakeTurns() throws {
    let long = (1...8).map { "p\($0)@firm\($0).example" }.joined(separator: "\n")
    for (place, rows) in [(workspace, long), (otherWorkspace, "a@b.example")] {
      let file = try place.stage("email\n" + rows)
      try database.inWorkspace(place.id) {
        _ = try $0.confirm(file, listName: "L", overwrite: false)
      }
    }
    let importer = Importer(database: database, queue: queue, name: "one", batch: 2)

    for _ in 0..<3 { #expect(try importer.work() == 1) }

    #expect(try otherWorkspace.value("SELECT count(*) FROM contacts") == 1)
    let contacts: Int = try workspace.value("SELECT count(*) FROM contacts")
    #expect((2...4).contains(contacts), "of eight")
  }

  @Test func theReaderSaysWhyAFileCannotBeRead() throws {
    let text = "email,name\na@frost.example,\"never closed" + String(repeating: "x", count: 2 << 20)
    let reading = try begin(text)

    try ImportReader(database: database, files: ImportFiles(), name: "reader").read(reading)

    let file = try workspace.importNumber(reading.id)
    #expect(file.state == .failed)
    #expect(file.error?.isEmpty == false)
  }

  @Test func aFileWhoseReaderVanishedIsFailedWithAWord() throws {
    let reading = try begin("email\na@frost.example\n")
    try workspace.run("UPDATE imports SET claimed_until = now() - interval '1 second'")

    #expect(try Importer(database: database, queue: queue, name: "one").work() == 1)

    let file = try workspace.importNumber(reading.id)
    #expect(file.state == .failed)
    #expect(file.error == ImportReading.Stopped.words)
  }

  @Test func aReaderThatIsStoppedGivesTheRowsUp() throws {
    let rows = (1...30_000).map { "p\($0)@firm\($0).example" }.joined(separator: "\n")
    let reading = try begin("email\n" + rows)

    try ImportReader(database: database, files: ImportFiles(), name: "reader").read(reading) {
      false
    }

    #expect(try workspace.importNumber(reading.id).error == ImportReading.Stopped.words)
    #expect(try workspace.value("SELECT count(*) FROM import_rows") == 0)
  }

  private func begin(_ text: String) throws -> ImportReading {
    try withFile(text.utf8) { file in
      try database.inWorkspace(workspace.id) {
        try $0.beginReading(
          file, named: "leads.csv", bytes: text.utf8.count, in: workspace.id)
      }
    }
  }

  @Test func whatTheCrashTookFailsTheImportInWords() throws {
    let file = try workspace.stage("email\na@frost.example\n")
    try database.inWorkspace(workspace.id) {
      _ = try $0.confirm(file, listName: "L", overwrite: false)
    }
    try owner.run("TRUNCATE import_rows_all")

    #expect(throws: Refusal.self) {
      try Importer(database: database, queue: queue, name: "one").work()
    }

    let failed = try workspace.importNumber(file)
    #expect(failed.state == .failed)
    #expect(failed.error?.contains("Upload the file again") == true)
  }
}
