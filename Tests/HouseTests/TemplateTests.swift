import Foundation
import HTTPTypes
import Site
import Testing
import Web

/// Things the compiler cannot see: that names written in two places agree.
@Suite struct TemplateTests {
  @Test func everyPartialExists() throws {
    let templates = try files(under: "Templates", ending: ".mustache")
    for (path, text) in templates {
      for match in text.matches(of: /\{\{[<>]\s*([\w\/]+)/) {
        #expect(templates["Templates/\(match.1).mustache"] != nil, "\(path) asks for \(match.1)")
      }
    }
  }

  @Test func everyFormPostsToARoute() throws {
    for (path, text) in try files(under: "Templates", ending: ".mustache") {
      for match in text.matches(of: /<form method="post" action="([^"]+)"/) {
        // A shared part posts where its page says.
        if path.contains("/Frame/") || match.1 == "{{action}}" { continue }
        let address = match.1.replacing(/\{\{\w+\}\}/, with: "1")
        #expect(
          Site.routes.contains { $0.method == .post && $0.match(String(address)) != nil },
          "\(path) posts to \(match.1)")
      }
    }
  }
}
