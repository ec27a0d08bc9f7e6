import Foundation
import Testing
import Web

@Suite struct TemplateTests {
  struct Shop: Page {
    static let template = "Shop/shop"

    let name: String
    let owner: Owner
    let items: [Item]
    let tags: [String]
    let note: Owner?
    let isOpen: Bool

    struct Owner {
      let name: String
      let town: String
    }

    struct Item {
      let name: String
      let price: Int
      let parts: [Part]
    }

    struct Part {
      let label: String
    }
  }

  private let shop = Shop(
    name: "<Ann & Bob>", owner: .init(name: "Ann", town: "Ulm"),
    items: [
      .init(name: "lamp", price: 0, parts: [.init(label: "bulb"), .init(label: "shade")]),
      .init(name: "desk", price: 80, parts: []),
    ],
    tags: ["a", "b"], note: nil, isOpen: true)

  private func render(_ text: String, page: String = "{{$main}}{{/main}}") throws -> String {
    let folder = try folder([
      "Shop/shop.mustache": text, "page.mustache": page, "Shop/part.mustache": "[{{label}}]",
    ])
    return try Templates(folder: folder).render(shop)
  }

  @Test func wordsAreEscapedAndFoundWhereTheyAre() throws {
    #expect(try render("{{name}} {{owner.town}}") == "&lt;Ann &amp; Bob&gt; Ulm")
    #expect(try render("{{#owner}}{{name}} of {{town}}{{/owner}}") == "Ann of Ulm")
    #expect(try render("{{#items}}{{name}} {{price}}; {{/items}}") == "lamp 0; desk 80; ")
    #expect(try render("{{#items}}{{owner.name}} {{/items}}") == "Ann Ann ")
    #expect(try render("{{#tags}}{{.}}{{/tags}}") == "ab")
  }

  @Test func sectionsOfNothingAreNotShown() throws {
    #expect(try render("{{#note}}note{{/note}}{{^note}}none{{/note}}") == "none")
    #expect(
      try render("{{#items}}{{#parts}}{{>Shop/part}}{{/parts}}{{^parts}}-{{/parts}}{{/items}}")
        == "[bulb][shade]-")
    #expect(try render("{{#isOpen}}open{{/isOpen}}{{^isOpen}}closed{{/isOpen}}") == "open")
  }

  @Test func aPageIsPutIntoItsLayout() throws {
    #expect(
      try render("{{<page}}{{$main}}{{name}}{{/main}}{{/page}}", page: "<{{$main}}{{/main}}>")
        == "<&lt;Ann &amp; Bob&gt;>")
  }

  @Test(arguments: [
    "{{nmae}}", "{{#itmes}}x{{/itmes}}", "{{^itmes}}x{{/itmes}}", "{{#items}}{{pirce}}{{/items}}",
  ])
  func aWordThatNobodyKnowsIsAnError(text: String) throws {
    #expect(throws: TemplateError.self) { try render(text) }
  }

  @Test func aTemplateThatDoesNotParseIsNamed() throws {
    let folder = try folder(["Shop/shop.mustache": "{{#a}}"])
    do {
      _ = try Templates(folder: folder)
      Issue.record("it parsed")
    } catch TemplateError.unreadable(let file, _) {
      #expect(file == "Shop/shop.mustache")
    }
  }

  @Test func fiftyRowsRenderInLittleTime() throws {
    let rows = (0..<50).map { Shop.Item(name: "row \($0)", price: $0, parts: []) }
    let page = Shop(
      name: "x", owner: shop.owner, items: rows, tags: [], note: nil, isOpen: true)
    let cells = String(repeating: "<td>{{name}}</td><td>{{price}}</td>", count: 8)
    let folder = try folder(["Shop/shop.mustache": "{{#items}}<tr>\(cells)</tr>{{/items}}"])
    let templates = try Templates(folder: folder)

    let began = ContinuousClock.now
    for _ in 0..<20 { _ = try templates.render(page) }
    let each = (ContinuousClock.now - began) / 20

    print("50 rows of 16 words: \(each) each")
    #expect(each < .milliseconds(40))
  }
}
