import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

/// Every column that an import knows, filled with values at the edges of every type: the file is read,
/// mapped, shown, imported and looked at, and no answer is a breakage.
@Suite(.database) struct ImportExtremesTests {
  @Test func noCellOfAnyColumnBreaks() throws {
    let fields = ImportField.standing.filter { $0 != .email }
    let header = ["email"] + fields.map(\.key) + ["Own column"]
    var rows = [header.map(quoted).joined(separator: ",")]
    for (column, _) in header.enumerated() {
      for (number, value) in extremes.enumerated() {
        var cells = [String](repeating: "", count: header.count)
        cells[0] = "p\(column)-\(number)@firm\(number).example"
        cells[column] = value
        rows.append(cells.map(quoted).joined(separator: ","))
      }
    }
    // And a few in which each cell is one.
    for value in extremes {
      rows.append(header.map { _ in quoted(value) }.joined(separator: ","))
    }

    let file = try workspace.stage(rows.joined(separator: "\r\n") + "\r\n")
    try expectPages(of: file)
    var mapping: Form = ["column-0": "email", "region": "DE"]
    for (place, field) in fields.enumerated() { mapping["column-\(place + 1)"] = field.key }
    mapping["column-\(header.count - 1)"] = "custom"
    let mapped = try door().respond(
      to: Request(.post, "/imports/\(file)/mapping", form: mapping), as: someone())
    #expect(mapped.status == .seeOther)
    try workspace.recheck(file)
    try expectPages(of: file)
    let confirmed = try door().respond(
      to: Request(
        .post, "/imports/\(file)/confirm", form: ["list": "Extremes", "overwrite": "yes"]),
      as: someone())
    #expect(confirmed.status == .seeOther)
    while try database.inWorkspace(workspace.id, { try $0.importBatch(file, atMost: 500) })
      == .importing
    {}
    try expectPages(of: file)

    #expect(try workspace.value("SELECT state::text FROM imports") == "done")
    let contacts: [Contact.ID] = try workspace.rows("SELECT id FROM contacts ORDER BY id").map {
      try $0["id"]
    }
    #expect(contacts.count > extremes.count * fields.count / 2)
    for (number, contact) in contacts.enumerated() where number.isMultiple(of: 9) {
      try expectPage("/contacts/\(contact)")
    }
    let accounts: [Account.ID] = try workspace.rows("SELECT id FROM accounts ORDER BY id").map {
      try $0["id"]
    }
    for account in accounts { try expectPage("/accounts/\(account)") }
    for path in ["/accounts", "/lists", "/lists/1", "/imports"] { try expectPage(path) }
  }

  @Test(arguments: extremes.indices)
  func noHeaderBreaks(number: Int) throws {
    let name = extremes[number]
    let door = try door()
    let text = [name, "email", name].map(quoted).joined(separator: ",") + "\na,a@frost.example,b\n"
    guard let file = try? workspace.stage(text) else { return }

    for path in ["/imports/\(file)", "/imports/\(file)/rows.csv"] {
      #expect(door.respond(to: Request(.get, path), as: someone()).status.code < 500)
    }
    let mapped = door.respond(
      to: Request(
        .post, "/imports/\(file)/mapping",
        form: ["column-0": "custom", "column-1": "email", "column-2": "first_name"]), as: someone())
    #expect(mapped.status.code < 500)
  }

  private func expectPages(of file: Import.ID) throws {
    try expectPage("/imports/\(file)")
    try expectPage("/imports/\(file)/rows.csv")
  }

  private func expectPage(_ path: String) throws {
    let response = try door().respond(to: Request(.get, path), as: someone())
    #expect(response.status.code < 500, "\(path)")
  }

  private func quoted(_ cell: String) -> String {
    "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }
}
