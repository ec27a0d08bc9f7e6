import Composing
import Foundation
import Testing

@Suite struct TemplateDialectTests {
  private let lead = [
    "FIRST_NAME": "Ann", "EMAIL": "ann+fair@harrow.example", "COMPANY": "A & B/C",
    "WEBSITE": "https://harrow.example/a?b=c&d", "PHONE": "+43 660 1",
  ]

  @Test(arguments: [
    "{{ first_name | default: \"there\" }}", "{{ name | default('there') }}", "{{name|upper}}",
    "{{ first_name | capitalize | default: 'x' }}", "{{ contact.firstname | title }}",
    "{FIRST_NAME}", "{first_name}", "{First Name}", "{firstName}", "{company}", "{JOB_TITLE}",
    "{FIRST_NAME|there}", "{Hi|{FIRST_NAME}}", "{!Contact.FirstName}", "${first_name}",
    "*|FNAME|*", "*|MERGE5|*", "%FIRST_NAME%", "%name%", "%%first_name%%", "[[FNAME]]",
    "[[custom field]]", "[FIRST_NAME]", "[First Name]", "[Company]", "<<First Name>>", "«Company»",
    "{% if first_name %}x{% endif %}", "<%= first_name %>", "{{#if x}}x{{/if}}",
    "{{ FIRST_NAME || \"there\" }}", "{{ first_name or 'there' }}",
  ])
  func tagsOfOtherProgramsAreRefusedWithTheirPlace(tag: String) throws {
    let problem = try #require(throws: TemplateProblem.self) {
      try MessageTemplate(parsing: "Hi\n  \(tag),")
    }
    #expect(problem.line == 2)
    #expect((3...7).contains(problem.column))
    #expect(problem.message.contains("{{") || problem.message.contains("no tag"), "\(problem)")
  }

  @Test(arguments: [
    "50% of all, 20% more", "https://x.example/a%20name%20b?c=%C3%BC%20", "a * b | c *",
    "[sic] [1] [x]",
    "{company|firm} {Email|Call|Name}", "[Website](https://x.example)", "« Bonjour »",
    "x << 3 >> y",
    "<!--[if mso]><p>x</p><![endif]-->", "<style>a{b:c} [x]{d:e}</style>", "100 %", "{a}",
  ])
  func textThatOnlyLooksLikeATagIsLeftAlone(text: String) throws {
    _ = try MessageTemplate(parsing: text)
  }

  @Test(arguments: [
    ("{{TITLE | 'there'}}", "there"), ("{{TITLE | ‘there’}}", "there"),
    ("{{TITLE|„there“}}", "there"),
    ("{{TITLE | «there»}}", "there"), ("{{TITLE | &quot;there&quot;}}", "there"),
    ("{{TITLE&nbsp;|&nbsp;&#39;there&#39;}}", "there"),
    ("{{TITLE | &ldquo;A &amp; B&rdquo;}}", "A &amp; B"),
    ("{{TITLE | 'it's'}}", "it&#39;s"), ("{{FIRST_NAME | 'x'}} {{TITLE | \"y\"}}", "Ann y"),
  ])
  func aFallbackStandsInQuotesOfEveryKind(text: String, body: String) throws {
    #expect(try render(text) == body)
  }

  @Test(arguments: [
    (
      "<a href=\"https://x.example/?e={{EMAIL}}&c={{COMPANY}}\">",
      "e=ann%2Bfair%40harrow.example&c=A%20%26%20B%2FC"
    ),
    ("<a href='/u/{{COMPANY}}'>", "/u/A%20%26%20B%2FC"),
    ("<a href=https://x.example/{{EMAIL}}>", "/ann%2Bfair%40"),
    ("<img alt='{{COMPANY}}' src=\"https://x.example/{{FIRST_NAME}}.png\">", "alt='A &amp; B/C'"),
    ("<a href=\"{{WEBSITE}}\">", "href=\"https://harrow.example/a?b=c&amp;d\""),
    (
      "<a href=\"mailto:{{EMAIL}}?subject={{COMPANY}}\">",
      "mailto:ann+fair@harrow.example?subject=A%20%26%20B%2FC"
    ),
    ("<a href=\"tel:{{PHONE}}\">", "tel:+43%20660%201"),
    ("See https://x.example/?e={{EMAIL}} now", "?e=ann%2Bfair%40harrow.example now"),
    (
      "<p title=\"{{EMAIL}}\">{{EMAIL}}</p>",
      "<p title=\"ann+fair@harrow.example\">ann+fair@harrow.example</p>"
    ),
    ("<a href=\"https://x.example/\">{{EMAIL}}</a>", ">ann+fair@harrow.example<"),
  ])
  func valuesInTheAddressesOfLinksAreEncoded(text: String, part: String) throws {
    let body = try render(text)
    #expect(body.contains(part), "\(body)")
  }

  /// Where the time grew with the square of the length, a text of this length took minutes.
  @Test(arguments: [
    "{{A}}", "{{A|\"x", "{{a ", "{a|", "<style>", "<script", "*|", "%a", "[[a", "{{A | \" }}",
    "\n{{A|'b'}}",
    "<a href=\"", "«", "https://x/{{A}}", "<a href=\"{{A}}",
  ])
  func longTextsAreReadInTimeThatGrowsWithThem(piece: String) {
    let text = String(repeating: piece, count: 150_000 / piece.utf8.count)
    let time = ContinuousClock().measure {
      _ = try? MessageTemplate(parsing: text).render(["A": "x"], seed: 1, as: .html)
    }
    #expect(time < .seconds(20))
  }

  private func render(_ text: String) throws -> String {
    try MessageTemplate(parsing: text).render(lead, seed: 1, as: .html)
  }
}
