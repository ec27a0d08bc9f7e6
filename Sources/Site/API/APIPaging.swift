import Foundation
import Outreach
import Web

/// Where a list of the API continues: the key of the last record of a page, opaque to callers.
enum APICursor {
  /// `kind` is the list that the key belongs to.
  static func text(_ kind: String, _ key: [String]) -> String {
    let json = JSONValue.array(([kind] + key).map { .text($0) }).json
    return Data(json.utf8).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
      .replacing("=", with: "")
  }

  /// Nil: not a cursor of this list.
  static func key(_ text: String, of kind: String, parts: Int) -> [String]? {
    var base64 = text.replacing("-", with: "+").replacing("_", with: "/")
    while base64.utf8.count % 4 != 0 { base64 += "=" }
    guard let data = Data(base64Encoded: base64), let value = JSONValue(parsing: Array(data)) else {
      return nil
    }
    let texts = value.elements.compactMap(\.text)
    guard texts.count == parts + 1, texts[0] == kind,
      !texts.contains(where: { $0.utf8.contains(0) })
    else { return nil }
    return Array(texts.dropFirst())
  }
}

extension APIField {
  /// The parameters of every list.
  static let paging = [
    APIField("limit", .integer(1...200), "How many records at most.", standard: 50),
    APIField("after", .text(1...2_000), "The value of next in the page before."),
  ]
}

extension APIObject {
  /// A page of a list.
  func page(named name: String) -> APIObject {
    APIObject(
      name,
      [
        .required("data", .array(.object(self), atMost: 200), "The records."),
        .required(
          "next", .nullable(.text(1...2_000)), "The cursor of the next page; null on the last page."
        ),
      ])
  }
}

extension APICall {
  var limit: Int { query("limit").flatMap { Int($0) } ?? 50 }

  /// The key after which the list continues; nil: from its beginning.
  func after(_ kind: String, parts: Int = 1) throws -> [String]? {
    guard let text = query("after") else { return nil }
    guard let key = APICursor.key(text, of: kind, parts: parts) else {
      throw APIProblem.invalid("after", "This is not the `next` of a page of this list.")
    }
    return key
  }

  /// The same of a list that is ordered by a number.
  func number(after kind: String) throws -> Int? {
    guard let key = try after(kind) else { return nil }
    guard let number = Int(key[0]) else {
      throw APIProblem.invalid("after", "This is not the `next` of a page of this list.")
    }
    return number
  }

  /// An answer with a page of a list, of which one record more than the limit was looked up.
  func page<Record>(
    _ found: [Record], _ kind: String, key: (Record) -> [String],
    _ item: (Record) throws -> JSONValue
  ) rethrows -> APIAnswer {
    let shown = found.prefix(limit)
    let next = found.count > limit ? shown.last.map { APICursor.text(kind, key($0)) } : nil
    return APIAnswer(["data": .array(try shown.map(item)), "next": .optional(next)])
  }
}

extension FieldErrors {
  /// The errors of a form as those of the fields of a request.
  func problems(at path: String = "", called names: [String: String] = [:]) -> [FieldProblem] {
    fields.map { FieldProblem(field: path + (names[$0.name] ?? $0.name), detail: $0.error) }
  }
}

extension Form {
  /// The members of an object as the pages' form would send them: a check box that is not set is
  /// absent, and null is an empty field.
  init(_ object: JSONValue) {
    self.init(
      object.members.flatMap { member -> [Field] in
        func field(_ value: String) -> [Field] { [Field(name: member.name, value: value)] }
        return switch member.value {
        case .text(let text): field(text)
        case .int(let int): field("\(int)")
        case .bool(let isOn): isOn ? field("1") : []
        case .null: field("")
        case .array(let elements):
          elements.compactMap(\.text).map { Field(name: member.name, value: $0) }
        case .number, .object, .raw: []
        }
      })
  }
}

extension JSONValue {
  /// The object with the members of another in place of its own.
  func changed(by other: JSONValue) -> JSONValue {
    .object(members.map { Member(name: $0.name, value: other[$0.name] ?? $0.value) })
  }
}
