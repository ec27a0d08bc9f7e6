import Foundation
import HTTPTypes
import Outreach
import Postgres
import TestKit
import Testing
import Web

@testable import Site

@Suite(.database) struct ImportPageTests {
  @Test("S1-004 a file is uploaded, checked, confirmed and seen in its list")
  func aFileIsUploadedCheckedAndConfirmed() throws {
    let uploaded = try upload("email,company\na@frost.example,Frost\nb@@frost.example,Frost\n")
    #expect(uploaded.status == .seeOther)
    let address = try #require(uploaded.headers[.location])

    let preview = try get(address)
    #expect(preview.text.contains("Import 1 row"))
    #expect(preview.text.contains("Two @ signs."))
    #expect(preview.text.contains("UTF-8, commas"))

    let confirmed = try post(address + "/confirm", ["list": "October"])
    #expect(confirmed.status == .seeOther)
    let working = try get(address)
    #expect(working.text.contains("0 of 2 rows imported, 0.0 %"))
    #expect(
      working.text.contains("<noscript><meta http-equiv=\"refresh\" content=\"2\"></noscript>"))
    #expect(working.text.contains("data-working"))
  }

  @Test("S1-004 a large file is on its way at once, and its page says how far it has come")
  func aLargeFileShowsHowFarItHasCome() throws {
    let files = ImportFiles()
    let text =
      "email,company\n"
      + (1...60_000).map { "p\($0)@firm\($0).example,Firm\n" }.joined()
    let uploaded = try upload(
      text,
      through: Door(
        database: database, templates: templates.get(), importFiles: files,
        report: { Issue.record($0) }))
    let address = try #require(uploaded.headers[.location])

    #expect(try get(address).text.contains("Waits to be read"))
    try workspace.run("UPDATE imports SET row_done = 15000, last_row = 60001")
    #expect(
      try get(address).text.contains("15,000 rows read and checked, of 60,001 lines, 25"))
    #expect(try get(address).text.contains("Cancel import"))

    let reading = try #require(files.next(atMost: .seconds(1)))
    _ = try reading.run(in: database, by: "reader") { true }
    #expect(try get(address).text.contains("Import 60,000 rows"))
  }

  @Test func whatIsNoCSVIsRefusedInWords() throws {
    let refused = try upload("PK\u{03}\u{04}rest")
    #expect(refused.status == .unprocessableContent)
    #expect(refused.text.contains("Excel workbook"))
    #expect(try upload("\n").text.contains("The file is empty."))
    let noise = (0..<2_000).map { Character(Unicode.Scalar(UInt8($0 * 37 % 128))) }
    #expect(try upload(String(noise)).text.contains("This is no text file."))
    #expect(try workspace.value("SELECT count(*) FROM imports") == 0)
  }

  /// The apostrophe that guards against formulas does not become part of a name.
  @Test func rowsThatWereCorrectedComeBackAsTheyWere() throws {
    let file = fieldCase("import-guard-comes-back").appending(path: "leads.csv")
    let address = try #require(
      try upload(String(contentsOf: file, encoding: .utf8)).headers[.location])
    let rows = try get(address + "/rows.csv").text
    #expect(rows.contains("\"'@home Ltd\""))

    let again = try #require(
      try upload(rows.replacing("\"bad\"", with: "\"ann@home.example\"")).headers[.location])
    _ = try post(again + "/confirm", ["list": "L"])
    try workOff()

    #expect(try workspace.value("SELECT name FROM accounts") == "@home Ltd")
    #expect(
      try workspace.value("SELECT first_name || ' ' || last_name FROM contacts") == "@nn Novak")
    #expect(try workspace.value("SELECT phone FROM contacts") == "+436601234567")
  }

  @Test func aRefusedFormComesBackAsTyped() throws {
    let address = try #require(try upload("email\na@frost.example\n").headers[.location])
    let nameless = try post(address + "/confirm", ["list": " "])
    #expect(nameless.status == .unprocessableContent)
    #expect(nameless.text.contains("A list needs a name."))
    let unmapped = try post(address + "/mapping", ["column-0": "first_name"])
    #expect(unmapped.status == .unprocessableContent)
    #expect(unmapped.text.contains("Say which column holds the email addresses."))
  }

  @Test func aRefusedMappingStaysAsChosenWithItsComplaintsAtTheFields() throws {
    let address = try #require(
      try upload("email,Vorname,Rufname\na@frost.example,Anna,Anni\n").headers[.location])
    let refused = try post(
      address + "/mapping",
      [
        "column-0": "email", "column-1": "first_name", "column-2": "first_name", "region": "ZZ",
      ])

    #expect(refused.status == .unprocessableContent)
    #expect(refused.text.contains("href=\"#column-2\">Rufname</a>"))
    #expect(refused.text.contains("“Vorname” goes to First name already."))
    #expect(refused.text.matches(of: #/value="first_name" selected/#).count == 2)
    #expect(refused.text.contains("“ZZ” is no country."))
    #expect(refused.text.contains("value=\"ZZ\""))
    let page = refused.text
    let columns = try #require(page.range(of: "id=\"columns-h\""))
    let rows = try #require(page.range(of: "id=\"rows-h\""))
    let complaint = try #require(page.range(of: "Not checked."))
    #expect(columns.lowerBound < complaint.lowerBound && complaint.lowerBound < rows.lowerBound)
  }

  @Test func withoutAColumnOfAddressesNothingIsCounted() throws {
    let address = try #require(try upload("who\nAnna\nBerta\n").headers[.location])
    let page = try get(address).text

    #expect(page.contains("Say which column holds the email addresses"))
    #expect(!page.contains("New contacts"))
    #expect(!page.contains("No row needs a look."))
    #expect(page.contains("2 rows"))
  }

  @Test func theSameFileAgainGoesIntoTheSameListAndSaysThatNobodyIsNew() throws {
    let text = "email\na@frost.example\nb@frost.example\n"
    let first = try #require(try upload(text).headers[.location])
    _ = try post(first + "/confirm", ["list": "October"])
    try workOff()
    let second = try #require(try upload(text).headers[.location])

    let page = try get(second).text
    #expect(page.contains("Into the same list again it adds nobody twice."))
    #expect(page.contains("name=\"list\" type=\"text\" value=\"October\""))
    #expect(page.contains("Import 2 rows, nobody new"))

    _ = try post(second + "/confirm", ["list": "October"])
    try workOff()
    let done = try get(second).text
    #expect(done.contains(#/Unchanged<\/span><span class="v">2</#))
    #expect(try workspace.value("SELECT count(*) FROM lists") == 1)
    #expect(try !get(first).text.contains("This very file"))
  }

  @Test func aListsNameHasALimit() throws {
    let address = try #require(try upload("email\na@frost.example\n").headers[.location])
    let refused = try post(address + "/confirm", ["list": String(repeating: "x", count: 201)])
    #expect(refused.status == .unprocessableContent)
    #expect(refused.text.contains("At most 200 letters; this has 201."))
  }

  @Test func aRowOfTheWrongLengthIsWrongAsAWhole() throws {
    let address = try #require(
      try upload("email,company\na@frost.example\n").headers[.location])
    let page = try get(address).text
    #expect(page.contains("1 cell, the header has 2."))
    #expect(page.contains("whole row") && !page.contains(">empty<"))
  }

  @Test func theRowsToLookAtAreAFileWithoutFormulas() throws {
    let address = try #require(
      try upload("email,note\n=cmd|'/C calc'!A0@@,\"say \"\"hi\"\"\"\n").headers[.location])
    let file = try get(address + "/rows.csv")
    #expect(file.headers[.contentType] == "text/csv; charset=utf-8")
    #expect(file.text.contains("\"'=cmd|'/C calc'!A0@@\",\"say \"\"hi\"\"\",\"2\""))
  }

  @Test func noExportedCellBeginsAsAFormulaDoes() {
    for sign in ["=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠", "=\u{301}", "\r\n"] {
      #expect(csvLine([sign + "1"]) == "\"'\(sign)1\"\r\n", "\(sign.debugDescription)")
    }
    #expect(csvLine(["a=1", "", "1-2"]) == "\"a=1\",\"\",\"1-2\"\r\n")
  }

  @Test func whoMayNotEditFindsNoButton() throws {
    let address = try #require(try upload("email\na@frost.example\n").headers[.location])
    let page = try door().respond(to: Request(.get, address), as: someone(.viewer))
    #expect(page.status == .ok)
    #expect(!page.text.contains("Cancel import"))
    #expect(!page.text.contains("Import 1 row"))
  }

  @Test func anImportIsCanceledByItsButton() throws {
    let address = try #require(try upload("email\na@frost.example\n").headers[.location])
    #expect(try get(address).text.contains("href=\"\(address)/cancel\" data-dialog-link"))
    let question = try get(address + "/cancel")
    #expect(question.text.contains("Cancel the import of leads.csv?"))
    #expect(question.text.contains("Nothing has been imported yet"))
    #expect(try post(address + "/cancel", [:]).status == .seeOther)
    #expect(try get(address).text.contains("Canceled"))
    // Twice is said on the page.
    #expect(try post(address + "/cancel", [:]).headers[.location] == address)
    #expect(try get("/imports").text.contains("leads.csv"))
  }

  @Test func checkingAgainKeepsTheListsName() throws {
    let address = try #require(
      try upload("email,company\na@frost.example,Frost\n").headers[.location])
    let form = try #require(
      PageForm.all(in: try get(address).text).first { $0.path == address + "/mapping" }?.fields)
    var fields: [String: String] = ["overwrite": "yes"]
    for field in form.fields { fields[field.name] = field.value }
    fields["list"] = "October"

    #expect(try post(address + "/mapping", fields).status == .seeOther)
    let file: Import.ID = try workspace.value("SELECT max(id) FROM imports")
    try workspace.recheck(file)

    let page = try get(address).text
    #expect(page.contains("value=\"October\""))
    #expect(page.contains("name=\"overwrite\" value=\"yes\" checked"))
  }

  @Test func columnsThatWereChangedAreCheckedBeforeTheImport() throws {
    let address = try #require(
      try upload("email,company\na@frost.example,Frost\n").headers[.location])

    let refused = try post(
      address + "/confirm", ["list": "October", "column-0": "email", "column-1": ""])

    #expect(refused.status == .unprocessableContent)
    #expect(refused.text.contains("Not imported. The columns were changed"))
    #expect(refused.text.contains("value=\"October\""))
  }

  @Test func eachProblemOfARowStandsUnderItsOwnColumn() throws {
    let address = try #require(
      try upload("email,employees,country\na@frost.example,many,Narnia\n").headers[.location])

    let page = try get(address).text
    let columns = page.matches(of: /class="badcell"[^>]*>\s*<code>([^<]*)<\/code>/).map {
      String($0.1)
    }
    #expect(columns == ["employees", "country"])
    let file = try get(address + "/rows.csv").text
    #expect(file.contains("takes whole numbers. “Narnia” is no country"))
  }

  private func upload(_ text: String, through given: Door? = nil) throws -> Response {
    try withFile(text.utf8) { file in
      let upload = Upload(
        file: file, name: "leads.csv", contentType: "text/csv", bytes: text.utf8.count)
      return try (given ?? door()).respond(
        to: Request(.post, "/imports", form: ["csrf": "token"], uploads: ["file": upload]),
        as: someone())
    }
  }

  private func workOff() throws {
    let file: Import.ID = try workspace.value("SELECT max(id) FROM imports")
    while try database.inWorkspace(workspace.id, { try $0.importBatch(file, atMost: 100) })
      == .importing
    {}
  }

  private func get(_ path: String) throws -> Response {
    try door().respond(to: Request(.get, path), as: someone())
  }

  private func post(_ path: String, _ form: [String: String]) throws -> Response {
    var fields = Form()
    fields["csrf"] = "token"
    for (name, value) in form { fields[name] = value }
    return try door().respond(to: Request(.post, path, form: fields), as: someone())
  }
}
