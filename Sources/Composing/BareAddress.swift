import Text

/// The first web address in a body that is text and no link, up to the next blank or quote; nil:
/// there is none. Such an address is sent as it is, and clicks on it are not counted.
package func bareAddress(in html: String) -> String? {
  let bytes = Array(html.utf8)
  var scanner = HTMLScanner(bytes)
  var depth = 0
  while let token = scanner.next() {
    switch token {
    case .open("a", _, _): depth += 1
    case .close("a", _): depth = max(depth - 1, 0)
    case .text(let range) where depth == 0:
      if let address = firstAddress(in: String(decoding: bytes[range], as: UTF8.self)) {
        return address
      }
    default: break
    }
  }
  return nil
}

private func firstAddress(in text: String) -> String? {
  guard let begin = text.firstMatch(of: /https?:\/\/[^\s"'{}|]+/.ignoresCase()) else { return nil }
  let ends: Set<Character> = [".", ",", ";", ":", "!", "?", ")"]
  var address = begin.0
  while let last = address.last, ends.contains(last) { address.removeLast() }
  return String(address)
}
