import Foundation

/// The content of a request.
package enum HTTPBody: Sendable {
  case none
  case bytes([UInt8], type: String)
  /// `application/x-www-form-urlencoded`, as the URL standard of WHATWG writes it.
  case form([(String, String)])
  /// `multipart/form-data` (RFC 7578).
  case multipart([Part])

  /// A field or a file of a form.
  package struct Part: Sendable {
    package let name: String
    /// Nil for a field that is not a file.
    package let filename: String?
    /// Its media type; nil is plain text.
    package let type: String?
    package let bytes: [UInt8]

    package init(
      _ name: String, _ bytes: [UInt8], filename: String? = nil, type: String? = nil
    ) {
      self.name = name
      self.bytes = bytes
      self.filename = filename
      self.type = type
    }

    package init(_ name: String, _ text: String) {
      self.init(name, Array(text.utf8))
    }
  }

  /// `application/json` (RFC 8259), with its keys in order, so that equal values are equal bytes.
  /// Throws what `value` throws when it is encoded.
  package static func json(_ value: some Encodable) throws -> HTTPBody {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return .json(bytes: Array(try encoder.encode(value)))
  }

  /// JSON that is written already.
  package static func json(bytes: [UInt8]) -> HTTPBody {
    .bytes(bytes, type: "application/json")
  }

  /// The bytes and their media type; nil without a body. Throws `.invalidRequest` for a media type
  /// that would end its line.
  func encoded() throws(HTTPFailure) -> (bytes: [UInt8], type: String)? {
    switch self {
    case .none: return nil
    case .bytes(let bytes, let type): return (bytes, try checked(type))
    case .form(let fields): return (formEncoded(fields), "application/x-www-form-urlencoded")
    case .multipart(let parts): return try multipartEncoded(parts)
    }
  }
}

private func formEncoded(_ fields: [(String, String)]) -> [UInt8] {
  let pairs = fields.map { name, value in formEncoded(name) + "=" + formEncoded(value) }
  return Array(pairs.joined(separator: "&").utf8)
}

private func formEncoded(_ text: String) -> String {
  var encoded = ""
  for byte in text.utf8 {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2A, 0x2D, 0x2E, 0x5F:
      encoded.unicodeScalars.append(Unicode.Scalar(byte))
    case 0x20: encoded += "+"
    default: encoded += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
    }
  }
  return encoded
}

private func multipartEncoded(_ parts: [HTTPBody.Part]) throws(HTTPFailure) -> ([UInt8], String) {
  // 128 random bits are in none of the parts.
  let boundary = "overture-" + UUID().uuidString
  var bytes: [UInt8] = []
  for part in parts {
    var head = "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(quoted(part.name))\""
    if let filename = part.filename { head += "; filename=\"\(quoted(filename))\"" }
    if let type = part.type { head += "\r\nContent-Type: \(try checked(type))" }
    bytes += (head + "\r\n\r\n").utf8 + part.bytes + "\r\n".utf8
  }
  bytes += "--\(boundary)--\r\n".utf8
  return (bytes, "multipart/form-data; boundary=\(boundary)")
}

/// As browsers write it (RFC 7578, section 2, and the HTML standard, "multipart form data").
private func quoted(_ text: String) -> String {
  text.unicodeScalars.map { scalar in
    switch scalar {
    case "\"": "%22"
    case "\r": "%0D"
    case "\n": "%0A"
    default: String(scalar)
    }
  }.joined()
}

private func checked(_ type: String) throws(HTTPFailure) -> String {
  guard type.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
    throw .invalid("a media type has a control character")
  }
  return type
}
