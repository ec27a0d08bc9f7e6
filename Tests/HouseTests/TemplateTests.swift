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
      for match in text.matches(of: /<form\b[^>]*\bmethod="post"\s[^>]*\baction="([^"]+)"/) {
        // A shared part posts where its page says.
        if path.contains("/Frame/") || match.1 == "{{action}}" { continue }
        // The query of a page, which is kept, is no part of the route.
        let address = match.1.replacing("{{query}}", with: "").replacing(/\{\{\w+\}\}/, with: "1")
        #expect(
          Site.routes.contains { $0.method == .post && $0.match(String(address)) != nil },
          "\(path) posts to \(match.1)")
      }
    }
  }

  @Test func aLineOfATemplateHasAtMost120Columns() throws {
    for (path, text) in try files(under: "Templates", ending: ".mustache") {
      for (number, line) in lines(of: text) {
        #expect(line.count <= 120, "\(path):\(number)")
      }
    }
  }

  @Test func eachElementOfATemplateHasALineOfItsOwn() throws {
    for (path, text) in try files(under: "Templates", ending: ".mustache") {
      for (number, line) in lines(of: text) {
        let opened = line.matches(of: /<([a-z][a-z0-9]*)/).filter { Self.ownLine.contains($0.1) }
        #expect(opened.count <= 1, "\(path):\(number)")
      }
    }
  }

  /// Elements that are a block, a row, a cell or an item; words and buttons may share a line.
  private static let ownLine: Set<Substring> = [
    "article", "aside", "body", "datalist", "dd", "details", "div", "dl", "dt", "fieldset",
    "footer",
    "form", "h1", "h2", "h3", "head", "header", "html", "iframe", "legend", "li", "link", "main",
    "meta", "nav", "ol", "option", "p", "path", "rect", "script", "section", "summary", "table",
    "tbody", "td", "textarea", "th", "thead", "title", "tr", "ul",
  ]

  @Test func theTokenOfAFormIsWrittenByItsPartial() throws {
    // The form that is kept carries the token of the workspace that it was opened in.
    let own = ["Templates/Frame/csrf.mustache", "Templates/Frame/kept.mustache"]
    for (path, text) in try files(under: "Templates", ending: ".mustache") {
      #expect(text.contains("name=\"csrf\"") == own.contains(path), "\(path)")
    }
  }

  /// A badge whose shape or color is misspelled would have none.
  @Test func everyShapeAndColorExists() throws {
    let sprite = try #require(
      try files(under: "Templates/Frame", ending: ".mustache")["Templates/Frame/sprite.mustache"])
    let shapes = Set(sprite.matches(of: /<symbol id="([\w-]+)"/).map(\.1))
    let sheet = try #require(try files(under: "Public", ending: ".css")["Public/style.css"])
    var badges = 0
    for (path, text) in try files(under: "Sources/Site", ending: ".swift") {
      for match in text.matches(of: /"([gi]-[a-z]+\d?)"/) {
        #expect(shapes.contains(match.1), "\(path): \(match.1)")
      }
      for match in text.matches(of: /\bBadge\(\s*"[^"]*",\s*"([\w-]+)"(?:,\s*"(\w+)")?/) {
        badges += 1
        #expect(shapes.contains(match.1), "\(path): \(match.1)")
        if let tone = match.2 { #expect(sheet.contains(".\(tone)"), "\(path): \(tone)") }
      }
    }
    #expect(badges > 50)
    for (path, text) in try files(under: "Templates", ending: ".mustache") {
      for match in text.matches(of: /(?:Frame\/(?:icon|glyph) |href="#)([gi]-[a-z]+\d?)\b/) {
        #expect(shapes.contains(match.1), "\(path): \(match.1)")
      }
    }
  }

  @Test func everyClassOfTheStyleSheetIsUsed() throws {
    let sheet = try #require(try files(under: "Public", ending: ".css")["Public/style.css"])
      .replacing(/\/\*[\s\S]*?\*\//, with: "")
    let classes = Set(
      sheet.replacing(/\{[^{}]*\}/, with: "{}").matches(of: /\.([a-zA-Z_][\w-]*)/).map(\.1))
    var used: Set<Substring> = []
    var endings: Set<Substring> = []
    for (_, text) in try files(under: "Templates", ending: ".mustache") {
      for match in text.matches(of: /class="([^"]*)"/) {
        used.formUnion(
          match.1.replacing(/\{\{.*?\}\}/, with: " ").matches(of: /[\w-]+/).map { $0.0 })
        endings.formUnion(match.1.matches(of: /\}\}(-[\w-]+)/).map(\.1))
      }
    }
    // Those that a page's struct or the script names.
    let sources = try files(under: "Sources/Site", ending: ".swift")
      .merging(files(under: "Public", ending: ".js")) { one, _ in one }
    var named: Set<Substring> = []
    for (_, text) in sources {
      for match in text.matches(of: /"[^"\n]*"|'[^'\n]*'|`[^`]*`/) {
        named.formUnion(match.0.matches(of: /[\w-]+/).map { $0.0 })
      }
    }
    used.formUnion(named)
    for name in classes where !used.contains(name) {
      let isMade = endings.contains {
        name.hasSuffix($0) && named.contains(name.dropLast($0.count))
      }
      #expect(isMade, "style.css: .\(name)")
    }
  }

  private func lines(of text: String) -> some Sequence<(Int, Substring)> {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .map { ($0 + 1, $1) }
  }
}
