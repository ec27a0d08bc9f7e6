import Web

/// A form of a page as a browser would send it, unless somebody changes a field.
package struct PageForm {
  package let isPost: Bool
  package let path: String
  package let query: Form
  package let fields: Form

  /// The forms of a page. The fields of a form are all that stand in it, and the first of its buttons.
  package static func all(in html: String) -> [PageForm] {
    var forms: [PageForm] = []
    var open: (isPost: Bool, action: String, fields: [Form.Field])?
    var select: (name: String, chosen: String?)?
    var hasButton = false
    var tags = HTMLTags(html)
    while let tag = tags.next() {
      switch tag.name {
      case "form":
        open = (tag["method"]?.lowercased() == "post", tag["action"] ?? "", [])
        hasButton = false
      case "/form":
        if let form = open { forms.append(PageForm(form.isPost, form.action, form.fields)) }
        open = nil
      case "input":
        guard let name = tag["name"] else { break }
        let isTicked = tag["type"] == "checkbox" || tag["type"] == "radio"
        if isTicked, tag["checked"] == nil, name != "mailbox" { break }
        open?.fields.append(.init(name: name, value: tag["value"] ?? ""))
      case "textarea":
        guard let name = tag["name"] else { break }
        open?.fields.append(.init(name: name, value: tags.text(until: "</textarea")))
      case "select": select = tag["name"].map { ($0, nil) }
      case "option":
        if select?.chosen == nil || tag["selected"] != nil { select?.chosen = tag["value"] ?? "" }
      case "/select":
        if let chosen = select {
          open?.fields.append(.init(name: chosen.name, value: chosen.chosen ?? ""))
        }
        select = nil
      case "button":
        guard !hasButton, let name = tag["name"] else { break }
        hasButton = true
        open?.fields.append(.init(name: name, value: tag["value"] ?? ""))
      default: break
      }
    }
    return forms
  }

  private init(_ isPost: Bool, _ action: String, _ fields: [Form.Field]) {
    let parts = action.split(separator: "?", maxSplits: 1)
    self.isPost = isPost
    path = parts.first.map(String.init) ?? ""
    query = parts.count > 1 ? (try? Form(urlEncoded: parts[1])) ?? [:] : [:]
    self.fields = Form(fields)
  }
}

/// The names that the addresses of a page's links carry behind their question mark.
package func queryNames(in html: String) -> Set<String> {
  Set(linkedAddresses(in: html).flatMap { $0.query.fields.map(\.name) })
}

/// Where the links and forms of a page lead that carry something behind a question mark.
package func linkedAddresses(in html: String) -> [(path: String, query: Form)] {
  var found: [(path: String, query: Form)] = []
  var tags = HTMLTags(html)
  while let tag = tags.next() {
    guard let address = tag["href"] ?? tag["action"], let mark = address.firstIndex(of: "?") else {
      continue
    }
    let query = address[address.index(after: mark)...].prefix { $0 != "#" }
    guard let form = try? Form(urlEncoded: query) else { continue }
    found.append((String(address[..<mark]), form))
  }
  return found
}

/// The tags of a page of ours, one after another.
private struct HTMLTags {
  struct Tag {
    let name: String
    let attributes: [String: String]

    subscript(_ name: String) -> String? { attributes[name] }
  }

  private let bytes: [UInt8]
  private var index = 0

  init(_ html: String) {
    bytes = Array(html.utf8)
  }

  mutating func next() -> Tag? {
    while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
      index = start + 1
      let name = word { !Self.isSpace($0) && $0 != UInt8(ascii: ">") }
      guard !name.isEmpty, !name.hasPrefix("!") else { continue }
      return Tag(name: name.lowercased(), attributes: attributes())
    }
    return nil
  }

  /// What stands behind the tag, up to `end`.
  mutating func text(until end: String) -> String {
    let start = index
    let wanted = Array(end.utf8)
    while index < bytes.count, !bytes[index...].starts(with: wanted) { index += 1 }
    let text = decoded(String(decoding: bytes[start..<index], as: UTF8.self))
    return text.hasPrefix("\n") ? String(text.dropFirst()) : text
  }

  private mutating func attributes() -> [String: String] {
    var attributes: [String: String] = [:]
    while index < bytes.count, bytes[index] != UInt8(ascii: ">") {
      let name = word { !Self.isSpace($0) && $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ">") }
      if name.isEmpty {
        if bytes[index] != UInt8(ascii: ">") { index += 1 }
        continue
      }
      guard index < bytes.count, bytes[index] == UInt8(ascii: "=") else {
        attributes[name] = ""
        continue
      }
      index += 1
      let isQuoted = index < bytes.count && bytes[index] == UInt8(ascii: "\"")
      if isQuoted { index += 1 }
      let value = word {
        isQuoted ? $0 != UInt8(ascii: "\"") : !Self.isSpace($0) && $0 != UInt8(ascii: ">")
      }
      if isQuoted, index < bytes.count { index += 1 }
      attributes[name] = decoded(value)
    }
    if index < bytes.count { index += 1 }
    return attributes
  }

  private mutating func word(while belongs: (UInt8) -> Bool) -> String {
    let start = index
    while index < bytes.count, belongs(bytes[index]) { index += 1 }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private func decoded(_ text: String) -> String {
    guard text.contains("&") else { return text }
    return text.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing("&amp;", with: "&")
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0d).contains(byte)
  }
}
