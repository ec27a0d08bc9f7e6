import Foundation
import Outreach
import Postgres
import TestKit
import Testing

/// docs/glossary.md names what there is: every table, and no table or type that does not exist.
@Suite(.database) struct GlossaryTests {
  @Test func everyTableIsInTheGlossary() throws {
    let tables: [Table] = try owner.all(
      """
      SELECT c.relname::text AS name
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      """)
    let named = Set(try rows().flatMap(\.tables))

    #expect(tables.count > 50)
    #expect(Set(tables.map(\.name)).subtracting(named) == [], "tables without a word")
    #expect(named.subtracting(tables.map(\.name)) == [], "words for tables that do not exist")
  }

  @Test func everyTypeOfTheGlossaryIsDeclared() throws {
    let sources = try files(under: "Sources", ending: ".swift").values.joined(separator: "\n")
    let declared = Set(
      sources.matches(of: #/(?:struct|enum|class|typealias) (\w+)/#).map { String($0.1) })

    for row in try rows() {
      #expect(Set(row.types).subtracting(declared) == [], "\(row.word)")
    }
  }

  @Test func everyWordHasOneMeaning() throws {
    let words = try rows().map(\.word)

    #expect(words.count > 50 && Set(words).count == words.count)
  }

  private struct Table: RowDecodable {
    let name: String
  }

  private struct Word {
    let word: String
    let tables: [String]
    let types: [String]
  }

  /// | word | meaning | tables | types |
  private func rows() throws -> [Word] {
    let text = try String(
      contentsOf: packageFolder.appending(path: "docs/glossary.md"), encoding: .utf8)
    return text.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 4, cells[0] != "Word", !cells[0].hasPrefix("---") else { return nil }
      return Word(word: cells[0], tables: code(in: cells[2]), types: code(in: cells[3]))
    }
  }

  private func code(in cell: String) -> [String] {
    cell.matches(of: #/`(\w+)`/#).map { String($0.1) }
  }
}
