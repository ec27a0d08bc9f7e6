import Foundation
import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct ImportTests {
  @Test("S1-004 a file of leads becomes accounts, contacts and a list")
  func aFileOfLeadsBecomesAccountsContactsAndAList() throws {
    let id = try workspace.stage(
      """
      Firma;E-Mail;Vorname;Nachname;Flotte
      Ostrava Frostlager;j.novotna@ostrava.example;Jitka;Novotná;14
      ;m.lang@mail.eis.co.uk;Max;Lang;
      ;petra.hofer@gmail.com;Petra;Hofer;
      ostrava frostlager;k@ostrava.example;Karel;;
      """)
    let file = try workspace.importNumber(id)
    #expect(file.state == .ready)
    #expect(file.preview.new == 4)
    #expect(file.preview.accounts == 3)

    try workspace.importAll(id, into: "Cold stores")

    let accounts: [String] = try workspace.rows(
      "SELECT name || ' ' || match_key AS a FROM accounts ORDER BY match_key"
    ).map { try $0["a"] }
    #expect(
      accounts == [
        "eis.co.uk d:eis.co.uk", "Petra Hofer e:petra.hofer@gmail.com",
        "Ostrava Frostlager n:ostravafrostlager",
      ])
    #expect(try workspace.value("SELECT contacts FROM lists WHERE name = 'Cold stores'") == 4)
    #expect(
      try workspace.value(
        "SELECT last_name FROM contacts WHERE email_key = 'j.novotna@ostrava.example'")
        == "Novotná")
    #expect(try workspace.importNumber(id).outcome.new == 4)
  }

  @Test func whatIsWrittenInACellArrivesAsItIs() throws {
    let id = try workspace.stage(
      "email,company,title,city\na@frost.example,\"Frost\\N\tand\nSons\",x\u{1F}y,Ulm\n")

    try workspace.importAll(id, into: "L")

    let lines: [String] = try workspace.rows(
      "SELECT a.name || '|' || k.title || '|' || a.city AS line FROM contacts k JOIN accounts a ON a.id = k.account_id"
    ).map { try $0["line"] }
    // What stands between the cells of a row is a blank inside of one.
    #expect(lines == ["Frost\\N\tand\nSons|x y|Ulm"])
  }

  @Test func theSameFileTwiceChangesNothing() throws {
    let text = "email,company,city\na@frost.example,Frost,Ulm\nB@frost.example,Frost,Ulm\n"
    try workspace.importAll(try workspace.stage(text), into: "L")
    let before = try workspace.everything()

    let again = try workspace.stage(text)
    let file = try workspace.importNumber(again)
    #expect(file.preview.new == 0)
    #expect(file.preview.unchanged == 2)
    #expect(try workspace.sameFile(as: file) != nil)
    try workspace.importAll(again, into: "L")

    #expect(try workspace.everything() == before)
  }

  @Test func filledFieldsStayUnlessTheyAreToBeOverwritten() throws {
    try workspace.importAll(
      try workspace.stage("email,first name,title\na@frost.example,Anna,\n"), into: "L")
    let text = "email,first name,title\na@frost.example,Anne,Buyer\n"

    let filling = try workspace.stage(text)
    #expect(try workspace.importNumber(filling).preview.updated == 1)
    try workspace.importAll(filling, into: "L")
    #expect(try workspace.names() == ["Anna Buyer"])

    try workspace.importAll(try workspace.stage(text), into: "L", overwrite: true)
    #expect(try workspace.names() == ["Anne Buyer"])
  }

  @Test func eachRowThatIsNotTakenHasItsReason() throws {
    try workspace.run(
      """
      INSERT INTO suppressions (email, reason, at)
      VALUES ('gone@frost.example', 'unsubscribed', '2026-03-03')
      """)
    let id = try workspace.stage(
      """
      email,company,employees
      a@@frost.example,A,1
      a@frost.example,A
      a@frost.example,A,12
      A@Frost.example,A,1
      gone@frost.example,G,5
      b@frost.example,B,twelve
      ,C,1
      """)
    let file = try workspace.importNumber(id)
    let rows = try workspace.rowIssues(in: file, limit: 50)
    #expect(
      rows.map { "\($0.row) \($0.verdict.rawValue) \(told($0.reason))" } == [
        "2 skip Two @ signs.", "3 skip 2 cells, the header has 3.",
        "5 duplicate Same address as row 4. The first one is kept.",
        "6 note unsubscribed 2026-03-03",
        "7 note “twelve” is not a number, and left out. Employees takes whole numbers.",
        "8 skip No email address.",
      ])
    #expect(file.preview.taken == 3)

    try workspace.importAll(id, into: "L")
    #expect(try workspace.value("SELECT count(*) FROM contacts") == 3)
  }

  @Test func aRangeOfEmployeesIsNotTakenForANumber() throws {
    let id = try workspace.stage(
      """
      email,company,employees
      a@firm-a.example,A,10-50
      b@firm-b.example,B,500+
      c@firm-c.example,C,"1,200"
      d@firm-d.example,D,"1,5"
      """)
    let rows = try workspace.rowIssues(in: workspace.importNumber(id), limit: 50)
    #expect(
      rows.map { "\($0.row) \(told($0.reason))" } == [
        "2 “10-50” is a range, and left out. Employees takes whole numbers.",
        "3 “500+” is a range, and left out. Employees takes whole numbers.",
        "5 “1,5” is not a number, and left out. Employees takes whole numbers.",
      ])

    try workspace.importAll(id, into: "L")
    let employees: [Int?] = try workspace.rows("SELECT employees FROM accounts ORDER BY name")
      .map { try $0[optional: "employees"] }
    #expect(employees == [nil, nil, 1_200, nil])
  }

  @Test func countriesBecomeTheirCodesAndWhatIsNoneIsLeftOut() throws {
    let id = try workspace.stage(
      """
      email,company,country,phone
      a@firm-a.example,A,Deutschland,0221/998877
      b@firm-b.example,B,österreich,
      c@firm-c.example,C,xx,
      d@firm-d.example,D,,0221/998877
      e@firm-e.example,E,Côte d’Ivoire,
      f@firm-f.example,F,UK,
      g@firm-g.example,G,Narnia,0221 1
      """)
    let rows = try workspace.rowIssues(in: workspace.importNumber(id), limit: 50)
    try workspace.importAll(id, into: "L")
    func none(_ country: String) -> String {
      "“\(country)” is no country that is known here, and left out. Use a name such as Austria, or a "
        + "code such as AT."
    }

    #expect(
      rows.map { "\($0.row) \($0.verdict.rawValue) \(told($0.reason))" } == [
        "4 note \(none("xx"))", "5 note “0221/998877” is without a country code, and left out.",
        "8 note “0221 1” is without a country code, and left out.",
      ])
    #expect(rows.map(\.column) == [2, 3, 3])
    #expect(rows.map(\.further) == [[], [], [RowProblem(column: 2, words: none("Narnia"))]])
    let countries: [String] = try workspace.rows(
      "SELECT coalesce(country, '–') AS c FROM accounts ORDER BY name"
    ).map { try $0["c"] }
    #expect(countries == ["DE", "AT", "–", "–", "CI", "GB", "–"])
    #expect(
      try workspace.value("SELECT phone FROM contacts WHERE email = 'a@firm-a.example'")
        == "+49221998877")
  }

  @Test func columnsAreMappedAnewAndRemembered() throws {
    let text =
      "Kontakt,Firma,Kammern,Telefon\nanna (at) x,Frost,14,0555 12\nb@frost.example,Eis,9,+420 555 010 118\n"
    let id = try workspace.stage(text.replacing("Kontakt", with: "Spalte A"))
    #expect(try workspace.importNumber(id).state == .mapping)

    let mapping = ImportMapping([
      .email: 0, .company: 1, .custom("Kammern"): 2, .phone: 3,
    ])
    try database.inWorkspace(workspace.id) { try $0.map(id, mapping, region: "DE") }
    #expect(try workspace.importNumber(id).state == .checking)
    try workspace.recheck(id)

    let file = try workspace.importNumber(id)
    #expect(file.state == .ready)
    #expect(file.preview.skipped == 1)
    try workspace.importAll(id, into: "L")
    #expect(try workspace.value("SELECT custom->>'Kammern' FROM contacts") == "9")
    #expect(try workspace.value("SELECT phone FROM contacts") == "+420555010118")

    let next = try workspace.stage(text.replacing("Kontakt", with: "Spalte A"))
    #expect(try workspace.importNumber(next).mapping == mapping)
  }

  @Test func aCancelBetweenTwoBatchesLeavesWhatCameWhole() throws {
    let rows = (1...50).map { "p\($0)@firm\($0).example,Firm \($0)" }.joined(separator: "\n")
    let id = try workspace.stage("email,company\n" + rows)
    try database.inWorkspace(workspace.id) {
      _ = try $0.confirm(id, listName: "L", overwrite: false)
      _ = try $0.importBatch(id, atMost: 20)
    }
    #expect(try workspace.importNumber(id).share == 20.0 / 51.0)

    try database.inWorkspace(workspace.id) { try $0.cancelImport(id) }
    let state = try database.inWorkspace(workspace.id) { try $0.importBatch(id, atMost: 20) }

    #expect(state == .canceled)
    #expect(try workspace.value("SELECT count(*) FROM contacts") == 19)
    #expect(try workspace.value("SELECT contacts FROM lists") == 19)
    #expect(try workspace.importNumber(id).outcome.new == 19)
    #expect(throws: Refusal.self) {
      try database.inWorkspace(workspace.id) { try $0.cancelImport(id) }
    }
  }

  @Test func filesThatAreConfirmedAtOnceUnderOneNameComeIntoOneList() throws {
    let files = try (1...8).map { try workspace.stage("email\np\($0)@firm.example\n") }
    // Composed letters in one half of them, in the other the letter and its accent.
    let names = ["Frühling", "FRU\u{308}HLING"]

    try atOnce(files.count) { number in
      try database.inWorkspace(workspace.id) {
        _ = try $0.confirm(files[number], listName: names[number % 2], overwrite: false)
      }
    }

    #expect(try workspace.value("SELECT count(*) FROM lists") == 1)
    #expect(
      try workspace.value("SELECT count(*) FROM imports WHERE state = 'importing'") == files.count)
  }

  @Test func anotherWorkspaceSeesNoneOfIt() throws {
    let id = try workspace.stage("email\na@frost.example\n")
    #expect(throws: Refusal.self) { try otherWorkspace.importNumber(id) }
    #expect(try otherWorkspace.value("SELECT count(*) FROM import_rows") == 0)
    #expect(try workspace.value("SELECT count(*) FROM import_rows") == 1)
    // The partition has no wall, so nobody reads from it, and none may say whose row it is.
    #expect(throws: PostgresError.self) { try workspace.run("SELECT FROM import_rows_all") }
    #expect(throws: PostgresError.self) {
      try workspace.run(
        """
        INSERT INTO import_rows_all (workspace_id, import_id, round, row, verdict, cells)
        VALUES (2, 1, 1, 1, 'take', '')
        """)
    }
    try workspace.importAll(id, into: "L")
    let theirs = try otherWorkspace.stage("email\na@frost.example\n")
    #expect(try otherWorkspace.importNumber(theirs).preview.new == 1)
  }

  @Test func rowsThatACrashTookAreMissedAndSaid() throws {
    let id = try workspace.stage("email\na@frost.example\n")
    try owner.run("TRUNCATE import_rows_all")
    #expect(throws: Refusal.self) { try workspace.importAll(id, into: "L") }
  }

  @Test func whatPeopleWriteStaysAsItIs() throws {
    let id = try workspace.stage("email,company,first name\nx@y.example,\"A\\N\t\\\\B\nC\",Zoë 🧊\n")
    try workspace.importAll(id, into: "{a|b} ÄÖ")
    #expect(try workspace.value("SELECT name FROM accounts") == "A\\N\t\\\\B\nC")
    #expect(try workspace.value("SELECT first_name FROM contacts") == "Zoë 🧊")
    #expect(try workspace.value("SELECT match_key FROM accounts") == "n:anbc")
  }
}

/// Why a row is to be looked at.
func told(_ reason: RowIssue.Reason) -> String {
  switch reason {
  case .told(let words): words
  case .suppressed(let why, let day): "\(why.rawValue) \(day)"
  }
}
