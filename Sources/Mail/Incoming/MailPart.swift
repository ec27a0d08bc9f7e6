import CGMime
import Text

/// A parsed message: its headers, and its parts in their order.
struct MailParts {
  let headers: [IncomingHeader]
  let parts: [MailPart]
}

struct MailPart {
  /// In small letters, such as `text/plain`.
  let type: String
  let depth: Int
  let isAttachment: Bool
  let fileName: String?
  let headers: [IncomingHeader]
  /// The content of a text part.
  let text: String?
  let reportType: String?
}

package struct IncomingHeader: Sendable, Hashable {
  package let name: String
  package let value: String
}

extension [IncomingHeader] {
  /// The first header of this name.
  func first(_ name: String) -> String? {
    first { $0.name.compareCaseless(name) }?.value
  }

  func all(_ name: String) -> [String] {
    filter { $0.name.compareCaseless(name) }.map(\.value)
  }
}

extension String {
  fileprivate func compareCaseless(_ other: String) -> Bool {
    utf8.count == other.utf8.count && lowercased() == other.lowercased()
  }
}

extension MailParts {
  /// By GMime, under limits: 32 levels, 500 parts, 25 MB of text.
  init(reading bytes: [UInt8]) {
    let bytes = readable(bytes)
    let limits = CGMimeLimits(depth: 32, parts: 500, text: 25_000_000)
    guard let message = cgmime_parse(bytes, bytes.count, limits) else {
      self.init(headers: [], parts: [MailPart(onlyText: bytes.text)])
      return
    }
    defer { cgmime_free(message) }
    let parts = (0..<cgmime_part_count(message)).map { MailPart(message, $0) }
    self.init(headers: mailHeaders(of: message, part: -1), parts: parts)
  }
}

extension MailPart {
  fileprivate init(onlyText text: String) {
    self.init(
      type: "text/plain", depth: 0, isAttachment: false, fileName: nil, headers: [], text: text,
      reportType: nil)
  }

  fileprivate init(_ message: OpaquePointer, _ number: Int32) {
    var length = 0
    let content = cgmime_part_text(message, number, &length)
    defer { cgmime_free_text(content) }
    self.init(
      type: String(cString: cgmime_part_type(message, number)),
      depth: Int(cgmime_part_depth(message, number)),
      isAttachment: cgmime_part_is_attachment(message, number),
      fileName: cgmime_part_file_name(message, number).map { String(cString: $0) },
      headers: mailHeaders(of: message, part: number),
      text: content.map { UnsafeRawBufferPointer(start: $0, count: length).text },
      reportType: cgmime_part_parameter(message, number, "report-type").map {
        String(cString: $0).lowercased()
      })
  }
}

private func mailHeaders(of message: OpaquePointer, part: Int32) -> [IncomingHeader] {
  (0..<min(cgmime_header_count(message, part), 1_000)).map { number in
    let value = cgmime_header_value(message, part, number)
    defer { cgmime_free_text(value) }
    return IncomingHeader(
      name: String(cString: cgmime_header_name(message, part, number)),
      value: String(cString: value).trimmingBlanks())
  }
}

/// Without the envelope line of a mailbox file, with LF for bare CR, and, for a message of nothing
/// but nested parts, only the beginning, since GMime descends into them by recursion.
private func readable(_ bytes: [UInt8]) -> [UInt8] {
  // Blank lines before the first header would end the headers.
  var bytes = Array(bytes)
  while let end = bytes.prefix(1_000).firstIndex(where: { $0 == lineFeed || $0 == carriageReturn }),
    bytes[..<end].allSatisfy({ $0 == 32 || $0 == 9 })
  {
    bytes.removeFirst(end + 1)
  }
  if bytes.starts(with: Array("From ".utf8)) || bytes.starts(with: Array(">From ".utf8)) {
    bytes = Array(
      bytes.drop { $0 != lineFeed && $0 != carriageReturn }
        .drop { $0 == lineFeed || $0 == carriageReturn })
  }
  if !bytes.contains(lineFeed) {
    for index in bytes.indices where bytes[index] == carriageReturn { bytes[index] = lineFeed }
  }
  var found = 0
  var index = 0
  let slash = UInt8(ascii: "/")
  while index < bytes.count {
    if bytes[index] == slash, index >= 9, isNesting(bytes[(index - 9)..<index]) {
      found += 1
      if found > 1_000 { return Array(bytes[..<index]) }
    }
    index += 1
  }
  return bytes
}

private func isNesting(_ word: ArraySlice<UInt8>) -> Bool {
  let lower = word.map { $0 | 32 }
  return lower.elementsEqual(multipart) || lower.suffix(7).elementsEqual(messageWord)
}

private let multipart = Array("multipart".utf8)
private let messageWord = Array("message".utf8)
