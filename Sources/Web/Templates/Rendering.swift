/// The rendering of one page.
package struct Rendering {
  private let templates: [String: Template]
  private var output: [UInt8] = []
  /// The values of the open sections, the innermost last.
  private var stack: [Word] = []
  /// The content of the blocks of pages that use a layout; the outermost counts.
  private var blocks: [String: [Template.Node]] = [:]
  /// Names that were used and do not exist.
  package private(set) var unknown: Set<String> = []
  /// Partials and layouts that do not exist.
  private(set) var missing: Set<String> = []

  package init(_ templates: [String: Template]) {
    self.templates = templates
    output.reserveCapacity(16_384)
  }

  package var text: String { String(decoding: output, as: UTF8.self) }

  /// Renders a template with any value.
  package mutating func show(_ template: Template, of value: Any) {
    show(template.nodes, Word(any: value))
  }

  mutating func show(_ nodes: [Template.Node], _ word: Word) {
    stack.append(word)
    show(nodes)
    stack.removeLast()
  }

  private mutating func show(_ nodes: [Template.Node]) {
    for node in nodes {
      switch node {
      case .text(let bytes): output.append(contentsOf: bytes)
      case .word(let name, let escaped):
        if let word = find(name) { write(word, escaped: escaped) }
      case .section(let name, let content): showSection(find(name) ?? .nothing, content)
      case .inverted(let name, let content):
        if Self.isNothing(find(name) ?? .nothing) { show(content) }
      case .partial(let name, nil): showTemplate(name)
      case .partial(let name, let argument?):
        stack.append(.text(argument))
        showTemplate(name)
        stack.removeLast()
      case .layout(let name, let own): showLayout(name, own)
      case .block(let name, let standard): show(blocks[name] ?? standard)
      }
    }
  }

  private mutating func showSection(_ word: Word, _ content: [Template.Node]) {
    switch word {
    case .list(let items): for item in items { show(content, item) }
    case .flag(let isSo): if isSo { show(content) }
    case .nothing: break
    case .text(let text): if !text.isEmpty { show(content, word) }
    case .number, .scope: show(content, word)
    }
  }

  private mutating func showLayout(_ name: String, _ own: [String: [Template.Node]]) {
    let outer = blocks
    blocks = own.merging(outer) { _, outer in outer }
    showTemplate(name)
    blocks = outer
  }

  private mutating func showTemplate(_ name: String) {
    guard let template = templates[name] else {
      missing.insert(name)
      return
    }
    show(template.nodes)
  }

  private static func isNothing(_ word: Word) -> Bool {
    switch word {
    case .list(let items): items.isEmpty
    case .flag(let isSo): !isSo
    case .text(let text): text.isEmpty
    case .nothing: true
    case .number, .scope: false
    }
  }

  /// Looked up in the open sections, from the inside out; then along the dots.
  private mutating func find(_ name: Template.Name) -> Word? {
    guard let first = name.parts.first else { return stack.last }
    for place in stack.reversed() {
      guard case .scope(let scope) = place, var word = scope.word(first) else { continue }
      for part in name.parts.dropFirst() {
        if case .list(let items) = word, part == "isEmpty" {
          word = .flag(items.isEmpty)
          continue
        }
        guard case .scope(let inner) = word else { return .nothing }
        guard let next = inner.word(part) else {
          unknown.insert(name.parts.joined(separator: "."))
          return nil
        }
        word = next
      }
      return word
    }
    unknown.insert(name.parts.joined(separator: "."))
    return nil
  }

  private mutating func write(_ word: Word, escaped: Bool) {
    switch word {
    case .text(let text): write(text, escaped: escaped)
    case .number(let number): write(String(number), escaped: false)
    case .flag(let isSo): write(isSo ? "true" : "false", escaped: false)
    case .nothing: break
    case .scope(let scope): write(String(describing: scope.value), escaped: escaped)
    case .list(let items):
      for item in items { write(item, escaped: escaped) }
    }
  }

  private mutating func write(_ text: String, escaped: Bool) {
    guard escaped else { return output.append(contentsOf: text.utf8) }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): output.append(contentsOf: "&amp;".utf8)
      case UInt8(ascii: "<"): output.append(contentsOf: "&lt;".utf8)
      case UInt8(ascii: ">"): output.append(contentsOf: "&gt;".utf8)
      case UInt8(ascii: "\""): output.append(contentsOf: "&quot;".utf8)
      case UInt8(ascii: "'"): output.append(contentsOf: "&#39;".utf8)
      default: output.append(byte)
      }
    }
  }
}
