import Foundation
import HTTPTypes
import Outreach
import Postgres
import Site
import TestKit
import Testing
import Web

@Suite(.database) struct ListPageTests {
  @Test("S1-011 a list shows its contacts, is searched and paged")
  func aListShowsItsContacts() throws {
    let rows = (1...75).map { "p\($0)@firm.example,Nora,\($0)" }.joined(separator: "\n")
    try workspace.importAll(
      try workspace.stage("email,first name,last name\n" + rows + "\n"), into: "October")

    #expect(try get("/lists").text.contains("October"))
    let first = try get("/lists/1")
    #expect(first.text.contains("50 of 75 contacts"))
    let next = try get(try link("next", in: first))
    #expect(next.text.contains("Nora 75") && !next.text.contains("Nora 50<"))
    let back = try get(try link("prev", in: next))
    #expect(back.text.contains("Nora 1<") && back.text.contains("Nora 50<"))
    let found = try get("/lists/1?search=P7")
    #expect(found.text.contains("Nora 75") && !found.text.contains("Nora 1<"))
  }

  @Test func aListIsRenamedInPlaceAndArchivedWithAWayBack() throws {
    try workspace.importAll(try workspace.stage("email\na@frost.example\n"), into: "October")

    #expect(try post("/lists/1/name", ["name": " November "]).status == .seeOther)
    #expect(try get("/lists").text.contains("November"))
    let refused = try post("/lists/1/name", ["name": " "])
    #expect(refused.status == .unprocessableContent)
    #expect(refused.text.contains("A list needs a name."))

    #expect(try post("/lists/1/archive", ["archived": "yes"]).status == .seeOther)
    #expect(!(try get("/lists").text.contains("href=\"/lists/1\"")))
    #expect(try get("/lists?archived=yes").text.contains("November"))
    _ = try post("/lists/1/archive", ["archived": "no"])
    #expect(try get("/lists").text.contains("November"))
  }

  @Test func whoIsNotWrittenToIsMarked() throws {
    try workspace.run(
      "INSERT INTO suppressions (email, reason) VALUES ('a@x.example', 'unsubscribed')")
    try workspace.importAll(try workspace.stage("email\nA@x.example\nb@x.example\n"), into: "L")
    let page = try get("/lists/1").text
    #expect(page.contains("Unsubscribed"))
    #expect(page.contains("Can be contacted"))
  }
}
