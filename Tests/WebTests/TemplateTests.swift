import Foundation
import TestKit
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
    #expect(
      try render("{{^items.isEmpty}}<{{#items}}{{name}}{{/items}}>{{/items.isEmpty}}")
        == "<lampdesk>")
    #expect(
      try render("{{#items}}{{#parts.isEmpty}}{{name}} is whole{{/parts.isEmpty}}{{/items}}")
        == "desk is whole")
  }

  struct Note: Page {
    static let template = "Shop/shop"

    let title: String
    let text: String
    let author: Author?
    let tag: String?
    let count: Int

    struct Author {
      let name: String
      let town: String
    }
  }

  @Test(arguments: [
    ("{{#text}}shown{{/text}}{{^text}}empty{{/text}}", "empty", "shown"),
    ("{{#text}}<p>{{text}}</p>{{/text}}", "", "<p>Hello</p>"),
    ("{{#author}}{{name}}, {{#town}}of {{town}}{{/town}}{{/author}}", "", "Ann, "),
    ("{{^author}}unsigned{{/author}}", "unsigned", ""),
    ("{{#tag}}[{{.}}]{{/tag}}", "", "[a]"),
    ("{{#count}}{{count}}{{/count}}", "0", "2"),
    ("{{#author}}{{title}} by {{name}}{{/author}}", "", "Note by Ann"),
  ])
  func anOptionalAndAnEmptyTextSpeakForThemselves(
    text: String, ofNothing: String, ofSomething: String
  ) throws {
    let templates = try Templates(folder: try folder(["Shop/shop.mustache": text]))
    let empty = Note(title: "Note", text: "", author: nil, tag: nil, count: 0)
    let full = Note(
      title: "Note", text: "Hello", author: .init(name: "Ann", town: ""), tag: "a", count: 2)

    #expect(try templates.render(empty) == ofNothing)
    #expect(try templates.render(full) == ofSomething)
  }

  @Test func thePagesFrameIsFoundFromInsideAnySection() throws {
    struct Framed: Page {
      static let template = "Shop/shop"

      let frame: Frame
      let rows: [Row]

      struct Frame { let csrf: String }
      struct Row { let id: Int }
    }
    let templates = try Templates(
      folder: try folder([
        "Shop/shop.mustache": "{{#rows}}{{id}}{{>Shop/token}} {{/rows}}",
        "Shop/token.mustache": "[{{frame.csrf}}]",
      ]))

    let page = Framed(frame: .init(csrf: "t"), rows: [.init(id: 1), .init(id: 2)])

    #expect(try templates.render(page) == "1[t] 2[t] ")
  }

  @Test func aPartialShowsTheWordItIsGiven() throws {
    let templates = try Templates(
      folder: try folder([
        "Shop/shop.mustache": "{{#items}}{{>Shop/icon i-plus}}{{name}} {{/items}}",
        "Shop/icon.mustache": "<use href=\"#{{.}}\"/>\n",
      ]))

    #expect(
      try templates.render(shop) == "<use href=\"#i-plus\"/>lamp <use href=\"#i-plus\"/>desk ")
    #expect(throws: TemplateError.self) { try render("{{>Shop/part a b}}") }
  }

  @Test(arguments: [
    // Between tags a line break is nothing.
    (
      "<ul>\n  {{#items}}\n    <li>\n      <b>{{name}}</b>\n    </li>\n  {{/items}}\n</ul>\n",
      "<ul><li><b>lamp</b></li><li><b>desk</b></li></ul>"
    ),
    // After words it is a space, and before words a line break.
    (
      "<p>\n  One\n  {{owner.town}}\n  <b>two</b> <i>three</i>\n</p>",
      "<p>\nOne Ulm <b>two</b> <i>three</i></p>"
    ),
    // Inside a tag it is a space.
    ("<a href=\"/\"\n  class=\"one\n  two\"\n>x</a>", "<a href=\"/\" class=\"one two\">x</a>"),
    (
      "<a\n  {{#isOpen}}aria-current=\"page\"{{/isOpen}}\n  {{^isOpen}}hidden{{/isOpen}}>x</a>",
      "<a aria-current=\"page\">x</a>"
    ),
    ("<a title=\"1 > 0\"\n  id=\"a\">\n<b>y</b></a>", "<a title=\"1 > 0\" id=\"a\"><b>y</b></a>"),
    // What is typed into a text area begins on a line of its own.
    ("<textarea>\n{{owner.name}}</textarea>", "<textarea>\nAnn</textarea>"),
    ("1 < 2\n{{! nothing }}\n&amp; {{{owner.town}}}", "1 < 2 \n&amp; Ulm"),
  ])
  func linesOfAFileAreNoLinesOfThePage(text: String, shown: String) throws {
    #expect(try render(text) == shown)
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

  @Test(arguments: [
    "{{owner.twon}}", "{{#owner}}{{twon}}{{/owner}}", "{{#owner.twon}}x{{/owner.twon}}",
  ])
  func aWordThatAnInnerStructDoesNotHaveIsAnErrorToo(text: String) throws {
    #expect(throws: TemplateError.self) { try render(text) }
  }

  @Test func aPartialThatIsNotThereIsAnError() throws {
    #expect(throws: TemplateError.missing("Shop/none")) { try render("{{>Shop/none}}") }
  }

  struct Shelf: Page {
    static let template = "Shop/shop"

    let id: UInt8
    let size: Size
    let label: String?
    let rows: [[String: Any]]
    let inner: Inner?
    let parent: [Shelf]

    enum Size { case small, large }

    struct Inner {
      let isHeavy: Bool
      let weight: Double
      let names: [String?]
    }
  }

  @Test func eachKindOfStoredPropertyIsAWord() throws {
    let folder = try folder([
      "Shop/shop.mustache": """
      {{id}} {{size}} {{label}} {{#rows}}{{number}}{{#isOdd}} odd{{/isOdd}};{{/rows}} \
      {{#inner}}{{#isHeavy}}heavy{{/isHeavy}} {{weight}} {{#names}}<{{.}}>{{/names}}{{/inner}}\
      {{#parent}} in {{size}} {{^inner}}bare{{/inner}}{{/parent}}
      """
    ])
    let wall = Shelf(id: 9, size: .large, label: nil, rows: [], inner: nil, parent: [])
    let shelf = Shelf(
      id: 7, size: .small, label: "top",
      rows: [["number": 1, "isOdd": true], ["number": 2, "isOdd": false]],
      inner: .init(isHeavy: true, weight: 2.5, names: ["a", nil]), parent: [wall])

    #expect(
      try Templates(folder: folder).render(shelf)
        == "7 small top 1 odd;2; heavy 2.5 <a><> in large bare")
  }

  /// The cases of Mustache's own specification, without other delimiters, lambdas and names from
  /// data. Blanks around partials and blocks are not compared: they are not indented here.
  @Test(
    .sharedData("templates_mustache"),
    arguments: ["comments", "interpolation", "inverted", "partials", "sections", "~inheritance"])
  func theSpecificationHolds(file: String) throws {
    let specification = sharedData("templates_mustache").appending(path: "specs/\(file).json")
    let cases = try JSONDecoder().decode(Specification.self, from: Data(contentsOf: specification))
    let blanksCount = !["partials", "~inheritance"].contains(file)

    for one in cases.tests {
      var rendering = Rendering(try (one.partials ?? [:]).mapValues { try Template(parsing: $0) })
      rendering.show(
        try Template(parsing: one.template), of: one.data?.plain ?? [:] as [String: Any])
      let words = { (text: String) in blanksCount ? text : text.filter { !$0.isWhitespace } }
      #expect(words(rendering.text) == words(one.expected), "\(file): \(one.name)")
    }
  }
}

private struct Specification: Decodable {
  let tests: [Case]

  struct Case: Decodable {
    let name: String
    let data: JSON?
    let template: String
    let partials: [String: String]?
    let expected: String
  }
}

/// JSON as a page would have it.
private enum JSON: Decodable {
  case value(any Sendable)
  case list([JSON])
  case words([String: JSON])
  case nothing

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .nothing
    } else if let words = try? container.decode([String: JSON].self) {
      self = .words(words)
    } else if let list = try? container.decode([JSON].self) {
      self = .list(list)
    } else if let flag = try? container.decode(Bool.self) {
      self = .value(flag)
    } else if let number = try? container.decode(Int.self) {
      self = .value(number)
    } else if let number = try? container.decode(Double.self) {
      self = .value(number)
    } else {
      self = .value(try container.decode(String.self))
    }
  }

  var plain: Any {
    switch self {
    case .value(let value): value
    case .list(let list): list.map(\.plain)
    case .words(let words): words.mapValues(\.plain)
    case .nothing: String?.none as Any
    }
  }
}
