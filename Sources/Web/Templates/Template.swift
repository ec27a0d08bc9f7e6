/// One template of Mustache's language: variables, sections, partials, and layouts with blocks; no
/// lambdas and no other delimiters. It is ours, because swift-mustache took 2.6 ms for a page of 50
/// rows with 20 words each, as long as the database takes for it; see `Fields` for the reason.
///
/// A section is shown for true, a struct, a number and a text, and once for each item of a list. It
/// is not shown for false, nil, an empty list and an empty text; `{{^` is the opposite. So an
/// optional is a property `note: Note?` and needs no flag beside it. A list knows whether it
/// `isEmpty`: `{{^rows.isEmpty}}<table>…</table>{{/rows.isEmpty}}` is shown once.
///
/// A name is looked up in the innermost section first, then further out, then in the page: from
/// anywhere in a page `{{frame.csrf}}` is the token of its frame.
///
/// A partial may get a word, `{{>Frame/icon i-plus}}`, and shows it as `{{.}}`. It is not indented
/// like the line that includes it, because HTML does not need that.
package struct Template: Sendable {
  indirect enum Node: Sendable {
    case text([UInt8])
    case word(Name, escaped: Bool)
    case section(Name, [Node])
    case inverted(Name, [Node])
    case partial(String, argument: String?)
    case layout(String, blocks: [String: [Node]])
    case block(String, [Node])
  }

  /// `owner.town`; no parts for the section's value itself.
  struct Name: Sendable {
    let parts: [String]

    init(_ text: String) {
      parts = text == "." ? [] : text.split(separator: ".").map(String.init)
    }
  }

  let nodes: [Node]

  init(nodes: [Node]) {
    self.nodes = nodes
  }

  package init(parsing text: String) throws(TemplateFault) {
    var parser = TemplateParser(text)
    nodes = try parser.parse()
  }
}

package struct TemplateFault: Error, CustomStringConvertible {
  let reason: String
  let line: Int

  package var description: String { "line \(line): \(reason)" }
}
