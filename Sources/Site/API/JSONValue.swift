import Foundation

/// A value of JSON. Objects keep the order of their members.
enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case int(Int)
  case number(Double)
  case text(String)
  case array([JSONValue])
  case object([Member])
  /// Text that is JSON already; only in answers.
  case raw(String)

  struct Member: Sendable, Equatable {
    let name: String
    let value: JSONValue
  }

  /// The member of an object; nil if there is none.
  subscript(_ name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.name == name }?.value
  }

  var members: [Member] {
    if case .object(let members) = self { members } else { [] }
  }

  var elements: [JSONValue] {
    if case .array(let elements) = self { elements } else { [] }
  }

  var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  var int: Int? {
    if case .int(let int) = self { int } else { nil }
  }

  var bool: Bool? {
    if case .bool(let bool) = self { bool } else { nil }
  }

  static func optional(_ text: String?) -> JSONValue { text.map { .text($0) } ?? .null }

  /// Empty texts of the database are absent values in JSON.
  static func filled(_ text: String?) -> JSONValue {
    text.flatMap { $0.isEmpty ? nil : .text($0) } ?? .null
  }

  static func moment(_ date: Date?) -> JSONValue {
    date.map { .text($0.formatted(.iso8601)) } ?? .null
  }
}

extension JSONValue: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral,
  ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral
{
  init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { Member(name: $0, value: $1) })
  }

  init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  init(stringLiteral value: String) { self = .text(value) }
  init(integerLiteral value: Int) { self = .int(value) }
  init(booleanLiteral value: Bool) { self = .bool(value) }

  init(_ pairs: [(String, JSONValue)]) {
    self = .object(pairs.map { Member(name: $0, value: $1) })
  }
}

// MARK: - Reading

extension JSONValue: Decodable {
  /// Nil: the text is not JSON.
  init?(parsing bytes: [UInt8]) {
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)) else {
      return nil
    }
    self = value
  }

  init(from decoder: any Decoder) throws {
    if let members = try? decoder.container(keyedBy: AnyKey.self) {
      self = .object(
        try members.allKeys.map {
          Member(name: $0.stringValue, value: try members.decode(JSONValue.self, forKey: $0))
        })
      return
    }
    if var elements = try? decoder.unkeyedContainer() {
      var values: [JSONValue] = []
      while !elements.isAtEnd { values.append(try elements.decode(JSONValue.self)) }
      self = .array(values)
      return
    }
    let box = try decoder.singleValueContainer()
    if box.decodeNil() {
      self = .null
    } else if let bool = try? box.decode(Bool.self) {
      self = .bool(bool)
    } else if let int = try? box.decode(Int.self) {
      self = .int(int)
    } else if let number = try? box.decode(Double.self) {
      self = .number(number)
    } else {
      self = .text(try box.decode(String.self))
    }
  }

  private struct AnyKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}

// MARK: - Writing

extension JSONValue {
  var json: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .bool(let bool): text += bool ? "true" : "false"
    case .int(let int): text += String(int)
    case .number(let number): text += String(number)
    case .text(let value): Self.write(value, to: &text)
    case .raw(let json): text += json
    case .array(let elements):
      text += "["
      for (place, element) in elements.enumerated() {
        if place > 0 { text += "," }
        element.write(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (place, member) in members.enumerated() {
        if place > 0 { text += "," }
        Self.write(member.name, to: &text)
        text += ":"
        member.value.write(to: &text)
      }
      text += "}"
    }
  }

  private static func write(_ value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case let control where control.value < 32:
        let hex = String(control.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
