import CGMime
import Foundation
import Text

/// The mailboxes of an address header.
func mailAddresses(in value: String?) -> [MailAddress] {
  guard let value, !value.isEmpty else { return [] }
  var length = 0
  let texts = cgmime_addresses(value, &length)
  defer { cgmime_free_text(texts) }
  let bytes = UnsafeRawBufferPointer(start: texts, count: length)
  let words = bytes.split(separator: 0, omittingEmptySubsequences: false).map(\.text)
  let read = stride(from: 0, to: words.count - 1, by: 2).map {
    MailAddress(words[$0 + 1].trimmingBlanks(), name: words[$0].trimmingBlanks())
  }
  // "Novak, Ada <ada@harrow.example>" is read as two, of which the first has no address.
  let whole = read.filter { isWholeAddress($0.address) }
  return whole.isEmpty ? looseAddresses(in: value) : whole
}

private func isWholeAddress(_ address: String) -> Bool {
  let parts = address.split(separator: "@", omittingEmptySubsequences: false)
  return parts.count == 2 && !parts[0].isEmpty && !parts[1].isEmpty
    && (address.first == "\"" || !address.contains { $0.isWhitespace || "<>[],;".contains($0) })
}

/// Ungrammatical mailboxes that are sent all the same: `Ada Novak [Harrow] <ada@harrow.example>`.
private func looseAddresses(in value: String) -> [MailAddress] {
  var found: [MailAddress] = []
  var rest = value.prefix(10_000)
  while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">"),
    found.count < 100
  {
    let address = String(rest[rest.index(after: open)..<close]).trimmingBlanks()
    if address.contains("@") {
      let name = String(rest[..<open]).trimmingCharacters(in: " \t,;\"'")
      found.append(MailAddress(address, name: name))
    }
    rest = rest[rest.index(after: close)...]
  }
  guard found.isEmpty else { return found }
  return addresses(in: String(value.prefix(10_000))).prefix(100).map { MailAddress($0, name: "") }
}

func mailDate(in value: String?) -> Date? {
  var seconds: Int64 = 0
  guard let value, cgmime_date(value, &seconds) else { return nil }
  return Date(timeIntervalSince1970: TimeInterval(seconds))
}

/// Message identifiers: the text in angle brackets, or the words if there are no brackets.
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
