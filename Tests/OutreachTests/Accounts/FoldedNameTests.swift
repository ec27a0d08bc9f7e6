import Composing
import Postgres
import TestKit
import Testing

@testable import Outreach

@Suite(.database) struct FoldedNameTests {
  private static let names: [(String, String)] = [
    ("Müller Käse GmbH & Co. KG", "müllerkäse"), ("MÜLLER-KÄSE", "müllerkäse"),
    ("Mu\u{308}ller Ka\u{308}se", "müllerkäse"), ("Acme, Inc.", "acme"),
    ("ACME Incorporated", "acme"),
    ("Acme Ltd", "acme"), ("Acme Co., Ltd.", "acme"), ("Acme S.A.", "acme"), ("Acme SARL", "acme"),
    ("Acme S.r.l.", "acme"), ("Acme B.V.", "acme"), ("Acme Sp. z o.o.", "acme"),
    ("Acme spol. s r.o.", "acme"), ("Acme, spol. sro", "acme"), ("Acme Sp. k.", "acme"),
    ("Acme a.s.", "acme"), ("Acme A/S", "acme"), ("Acme Oy", "acme"), ("Acme d.o.o.", "acme"),
    ("Acme Ges.m.b.H.", "acme"), ("Acme Pty Ltd", "acme"), ("Ünal A.Ş.", "ünal"),
    ("ООО «Ромашка»", "ромашка"), ("Ромашка ООО", "ромашка"), ("株式会社トヨタ", "トヨタ"),
    ("トヨタ株式会社", "トヨタ"), ("トヨタ（株）", "トヨタ"), ("上海冷链物流有限公司", "上海冷链物流"),
    ("(주)삼성", "삼성"), ("주식회사 삼성", "삼성"), ("O'Reilly Media", "oreillymedia"),
    ("O’Reilly Media", "oreillymedia"), ("AC/DC", "acdc"), ("The Co", "the"), ("Co Ltd", "co"),
    ("GmbH", "gmbh"), ("Firm 1 GmbH, cold storage", "firm1gmbhcoldstorage"), ("***", ""), ("", ""),
    (" Acme\u{A0}Werke ", "acmewerke"), ("Ａｃｍｅ", "acme"), ("3M", "3m"), ("@home Ltd", "home"),
  ]

  @Test func namesAreComparedWithoutCaseSignsAndLegalForms() throws {
    let folder = NameFolder(capacity: 1_000)
    for (name, folded) in Self.names {
      #expect(foldedName(name) == folded, "\(name)")
      let bytes = Array(name.utf8).withUnsafeBufferPointer {
        String(decoding: folder.fold($0), as: UTF8.self)
      }
      #expect(bytes == folded, "\(name), in bytes")
      let sql: String = try owner.value("SELECT rule.folded_name(\(name))")
      #expect(sql == folded, "\(name), in SQL")
    }
  }

  /// Of legal forms, words and signs in every order: what is fast, what is exact and what is in SQL agree.
  @Test func allWaysToFoldAgree() throws {
    let parts = [
      "Acme", "Co", "Ltd.", "s", "r.o.", "spol.", "sp.", "z", "o.o.", "k", "&", "-", "GmbH", "A/S",
      "Ü",
      "ООО", "oo", "sro", "9", "株式会社", "Limited",
    ]
    var generator = SplitMix64(seed: 7)
    let folder = NameFolder(capacity: 1_000)
    let names = (0..<3_000).map { _ in
      (0...generator.below(5)).map { _ in parts[generator.below(parts.count)] }
        .joined(separator: " ")
    }
    let rows = try owner.rows(
      "SELECT n, rule.folded_name(n) AS folded FROM unnest(\(names)::text[]) n")
    for row in rows {
      let name: String = try row["n"]
      let folded: String = try row["folded"]
      let bytes = Array(name.utf8).withUnsafeBufferPointer {
        String(decoding: folder.fold($0), as: UTF8.self)
      }
      #expect(foldedName(name) == folded && bytes == folded, "\(name): \(folded)")
    }
  }
}
