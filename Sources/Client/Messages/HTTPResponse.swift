import CLibCurl
import Foundation

/// A server's answer, whatever its status.
package struct HTTPResponse: Sendable {
  package let status: Int
  package let headers: HTTPHeaders
  /// Decompressed.
  package let body: [UInt8]
  /// `body` is only the beginning: the body was longer than the request's `maximumBytes`, or did not end.
  package let isTruncated: Bool
  /// The IP address that answered: the server's, or the proxy's where there is one.
  package let remoteAddress: String

  package var isSuccess: Bool { (200..<300).contains(status) }

  package var text: String { String(decoding: body, as: UTF8.self) }

  /// Throws what `JSONDecoder` throws for a body that is not JSON of this shape.
  package func json<Value: Decodable>(_ type: Value.Type) throws -> Value {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return try decoder.decode(type, from: Data(body))
  }

  /// How long the server asks to wait, from seconds or from a date (RFC 9110, section 10.2.3); nil
  /// where it does not. A date in the past is no wait.
  package func retryAfter(now: Date = Date()) -> Duration? {
    guard let value = headers["Retry-After"] else { return nil }
    if !value.isEmpty, value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      // More digits than these are more than a day in any case.
      return .seconds(Int(value.prefix(9)) ?? 0)
    }
    let date = curl_getdate(value, nil)
    guard date >= 0 else { return nil }
    return .seconds(max(0, (Double(date) - now.timeIntervalSince1970).rounded(.up)))
  }
}

/// Headers in the order in which they came.
package struct HTTPHeaders: Sendable {
  package var all: [(name: String, value: String)] = []

  package init() {}

  /// The first of this name, in any case of letters (RFC 9110, section 5.1).
  package subscript(name: String) -> String? { values(name).first }

  /// All of this name: a header may be repeated (RFC 9110, section 5.3).
  package func values(_ name: String) -> [String] {
    all.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
  }
}
