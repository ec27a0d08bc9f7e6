import CGMime
import Foundation

/// The mailboxes of an address header.
func mailAddresses(in value: String?) -> [MailAddress] {
  guard let value, !value.isEmpty else { return [] }
  var length = 0
  let texts = cgmime_addresses(value, &length)
  defer { cgmime_free_text(texts) }
  let bytes = UnsafeRawBufferPointer(start: texts, count: length)
  let words = bytes.split(separator: 0, omittingEmptySubsequences: false).map(\.text)
  return stride(from: 0, to: words.count - 1, by: 2).map {
    MailAddress(words[$0 + 1].trimmingSpace, name: words[$0].trimmingSpace)
  }
}

func mailDate(in value: String?) -> Date? {
  var seconds: Int64 = 0
  guard let value, cgmime_date(value, &seconds) else { return nil }
  return Date(timeIntervalSince1970: TimeInterval(seconds))
}

/// Message identifiers: what stands in angle brackets, or the words when nothing does.
func identifiers(in value: String?) -> [String] {
  guard let value else { return [] }
  var found: [String] = []
  var rest = value[...]
  while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
    let inner = rest[rest.index(after: open)..<close].filter { !$0.isWhitespace }
    if !inner.isEmpty { found.append(inner) }
    rest = rest[rest.index(after: close)...]
    if found.count == 200 { break }
  }
  guard found.isEmpty else { return found }
  return value.split(whereSeparator: \.isWhitespace).filter { $0.contains("@") }.map(String.init)
}
