import Foundation

/// The fields of a form or a query, as typed and in order. A field that was not sent is empty.
package struct Form: Sendable, Equatable, ExpressibleByDictionaryLiteral {
  package private(set) var fields: [Field]

  package struct Field: Sendable, Equatable {
    package let name: String
    package let value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  package init(_ fields: [Field] = []) {
    self.fields = fields
  }

  package init(dictionaryLiteral elements: (String, String)...) {
    fields = elements.map { Field(name: $0, value: $1) }
  }

  /// Reads `application/x-www-form-urlencoded`.
  package init(urlEncoded text: some StringProtocol) throws {
    fields = []
    for pair in text.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      fields.append(
        Field(name: try decoded(parts[0]), value: try decoded(parts.dropFirst().first ?? "")))
    }
  }

  /// The value of a field; of a name sent twice, the last.
  package subscript(_ name: String) -> String {
    get { fields.last { $0.name == name }?.value ?? "" }
    set {
      fields.removeAll { $0.name == name }
      fields.append(Field(name: name, value: newValue))
    }
  }

  /// All values of a name, as check boxes and multiple choices send them.
  package func all(_ name: String) -> [String] {
    fields.filter { $0.name == name }.map(\.value)
  }

  package func has(_ name: String) -> Bool {
    fields.contains { $0.name == name }
  }
}

private func decoded(_ text: some StringProtocol) throws -> String {
  guard let decoded = String(text).replacing("+", with: " ").removingPercentEncoding else {
    throw HTTPError.badRequest("The form is not UTF-8.")
  }
  return decoded
}
