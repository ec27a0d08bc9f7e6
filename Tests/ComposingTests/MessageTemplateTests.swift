import Composing
import Foundation
import TestKit
import Testing

@Suite struct MessageTemplateTests {
  private let lead = [
    "FIRST_NAME": "Signe", "LAST_NAME": "Aalborg", "COMPANY": "Kystfrost Lager",
    "EMAIL": "s@kystfrost.example", "CHAMBERS": "22",
  ]

  @Test("S1-036 tags are filled in subjects and bodies")
  func tagsAreFilled() throws {
    #expect(try subject("{{FIRST_NAME}} at {{COMPANY}}") == "Signe at Kystfrost Lager")
    #expect(try body("<p>{{NAME}}, {{EMAIL}}</p>") == "<p>Signe Aalborg, s@kystfrost.example</p>")
    #expect(try body("{{ chambers }} and {{Chambers}}") == "22 and 22")
  }

  @Test("S1-037 choices stand beside tags and inside of each other")
  func choicesStandBesideTags() throws {
    let text = "{I noticed|I saw} {{COMPANY}} {a|b|{c|d}}"
    let made = try Set((0..<200).map { try body(text, seed: UInt64($0)) })

    let expected = ["I noticed", "I saw"].flatMap { start in
      ["a", "b", "c", "d"].map { "\(start) Kystfrost Lager \($0)" }
    }
    #expect(made == Set(expected))
  }

  @Test("S1-051 a fallback stands in where a lead has no value")
  func aFallbackStandsIn() throws {
    #expect(try body("Dear {{TITLE | \"colleague\"}}") == "Dear colleague")
    #expect(try body("Dear {{FIRST_NAME | \"colleague\"}}") == "Dear Signe")
    #expect(try body("{{TITLE|there}} {{TITLE | “you }} there”}}") == "there you }} there")
    #expect(try body("{{AI: praise {{COMPANY}} | \"Well done\"}}") == "Well done")
  }

  @Test(
    "a letter that is typed without tags arrives in paragraphs",
    arguments: [
      (
        "Hi {{FIRST_NAME}},\n\nOne line\nand the next.\n\n\nBye\n",
        "<p>Hi Signe,</p>\n<p>One line<br>\nand the next.</p>\n<p>Bye</p>"
      ),
      (
        "\r\nHi,\r\n \r\nsee <a href=\"https://a.example\">this</a>\r\n{{COMPANY}}",
        "<p>Hi,</p>\n<p>see <a href=\"https://a.example\">this</a><br>\nKystfrost Lager</p>"
      ),
      ("Hi\n\n{One\n\ntwo|One\n\ntwo}", "<p>Hi</p>\n<p>One<br>\n<br>\ntwo</p>"),
      ("<p>Hi,</p>\n\n<p>you</p>\n", "<p>Hi,</p>\n\n<p>you</p>\n"),
      ("Hi,<BR/>\nyou", "Hi,<BR/>\nyou"),
      ("Hi there\n", "Hi there\n"),
    ])
  func typedParagraphsArriveAsParagraphs(typed: String, sent: String) throws {
    #expect(try body(typed) == sent)
  }

  @Test("S1-051 a tag without value and fallback is named, with its place")
  func aHoleIsNeverSent() throws {
    let problem = try #require(throws: TemplateProblem.self) { try body("One\n two {{TITLE}}") }
    #expect(problem == .init(message: "TITLE has no value and no fallback.", line: 2, column: 6))
  }

  @Test("S1-060 any Unicode text and HTML passes unchanged")
  func unicodeAndHTMLPass() throws {
    let text = "<p style=\"color:#123\">Ærlig — 测试 🙂 &amp; \u{202E}x | y</p>\r\n"
    #expect(try body(text) == text)
    #expect(try subject("Överture — 测试") == "Överture — 测试")
    #expect(try body("<style>p { color: red }</style>") == "<style>p { color: red }</style>")
  }

  @Test("S1-051 a lead's data is data: tags, choices, HTML and line breaks in it do nothing")
  func dataStaysData() throws {
    let hostile = [
      "{x|y}", "{{EMAIL}}", "<script>alert(1)</script>", "a\r\nBcc: all@example.com", "\" onx=\"",
      "{{AI: x}}", "}", "\\{",
    ]
    for value in hostile {
      let made = try MessageTemplate(parsing: "{{COMPANY}}").render(
        ["COMPANY": value, "EMAIL": "secret"], seed: 1, as: .html)
      #expect(!made.contains("<") && !made.contains("\"") && !made.contains("secret"))
      #expect(
        decoded(made).unicodeScalars.elementsEqual(value.unicodeScalars.filter { $0 != "\r" }))
      let line = try MessageTemplate(parsing: "Hi {{COMPANY}}").render(
        ["COMPANY": value], seed: 1, as: .subject)
      #expect(!line.unicodeScalars.contains { $0.value < 32 })
    }
  }

  @Test func theSameSeedMakesTheSameText() throws {
    let text = "{a|b|c|d|e|f|g|h} {a|b|c|d|e|f|g|h}"
    let seed = templateSeed(enrollment: 77, position: 2)

    #expect(try body(text, seed: seed) == body(text, seed: seed))
    #expect(templateSeed(enrollment: 0, position: 0) == 0x4e5c_f618_1d44_17ad)
    #expect(try Set((0..<100).map { try body(text, seed: $0) }).count > 40)
  }

  @Test(arguments: [
    ("a {b|c", "This { is never closed.", 1, 3), ("a\nb}", "This } closes nothing", 2, 2),
    ("{{#if x}}", "This is no tag", 1, 1), ("{{}}", "This is no tag", 1, 1),
    ("x {{AI: praise}}", "AI text cannot be written yet", 1, 3),
    ("{{FIRST_NAME", "This { is never closed.", 1, 2),
  ])
  func whatCannotBeReadIsToldWithItsPlace(
    text: String, message: String, line: Int, column: Int
  ) throws {
    let problem = try #require(throws: TemplateProblem.self) { try MessageTemplate(parsing: text) }
    #expect(problem.message.hasPrefix(message))
    #expect(problem.line == line)
    #expect(problem.column == column)
  }

  @Test func deepNestingIsRefusedAndDoesNotFallOver() throws {
    let text = String(repeating: "{", count: 100_000)
    #expect(throws: TemplateProblem.self) { try MessageTemplate(parsing: text) }
  }

  @Test func bracesAreWrittenWithABackslash() throws {
    #expect(try body("\\{a\\|b\\} {x\\|y}") == "{a|b} x|y")
  }

  @Test func tagsAreListedWithTheirPlaces() throws {
    let template = try MessageTemplate(parsing: "{{COMPANY}}\n{a|{{Job title | \"x\"}}}")
    #expect(template.tags.map(\.name) == ["COMPANY", "JOB_TITLE"])
    #expect(template.tags.map(\.hasFallback) == [false, true])
    #expect(template.tags.map(\.line) == [1, 2])
    #expect(template.tags.map(\.column) == [1, 4])
  }

  private func body(_ text: String, seed: UInt64 = 1) throws -> String {
    try MessageTemplate(parsing: text).render(lead, seed: seed, as: .html)
  }

  private func subject(_ text: String) throws -> String {
    try MessageTemplate(parsing: text).render(lead, seed: 1, as: .subject)
  }

  private func decoded(_ html: String) -> String {
    html.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
  }
}
