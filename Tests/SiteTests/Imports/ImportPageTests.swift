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

    #expect(try get(address).text.contains("Queued"))
    try workspace.run("UPDATE imports SET row_done = 15000, last_row = 60001")
    #expect(
      try get(address).text.contains("15,000 rows read and checked, of 60,001 lines, 25"))
    #expect(try get(address).text.contains("Cancel import"))

    let reading = try #require(files.next(atMost: .seconds(1)))
    _ = try reading.run(in: database, by: "reader") { true }
    #expect(try get(address).text.contains("Import 60,000 rows"))
  }

  @Test func rowsWithIssuesAreCountedByResultAndFilteredByIt() throws {
    let address = try #require(
      try upload(
        """
        email,first name,phone
        a@frost.example,A,
        b@@frost.example,B,
        a@frost.example,C,
        d@frost.example,D,call me
        """
      ).headers[.location])

    let page = try get(address).text
    #expect(words(in: section("rows-h", of: page)).contains("1 skipped, 1 merged, 1 noted"))
    #expect(page.contains(#"href="\#(address)?result=skip#rows-to-look-at""#))
    // On a phone, too, each row says what becomes of it.
    #expect(page.contains(#"<div class="only-s"><span class="badge red"#))

    func shown(_ result: String) throws -> [String] {
      let html = try door().respond(
        to: Request(.get, address, query: ["result": result]), as: someone()
      ).text
      return rows(of: section("rows-h", of: html)).map { $0[0] }
    }
    #expect(try shown("") == ["3", "4", "5"])
    #expect(try shown("skip") == ["3"])
    #expect(try shown("duplicate") == ["4"])
    #expect(try shown("note") == ["5"])
  }

  @Test func whatIsNoCSVIsRefusedInWords() throws {
    let refused = try upload("PK\u{03}\u{04}rest")
    #expect(refused.status == .unprocessableContent)
    #expect(refused.text.contains("Excel workbook"))
    #expect(try upload("\n").text.contains("The file is empty."))
    #expect(try upload("email,company\n").text.contains("The file holds no rows."))
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

  /// The encodings that files of leads come in, each taken for another one first.
  @Test(
    "a file whose encoding was guessed wrong is read again in the one that a person chooses",
    arguments: [
      ("windows-1250", "windows-1252", "Šťastný Žižka"), ("KOI8-R", "windows-1251", "Наталья"),
      ("Shift_JIS", "windows-1252", "佐藤さくら"), ("windows-1253", "windows-1252", "Ελένη"),
      ("Big5", "GBK", "陳美玲"), ("IBM852", "windows-1250", "Łukasz Żółw"),
    ])
  func aFileIsReadAgainInAnotherEncoding(right: String, wrong: String, name: String) throws {
    let text =
      "email,Vorname,Firma\n"
      + (1...5).map { "a\($0)@frost\($0).example,\(name),Frost\n" }.joined()
    let address = try #require(try upload(bytes: encoded(text, right)).headers[.location])

    if try workspace.value("SELECT guess <> \(wrong) FROM imports") {
      let mistaken = try post(address + "/mapping", ["encoding": wrong, "column-0": "email"])
      #expect(mistaken.status == .seeOther)
    }
    let garbled = try get(address).text
    let again = try post(address + "/mapping", ["encoding": right, "column-0": "email"])
    let page = try get(address).text

    #expect(again.status == .seeOther)
    #expect(!garbled.contains(name) && garbled.contains("5 rows"))
    #expect(page.contains(name) && page.contains("5 rows"))
    #expect(page.contains("<option value=\"\(right)\" selected>"))
    let first = try #require(
      page.firstMatch(of: /<select[^>]*name="encoding"[^>]*>\s*<option[^>]*>([^<]*)</))
    #expect(first.1.hasSuffix(", detected"))

    _ = try post(address + "/confirm", ["list": "L"])
    try workOff()
    #expect(try workspace.value("SELECT first_name FROM contacts ORDER BY id LIMIT 1") == name)
    #expect(try workspace.value("SELECT count(*) FROM contacts") == 5)
    #expect(try workspace.value("SELECT count(*) FROM import_files") == 1)
    let file: Import.ID = try workspace.value("SELECT id FROM imports")
    while try !database.inWorkspace(workspace.id, { try $0.clearImport(file, atMost: 100) }) {}
    #expect(try workspace.value("SELECT count(*) FROM import_files") == 0)
  }

  @Test func anEncodingIsChosenFromTheListAndOnlyWhereItWasGuessed() throws {
    let unicode = try #require(
      try upload("email,Vorname\na@frost.example,Zoë\n").headers[.location])
    #expect(try !get(unicode).text.contains("name=\"encoding\""))
    #expect(try workspace.value("SELECT count(*) FROM import_files") == 0)

    let guessed = try #require(
      try upload(bytes: encoded("email,Vorname\na@frost.example,Zoë\n", "ISO-8859-1"))
        .headers[.location])
    for encoding in ["EBCDIC", "\0", "UTF-16LE"] {
      let refused = try post(guessed + "/mapping", ["encoding": encoding, "column-0": "email"])
      #expect(refused.status == .unprocessableContent)
      #expect(refused.text.contains("Choose an encoding from the list."))
    }
    // Not the right one, but it is read, letters that it cannot have replaced.
    let read = try post(guessed + "/mapping", ["encoding": "UTF-8", "column-0": "email"])
    #expect(read.status == .seeOther)
    #expect(try get(guessed).text.contains("Zo\u{FFFD}"))
  }

  @Test func aRefusedFormComesBackAsTyped() throws {
    let address = try #require(try upload("email\na@frost.example\n").headers[.location])
    let nameless = try post(address + "/confirm", ["list": " "])
    #expect(nameless.status == .unprocessableContent)
    #expect(nameless.text.contains("A list needs a name."))
    let unmapped = try post(address + "/mapping", ["column-0": "first_name"])
    #expect(unmapped.status == .unprocessableContent)
    #expect(unmapped.text.contains("Choose the column that holds the email addresses."))
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
    #expect(refused.text.contains("“Vorname” is already mapped to First name."))
    #expect(refused.text.matches(of: #/value="first_name" selected/#).count == 2)
    #expect(refused.text.contains("“ZZ” is not a country."))
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

    #expect(page.contains("No column holds email addresses"))
    #expect(!page.contains("New contacts"))
    #expect(!page.contains("No rows with issues."))
    #expect(page.contains("2 rows"))
  }

  @Test func theSameFileAgainGoesIntoTheSameListAndSaysThatNobodyIsNew() throws {
    let text = "email\na@frost.example\nb@frost.example\n"
    let first = try #require(try upload(text).headers[.location])
    _ = try post(first + "/confirm", ["list": "October"])
    try workOff()
    let second = try #require(try upload(text).headers[.location])

    let page = try get(second).text
    #expect(page.contains("Into the same list again it adds no contact twice."))
    #expect(page.contains("name=\"list\" type=\"text\" value=\"October\""))
    #expect(page.contains("Import 2 rows, no new contacts"))

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
    #expect(refused.text.contains("At most 200 characters; this has 201."))
  }

  @Test func aRowOfTheWrongLengthIsWrongAsAWhole() throws {
    let address = try #require(
      try upload("email,company\na@frost.example\n").headers[.location])
    let page = try get(address).text
    #expect(page.contains("1 cell, the header has 2."))
    #expect(page.contains("whole row") && !page.contains(">empty<"))
  }

  @Test func aFileOfCompaniesAloneSaysThatPeopleAreMissing() throws {
    let companies = try upload("company,country\nFrost,DE\nIce,AT\n")
    let people = try upload("company,contact us\nFrost,a@frost.example\n")

    let address = try #require(companies.headers[.location])
    #expect(try get(address).text.contains("No column holds email addresses"))
    let other = try #require(people.headers[.location])
    #expect(try get(other).text.contains("Choose the column that holds the email addresses"))
  }

  @Test func rowsThatJoinAnAccountOfAnotherNameAreToldBeforeAndAfter() throws {
    try workspace.run(
      "INSERT INTO accounts (name, match_key, domain) VALUES ('Kjol AS', 'n:kjol', 'kjol.example')")
    let file = """
      email,company
      a@frost.example,Frost GmbH
      b@frost.example,Frost GmbH
      c@frost.example,Frost Holding
      d@frost.example,
      e@kjol.example,Kjol
      f@kjol.example,Cooling Norway
      g@ice.example,
      h@ice.example,Ice Ltd
      """
    let address = try #require(try upload(file).headers[.location])

    let preview = try words(in: get(address).text)
    #expect(
      preview.contains(
        "2 rows join an account of another name, because their addresses have the account’s domain: "
          + "“Frost Holding” in Frost GmbH, “Cooling Norway” in Kjol AS."))

    _ = try post(address + "/confirm", ["list": "October"])
    try workOff()
    #expect(try words(in: get(address).text).contains("2 rows joined an account of another name"))
    #expect(
      try workspace.rows("SELECT name FROM accounts ORDER BY 1").map { try $0["name"] as String }
        == ["Frost GmbH", "Ice Ltd", "Kjol AS"])

    let plain = try #require(
      try upload("email,company\na@x.example,X\nb@y.example,Y\n").headers[.location])
    #expect(try !get(plain).text.contains("of another name"))
  }

  @Test func aListIsFoundInCapitalsOrNotAndTheFieldSaysSo() throws {
    let list = try workspace.makeList(of: [], named: "Cold stores")
    let first = try #require(try upload("email\na@frost.example\n").headers[.location])

    let fresh = try get(first).text
    #expect(fresh.contains("Creates a list with this name.</p>"))
    #expect(fresh.contains("<option value=\"Cold stores\"></option>"))
    _ = try post(first + "/confirm", ["list": "cold STORES"])
    try workOff()

    #expect(try workspace.value("SELECT count(*) FROM lists") == 1)
    #expect(try workspace.list(list).contacts == 1)
    #expect(try workspace.value("SELECT list_name FROM imports") == "Cold stores")
    let again = try #require(try upload("email\na@frost.example\n").headers[.location])
    #expect(try get(again).text.contains("Adds to the existing list of this name.</p>"))
  }

  /// The names of accounts are indexed, and what is in an index has a longest length.
  @Test func aNameThatIsTooLongIsCutWithANoteAndShownShort() throws {
    var state: UInt64 = 1
    // Letters without a pattern: what repeats itself is compressed in an index.
    let letters = (0..<5_000).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(ascii: "a") + UInt8((state >> 33) % 26)
    }
    let long = String(decoding: letters, as: UTF8.self)
    let other = String(long.reversed())
    let address = try #require(
      try upload(
        "email,company\na@frost.example,Frost\nb@frost.example,\(long)\nc@ice.example,\(other)\n"
      ).headers[.location])

    let preview = try words(in: get(address).text)
    #expect(preview.contains("The name has 5,000 characters. The account gets the first 200."))
    #expect(preview.contains("“\(long.prefix(59))…” in Frost."))
    _ = try post(address + "/confirm", ["list": "October"])
    try workOff()

    let names: [String] = try workspace.rows("SELECT name FROM accounts ORDER BY length(name)")
      .map { try $0["name"] }
    #expect(names == ["Frost", String(other.prefix(200))])
    #expect(try workspace.value("SELECT count(*) FROM contacts") == 3)
  }

  @Test func aNameThatLooksLikeAFormulaIsKeptAsTyped() throws {
    let names = ["=cmd|' /C calc'!A0", "+1 Logistics", "@home"]
    let file = names.enumerated().map { "p@firm\($0).example,\"\($1)\"\n" }.joined()
    let address = try #require(try upload("email,company\n" + file).headers[.location])
    _ = try post(address + "/confirm", ["list": "October"])
    try workOff()

    #expect(
      try workspace.rows("SELECT name FROM accounts ORDER BY id").map { try $0["name"] as String }
        .sorted() == names.sorted())
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

  /// A text in an encoding of iconv's.
  private func encoded(_ text: String, _ encoding: String) throws -> [UInt8] {
    let (input, output) = (Pipe(), Pipe())
    let converter = Process()
    converter.executableURL = URL(filePath: "/usr/bin/env")
    converter.arguments = ["iconv", "-f", "UTF-8", "-t", encoding]
    (converter.standardInput, converter.standardOutput) = (input, output)
    try converter.run()
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    try input.fileHandleForWriting.close()
    let bytes = Array(output.fileHandleForReading.readDataToEndOfFile())
    converter.waitUntilExit()
    #expect(converter.terminationStatus == 0 && !bytes.isEmpty)
    return bytes
  }

  private func upload(_ text: String, through given: Door? = nil) throws -> Response {
    try upload(bytes: Array(text.utf8), through: given)
  }

  private func upload(bytes: [UInt8], through given: Door? = nil) throws -> Response {
    try withFile(bytes) { file in
      let upload = Upload(
        file: file, name: "leads.csv", contentType: "text/csv", bytes: bytes.count)
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
