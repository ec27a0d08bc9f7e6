import CSV
import Composing
import Foundation
import Outreach
import Postgres
import TestKit
import Testing

/// Files that people brought, in Tests/FieldCases; each README says what is wrong with one.
@Suite(.database) struct ImportFieldCaseTests {
  @Test(arguments: [
    ("csv-cp1250", "windows-1250", ["Email", "Jméno", "Firma"], ["Šťastný Žižka"]),
    ("csv-cp1251", "windows-1251", ["Email", "Имя", "Компания"], []),
    ("csv-latin2", "ISO-8859-2", ["Email", "Name", "Company"], ["Łukasz Świątek"]),
    ("csv-shift-jis", "Shift_JIS", ["Email", "名前", "会社"], []),
    ("csv-preamble", "UTF-8", ["First Name", "Last Name", "Email Address", "Company"], []),
    ("csv-sep-semicolon", "UTF-8", ["Email", "Name", "Company"], []),
  ])
  func aFileIsReadAsItWasWritten(
    name: String, encoding: String, header: [String], cells: [String]
  ) throws {
    let found = try inspectCSV(file(name))
    #expect(found.encoding == encoding)
    #expect(found.header == header)
    #expect(found.rows == 1)
    #expect(found.bad == [])

    let id = try workspace.stage(file: file(name))
    let lines: [String] = try workspace.rows(
      "SELECT cells FROM import_rows WHERE import_id = \(id)"
    ).map { try $0["cells"] }
    for cell in cells { #expect(lines.contains { $0.contains(cell) }, "\(lines)") }
  }

  @Test(arguments: [
    (
      "header-google",
      [
        "E-mail 1 - Value": "email", "Organization Name": "company", "Organization Title": "title",
        "Phone 1 - Value": "phone", "E-mail 1 - Label": "",
      ]
    ),
    ("header-outlook-title", ["Job Title": "title", "Title": ""]),
    ("header-french", ["Nom": "last_name", "Adresse e-mail": "email", "Prénom": "first_name"]),
    ("header-spanish", ["Correo electrónico": "email", "Nombre": "first_name"]),
    ("header-salesforce", ["Company / Account": "company"]),
  ])
  func columnsGoWhereTheirNamesSay(name: String, wanted: [String: String]) throws {
    let file = try workspace.importNumber(workspace.stage(file: file(name)))
    for (column, field) in wanted {
      let place = try #require(file.header.firstIndex(of: column))
      #expect(file.mapping[place]?.key ?? "" == field, "\(column)")
    }
  }

  @Test func anAddressAtADomainOfOtherLettersIsTaken() throws {
    try bring("import-idn-domain")
    #expect(try workspace.value("SELECT email FROM contacts") == "ann@xn--mller-kva.example")
    #expect(try workspace.value("SELECT domain FROM accounts") == "xn--mller-kva.example")
  }

  @Test func invisibleMarksAreLeftOut() throws {
    try bring("import-invisible-mark")
    let emails: [String] = try workspace.rows("SELECT email FROM contacts ORDER BY 1").map {
      try $0["email"]
    }
    #expect(emails == ["ann@harrow.example", "bo@harrow.example"])
  }

  @Test func composedAndDecomposedLettersAreOneAccount() throws {
    try bring("import-composed-letters")
    #expect(try workspace.value("SELECT count(*) FROM accounts") == 1)
    #expect(
      try workspace.value("SELECT name FROM accounts") as String == "Müller Käse")
  }

  @Test(arguments: [
    ("template-single-quotes", "Hi friend,"), ("template-encoded-quotes", "Hi friend,"),
    (
      "template-link-plus",
      "<a href=\"https://shop.example/?e=ann%2Bfair%40harrow.example\">x</a>"
    ),
    (
      "template-json-ld",
      "<script type=\"application/ld+json\">{\"@context\":\"http://schema.example\","
        + "\"a\":{\"b\":\"c|d\"}}</script>Hi"
    ),
  ])
  func aTemplateSaysWhatItsAuthorMeant(name: String, body: String) throws {
    let found = try inspect(name)
    #expect(found.error == nil)
    #expect(found.body?.trimmingCharacters(in: .newlines) == body)
  }

  @Test(arguments: [("template-one-brace", 4, "two braces"), ("template-filter", 4, "Filters")])
  func aTagOfAnotherProgramIsRefused(name: String, column: Int, words: String) throws {
    let found = try inspect(name)
    #expect(found.error?.contains(words) == true)
    #expect(found.line == 1)
    #expect(found.column == column)
  }

  private func file(_ name: String) -> URL { fieldCase(name).appending(path: "leads.csv") }

  private func inspect(_ name: String) throws -> TemplateInspection {
    let folder = fieldCase(name)
    func text(_ name: String) throws -> String {
      try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }
    return inspectTemplate(try text("template.txt"), lead: try text("lead.json"))
  }

  private func bring(_ name: String) throws {
    let id = try workspace.stage(file: file(name))
    #expect(try workspace.importNumber(id).preview.skipped == 0)
    try workspace.importAll(id, into: "L")
  }
}
