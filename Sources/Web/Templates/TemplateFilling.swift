/// A partial that gets a word, such as an icon, is expanded when the templates are read: a page
/// with four icons in each of fifty rows does not look them up two hundred times.
extension Template {
  func writingOutPartials(of templates: [String: Template]) -> Template {
    Template(nodes: Self.written(nodes, templates, word: nil))
  }

  private static func written(
    _ nodes: [Node], _ templates: [String: Template], word: String?
  ) -> [Node] {
    var written: [Node] = []
    for node in nodes {
      switch node {
      case .text(let bytes): append(bytes, to: &written)
      case .word(let name, let escaped):
        if name.parts.isEmpty, let word {
          append(Array(word.utf8), to: &written)
        } else {
          written.append(.word(name, escaped: escaped))
        }
      case .section(let name, let content):
        written.append(.section(name, Self.written(content, templates, word: nil)))
      case .inverted(let name, let content):
        written.append(.inverted(name, Self.written(content, templates, word: nil)))
      case .block(let name, let content):
        written.append(.block(name, Self.written(content, templates, word: nil)))
      case .layout(let name, let blocks):
        written.append(
          .layout(name, blocks: blocks.mapValues { Self.written($0, templates, word: nil) }))
      case .partial(let name, let argument?):
        guard let partial = templates[name], partial.isPlain,
          !argument.utf8.contains(where: needsEscaping)
        else {
          written.append(node)
          continue
        }
        for case .text(let bytes) in Self.written(partial.nodes, templates, word: argument) {
          append(bytes, to: &written)
        }
      case .partial(_, nil): written.append(node)
      }
    }
    return written
  }

  /// Nothing but text and `{{.}}`.
  private var isPlain: Bool {
    nodes.allSatisfy { node in
      switch node {
      case .text: true
      case .word(let name, _): name.parts.isEmpty
      default: false
      }
    }
  }

  private static func append(_ bytes: [UInt8], to nodes: inout [Node]) {
    if case .text(let before)? = nodes.last {
      nodes[nodes.count - 1] = .text(before + bytes)
    } else {
      nodes.append(.text(bytes))
    }
  }

  private static func needsEscaping(_ byte: UInt8) -> Bool { "&<>\"'".utf8.contains(byte) }
}
