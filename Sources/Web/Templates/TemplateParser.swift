/// Parses a template. A tag that opens or closes something and is alone on its line removes the
/// line.
struct TemplateParser {
  private struct Tag {
    let kind: UInt8
    let name: String
    /// The word that a partial gets.
    let argument: String?
    let start: Int
    let end: Int
  }

  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  mutating func parse() throws(TemplateFault) -> [Template.Node] {
    try nodes(until: nil)
  }

  private mutating func nodes(until open: Tag?) throws(TemplateFault) -> [Template.Node] {
    var nodes: [Template.Node] = []
    while let tag = try nextTag(&nodes) {
      switch tag.kind {
      case UInt8(ascii: "/"):
        guard let open, open.name == tag.name else {
          throw fault("{{/\(tag.name)}} closes nothing", at: tag.start)
        }
        return nodes
      case UInt8(ascii: "!"): break
      default: nodes.append(try node(tag))
      }
    }
    if let open { throw fault("\(open.name) is not closed", at: open.start) }
    return nodes
  }

  private mutating func node(_ tag: Tag) throws(TemplateFault) -> Template.Node {
    switch tag.kind {
    case UInt8(ascii: "#"): return .section(Template.Name(tag.name), try nodes(until: tag))
    case UInt8(ascii: "^"): return .inverted(Template.Name(tag.name), try nodes(until: tag))
    case UInt8(ascii: "$"): return .block(tag.name, try nodes(until: tag))
    case UInt8(ascii: ">"): return .partial(tag.name, argument: tag.argument)
    case UInt8(ascii: "<"):
      var blocks: [String: [Template.Node]] = [:]
      for case .block(let name, let content) in try nodes(until: tag) { blocks[name] = content }
      return .layout(tag.name, blocks: blocks)
    case UInt8(ascii: "&"), UInt8(ascii: "{"):
      return .word(Template.Name(tag.name), escaped: false)
    default: return .word(Template.Name(tag.name), escaped: true)
    }
  }

  /// The next tag; the text before it becomes a node of its own.
  private mutating func nextTag(_ nodes: inout [Template.Node]) throws(TemplateFault) -> Tag? {
    guard let start = find("{{", from: position) else {
      add(position..<bytes.count, to: &nodes)
      position = bytes.count
      return nil
    }
    let tag = try tag(at: start)
    var textEnd = start
    var next = tag.end
    if Self.mayStandAlone(tag.kind), let line = lineAround(tag) {
      textEnd = max(line.lowerBound, position)
      next = line.upperBound
    }
    add(position..<textEnd, to: &nodes)
    position = next
    return tag
  }

  private func tag(at start: Int) throws(TemplateFault) -> Tag {
    var inside = start + 2
    while inside < bytes.count, Self.isBlank(bytes[inside]) { inside += 1 }
    let kind = inside < bytes.count ? bytes[inside] : 0
    if kind == UInt8(ascii: "=") { throw fault("other delimiters are not known here", at: start) }
    let closing = kind == UInt8(ascii: "{") ? "}}}" : "}}"
    guard let end = find(closing, from: inside) else {
      throw fault("a tag is not closed", at: start)
    }
    let hasKind = "#^/$<>&{!".utf8.contains(kind)
    let name = String(decoding: bytes[(hasKind ? inside + 1 : inside)..<end], as: UTF8.self)
    let words = name.split(whereSeparator: \.isWhitespace)
    let most = kind == UInt8(ascii: ">") ? 2 : 1
    if kind != UInt8(ascii: "!"), !(1...most).contains(words.count) {
      throw fault("a tag needs one name: {{\(name)}}", at: start)
    }
    return Tag(
      kind: hasKind ? kind : 0, name: String(words.first ?? ""),
      argument: words.count == 2 ? String(words[1]) : nil, start: start,
      end: end + closing.utf8.count)
  }

  private static func mayStandAlone(_ kind: UInt8) -> Bool { "#^/$<>!".utf8.contains(kind) }

  /// The whole line of a tag with only blanks beside it, including its end.
  private func lineAround(_ tag: Tag) -> Range<Int>? {
    var start = tag.start
    while start > 0, Self.isBlank(bytes[start - 1]) { start -= 1 }
    guard start == 0 || bytes[start - 1] == Byte.lineFeed else { return nil }
    var end = tag.end
    while end < bytes.count, Self.isBlank(bytes[end]) { end += 1 }
    if end < bytes.count, bytes[end] == Byte.carriageReturn { end += 1 }
    if end == bytes.count { return start..<end }
    return bytes[end] == Byte.lineFeed ? start..<end + 1 : nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool { Byte.isBlank(byte) }

  private func add(_ range: Range<Int>, to nodes: inout [Template.Node]) {
    if !range.isEmpty { nodes.append(.text(Array(bytes[range]))) }
  }

  private func find(_ text: String, from start: Int) -> Int? {
    bytes.withUnsafeBufferPointer { $0.find(Array(text.utf8), from: start) }
  }

  private func fault(_ reason: String, at place: Int) -> TemplateFault {
    TemplateFault(
      reason: reason, line: bytes[..<place].reduce(1) { $1 == Byte.lineFeed ? $0 + 1 : $0 })
  }
}
