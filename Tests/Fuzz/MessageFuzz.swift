import Foundation

// libFuzzer's way in; built by Scripts/fuzz together with the sources of Mail that read.
//
// Whatever arrives, it is read to the end, and what it is said to be holds together. GMime is C, and
// not ours: AddressSanitizer watches what it does with the bytes.

@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  guard let start, count > 1 else { return 0 }
  let bytes = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
  if start[0] % 4 == 0 {
    _ = visibleText(of: String(decoding: bytes, as: UTF8.self))
    return 0
  }
  if start[0] % 4 == 1 {
    // A subject up to the first line's end, and a text.
    let parts = bytes.split(separator: 10, maxSplits: 1, omittingEmptySubsequences: false)
    read(
      String(decoding: parts[0], as: UTF8.self),
      String(decoding: parts.dropFirst().joined(), as: UTF8.self))
    return 0
  }
  let message = IncomingMessage(parsing: bytes)
  let isReport = message.kind == .bounce || message.kind == .complaint
  precondition(isReport || message.recipients.isEmpty, "a reply reports on a recipient")
  precondition(!message.text.utf8.contains(0), "a text that PostgreSQL does not take")
  read(message.subject, message.text)
  return 0
}

private let rules = RuleReader()

/// As the classifier does.
private func read(_ subject: String, _ text: String) {
  let day = Day(year: 2026, month: 11, day: 28)
  let verdict = rules.classify(
    text, subject: subject, isAutomatic: text.utf8.count % 2 == 0, on: day)
  precondition((0...1).contains(verdict.confidence), "surer than sure")
  _ = returnDay(in: text, after: day)
}
