import Foundation

/// The type of a value in the API. It reads requests and describes them, so the description is what is
/// read.
indirect enum APIType: Sendable {
  /// A text of so many characters, without a zero byte.
  case text(ClosedRange<Int>)
  case integer(ClosedRange<Int>)
  case boolean
  case choice([String])
  /// A time of RFC 3339.
  case moment
  case array(APIType, atMost: Int)
  case object(APIObject)
  case nullable(APIType)
  /// An object with any members; only in answers.
  case anyObject

  static let id = APIType.integer(1...Int(Int32.max))
  static let count = APIType.integer(0...Int.max)
}

/// A field of an object, or a parameter of an address.
struct APIField: Sendable {
  let name: String
  let type: APIType
  let meaning: String
  let isRequired: Bool
  /// What counts where it is left out.
  let standard: JSONValue?

  init(
    _ name: String, _ type: APIType, _ meaning: String, isRequired: Bool = false,
    standard: JSONValue? = nil
  ) {
    self.name = name
    self.type = type
    self.meaning = meaning
    self.isRequired = isRequired
    self.standard = standard
  }

  static func required(_ name: String, _ type: APIType, _ meaning: String) -> APIField {
    APIField(name, type, meaning, isRequired: true)
  }
}

/// An object of the API, by the name under which it is described.
struct APIObject: Sendable {
  let name: String
  let fields: [APIField]

  init(_ name: String, _ fields: [APIField]) {
    self.name = name
    self.fields = fields
  }

  /// The same fields in a request that changes some of them.
  func changes(named name: String, besides fixed: Set<String> = []) -> APIObject {
    APIObject(
      name,
      fields.filter { !fixed.contains($0.name) }.map { APIField($0.name, $0.type, $0.meaning) })
  }
}

/// What is wrong with one field of a request.
struct FieldProblem: Sendable, Equatable {
  /// Such as `steps[0].subjects`; empty for the whole body.
  let field: String
  let detail: String

  /// How many of one request are looked for and told.
  static let most = 100
}

extension APIType {
  /// What is wrong with a value of this type at `path`.
  func problems(with value: JSONValue, at path: String) -> [FieldProblem] {
    func wrong(_ detail: String) -> [FieldProblem] { [FieldProblem(field: path, detail: detail)] }
    switch self {
    case .text(let range):
      guard let text = value.text else { return wrong("This must be a string.") }
      if text.utf8.contains(0) { return wrong("A text cannot hold a zero byte.") }
      let length = text.unicodeScalars.count
      if length > range.upperBound {
        return wrong("At most \(range.upperBound) characters; this has \(length).")
      }
      return length < range.lowerBound ? wrong("This must not be empty.") : []
    case .integer(let range):
      guard let int = value.int else { return wrong("This must be an integer.") }
      if range.contains(int) { return [] }
      return wrong("This must be from \(range.lowerBound) to \(range.upperBound).")
    case .boolean: return value.bool == nil ? wrong("This must be true or false.") : []
    case .choice(let words):
      if let word = value.text, words.contains(word) { return [] }
      return wrong("This must be one of: \(words.joined(separator: ", ")).")
    case .moment:
      if let text = value.text, Self.moment(text) != nil { return [] }
      return wrong("This must be a time such as 2026-11-30T09:00:00Z.")
    case .array(let type, let most):
      guard case .array(let elements) = value else { return wrong("This must be an array.") }
      if elements.count > most { return wrong("At most \(most); this has \(elements.count).") }
      var found: [FieldProblem] = []
      for (place, element) in elements.enumerated() where found.count < FieldProblem.most {
        found += type.problems(with: element, at: "\(path)[\(place)]")
      }
      return Array(found.prefix(FieldProblem.most))
    case .object(let object): return object.problems(with: value, at: path)
    case .nullable(let type): return value == .null ? [] : type.problems(with: value, at: path)
    case .anyObject:
      if case .object = value { return [] }
      return wrong("This must be an object.")
    }
  }

  /// A time of RFC 3339, with or without a fraction of a second.
  static func moment(_ text: String) -> Date? {
    guard text.utf8.count <= 40 else { return nil }
    let plain = ISO8601DateFormatter()
    if let date = plain.date(from: text) { return date }
    plain.formatOptions.insert(.withFractionalSeconds)
    return plain.date(from: text)
  }
}

extension APIObject {
  func problems(with value: JSONValue, at path: String) -> [FieldProblem] {
    guard case .object(let members) = value else {
      return [FieldProblem(field: path, detail: "This must be an object.")]
    }
    func place(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
    var found: [FieldProblem] = []
    for member in members where !fields.contains(where: { $0.name == member.name }) {
      if found.count == FieldProblem.most { return found }
      found.append(
        FieldProblem(
          field: place(String(member.name.prefix(100))), detail: "This field is not known."))
    }
    for field in fields {
      if let given = value[field.name] {
        found += field.type.problems(with: given, at: place(field.name))
      } else if field.isRequired {
        found.append(FieldProblem(field: place(field.name), detail: "This is required."))
      }
    }
    return Array(found.prefix(FieldProblem.most))
  }
}
