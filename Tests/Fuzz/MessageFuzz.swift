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
  let message = IncomingMessage(parsing: bytes)
  let isReport = message.kind == .bounce || message.kind == .complaint
  precondition(isReport || message.recipients.isEmpty, "a reply reports on a recipient")
  precondition(!message.text.utf8.contains(0), "a text that PostgreSQL does not take")
  return 0
}
