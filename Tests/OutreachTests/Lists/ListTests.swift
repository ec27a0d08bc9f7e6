import Outreach
import Postgres
import TestKit
import Testing

@Suite(.database) struct ListTests {
  @Test func aListsCountIsThatOfItsRowsWhateverComesAndGoes() throws {
    try workspace.importAll(
      try workspace.stage("email\na@x.example\nb@x.example\nc@x.example\n"), into: "A")
    try workspace.importAll(try workspace.stage("email\na@x.example\n"), into: "B")
    try workspace.run("DELETE FROM list_contacts WHERE contact_id IN (1, 2)")

    let wrong = try workspace.value(
      """
      SELECT count(*) FROM lists l
      WHERE l.contacts <> (SELECT count(*) FROM list_contacts lc WHERE lc.list_id = l.id)
      """, as: Int.self)
    #expect(wrong == 0)
    #expect(try workspace.lists().map(\.contacts) == [0, 1])
  }
}
