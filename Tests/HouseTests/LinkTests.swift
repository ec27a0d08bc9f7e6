import HTTPTypes
import Site
import Testing
import Web

/// Every address that we write down is one that we answer.
@Suite struct LinkTests {
  @Test func everyLinkInATemplateIsARoute() throws {
    for (path, text) in try files(under: "Templates", ending: ".mustache") {
      for match in text.matches(of: #/href="(\/[^"]*)"/#) {
        // An address that the page makes up itself.
        if match.1.contains(#/^\/?\{\{\w+\}\}$/#) { continue }
        #expect(answers(String(match.1)), "\(path) leads to \(match.1)")
      }
    }
  }

  @Test func everyAddressInAPageIsARoute() throws {
    for (path, text) in try files(under: "Sources/Site", ending: ".swift") {
      for match in text.matches(of: #/(?:seeOther\(|href: |back: )\s*"(\/[^"]*)"/#) {
        // Where one goes back to is a form's own word.
        if match.1.contains("back)") { continue }
        #expect(answers(String(match.1)), "\(path) leads to \(match.1)")
      }
    }
  }

  @Test func everyFormThatAsksGetsAnAnswer() throws {
    for (path, text) in try files(under: "Templates", ending: ".mustache") {
      for match in text.matches(of: #/<form[^>]*>/#)
      where match.0.contains(#/method="get"|role="search"/#) {
        guard let action = match.0.firstMatch(of: /action="(\/[^"]*)"/)?.1 else { continue }
        #expect(answers(String(action)), "\(path) asks \(action)")
      }
    }
  }

  /// What is filled in later is taken for a number.
  private func answers(_ address: String) -> Bool {
    let path = address.prefix { $0 != "?" && $0 != "#" }
      .replacing(#/\{\{[\w.]+\}\}|\\\([^)]*\)+/#, with: "1")
    return Site.routes.contains { $0.method == .get && $0.match(String(path)) != nil }
  }
}
