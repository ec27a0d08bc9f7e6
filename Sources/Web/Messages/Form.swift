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

    /// Nobody types a zero byte, and no text of the database can hold one.
    var holdsZero: Bool { name.utf8.contains(0) || value.utf8.contains(0) }
  }

  package init(_ fields: [Field] = []) {
    self.fields = fields
  }

  package init(dictionaryLiteral elements: (String, String)...) {
    fields = elements.map { Field(name: $0, value: $1) }
  }

  /// Reads `application/x-www-form-urlencoded`.
  package init(urlEncoded text: some StringProtocol) throws {
    try self.init(urlEncoded: Array(text.utf8))
  }

  init(urlEncoded bytes: [UInt8]) throws {
    fields = try bytes.withUnsafeBufferPointer { try Form.read($0) }
  }

  /// A field takes many times its bytes: without a limit a megabyte of `&a` would be a hundred.
  private static let most = 50_000

  private static func read(_ bytes: Bytes) throws -> [Field] {
    var fields: [Field] = []
    var start = 0
    while start < bytes.count {
      let end = bytes.find(38, from: start) ?? bytes.count
      if end > start { fields.append(try readPair(Bytes(rebasing: bytes[start..<end]))) }
      guard fields.count <= most else {
        throw HTTPError.badRequest("The form has more fields than any page of ours.")
      }
      start = end + 1
    }
    return fields
  }

  private static func readPair(_ pair: Bytes) throws -> Field {
    let equals = pair.find(61, from: 0) ?? pair.count
    let value = pair.from(min(equals + 1, pair.count))
    guard let name = Percent.decode(Bytes(rebasing: pair[..<equals]), plusIsBlank: true),
      let value = Percent.decode(value, plusIsBlank: true)
    else { throw HTTPError.badRequest("The form has a percent sign without its two hex digits.") }
    let field = Field(name: name, value: value)
    guard !field.holdsZero else { throw HTTPError.badRequest("The form holds a zero byte.") }
    return field
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
