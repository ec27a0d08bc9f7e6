/// One header of a message, its value folded.
package struct MailHeader: Sendable, Hashable {
  package let name: String
  package let value: String

  init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  static func address(_ field: String, _ address: MailAddress) throws(MessageProblem) -> MailHeader
  {
    let wire = try address.onTheWire()
    let name = try checked(address.name, in: field)
    if name.isEmpty { return MailHeader(field, wire) }
    let phrase = phrase(name, after: field.utf8.count + 2)
    let lastLine = phrase.utf8.split(separator: lineFeed).last?.count ?? 0
    let isShort = field.utf8.count + 2 + lastLine + wire.utf8.count + 3 <= lineLength
    return MailHeader(field, phrase + (isShort ? " " : "\r\n ") + "<\(wire)>")
  }

  /// One or more identifiers of messages, each on a line of its own.
  static func identifiers(_ field: String, _ all: [String]) throws(MessageProblem) -> MailHeader {
    for identifier in all {
      _ = try checked(identifier, in: field)
      guard (1...900).contains(identifier.utf8.count),
        identifier.utf8.allSatisfy(isInsideOfAngles)
      else { throw .unsupportedValue(in: field) }
    }
    return MailHeader(field, all.map { "<\($0)>" }.joined(separator: "\r\n "))
  }

  /// A value without spaces, as it is.
  static func word(_ field: String, _ value: String) throws(MessageProblem) -> MailHeader {
    let value = try checked(value, in: field)
    guard (1...900).contains(value.utf8.count), value.utf8.allSatisfy({ (33...126).contains($0) })
    else { throw .unsupportedValue(in: field) }
    return MailHeader(field, value)
  }
}

extension [UInt8] {
  mutating func append(header: MailHeader) {
    append(contentsOf: header.name.utf8)
    append(UInt8(ascii: ":"))
    if !header.value.isEmpty { append(UInt8(ascii: " ")) }
    append(contentsOf: header.value.utf8)
    append(carriageReturn)
    append(lineFeed)
  }
}
