import CSV
import Foundation
import Text

/// An address out of a cell that holds more than that: `mailto:ann@frost.example`, `Ann Lind
/// <ann@frost.example>`, quotes or brackets around it, a comma after it, a second address after it.
/// Nil if no address can be found without guessing.
func repairedAddress(in cell: String) -> EmailAddress? {
  if !cell.hasPrefix("'"), let address = EmailAddress(cell) { return address }
  let text = withoutInvisibleMarks(cell.precomposedStringWithCompatibilityMapping)
  if let address = EmailAddress(withoutWrapping(text)) { return address }
  if let open = text.lastIndex(of: "<"), let close = text[open...].firstIndex(of: ">") {
    return EmailAddress(withoutWrapping(String(text[text.index(after: open)..<close])))
  }
  // Several, as Google Contacts and address books write them: the first one, if all are addresses.
  let parts = text.replacing(":::", with: ";").split { ";,|".contains($0) || $0.isNewline }
    .map { withoutWrapping(String($0)) }.filter { !$0.isEmpty }
  let addresses = parts.compactMap { EmailAddress($0) }
  return addresses.count == parts.count ? addresses.first : nil
}

private func withoutWrapping(_ text: String) -> String {
  var text = text.trimmingBlanks()
  var isChanged = true
  while isChanged {
    let before = text
    text = String(text.drop { wrapping.contains($0) || $0.isWhitespace })
    while let last = text.last, wrapping.contains(last) || last.isWhitespace { text.removeLast() }
    for prefix in ["mailto:", "e-mail:", "email:", "mail:", "smtp:"]
    where text.lowercased().hasPrefix(prefix) {
      text = String(text.dropFirst(prefix.count))
      // Parameters that a link adds for the mail program.
      if prefix == "mailto:" { text = String(text.prefix { $0 != "?" }) }
    }
    isChanged = text != before
  }
  return text
}

/// None of them can begin or end an address; an apostrophe or a backquote could, but never does.
private let wrapping: Set<Character> = [
  "\"", "'", "`", "´", "‘", "’", "“", "”", "„", "«", "»", "<", ">", "(", ")", "[", "]", "{", "}",
  ",", ";",
  ":", ".", "|",
]
