/// Status line and headers of an answer, line by line as libcurl hands them over. An interim answer
/// (1xx) is replaced by the one that follows it; fields behind a body (RFC 9110, section 6.5) are left
/// out.
struct ResponseHeadReader {
  private static let mostBytes = 64 << 10

  private(set) var status: Int?
  private(set) var headers = HTTPHeaders()
  /// The final answer's headers have ended.
  private(set) var isComplete = false
  private var bytes = 0

  /// False when there is more than a head may have.
  mutating func take(_ line: UnsafeRawBufferPointer) -> Bool {
    guard !isComplete else { return true }
    bytes += line.count
    guard bytes <= Self.mostBytes else { return false }
    let text = String(decoding: line, as: UTF8.self)
    if text.hasPrefix("HTTP/") {
      // HTTP/1.1 200 OK
      status = text.split(separator: " ").dropFirst().first.flatMap { Int($0.prefix(3)) }
      headers = HTTPHeaders()
    } else if line.allSatisfy({ $0 == 0x0D || $0 == 0x0A }) {
      isComplete = (status ?? 0) >= 200
    } else if text.first == " " || text.first == "\t" {
      // A folded line continues the value above (RFC 9112, section 5.2).
      guard let last = headers.all.indices.last else { return true }
      headers.all[last].value += " " + trimmed(text)
    } else if let colon = text.firstIndex(of: ":") {
      let value = trimmed(text[text.index(after: colon)...])
      headers.all.append((name: String(text[..<colon]), value: value))
    }
    return true
  }
}

private func trimmed(_ text: some StringProtocol) -> String {
  let isBlank = { (character: Character) in character.isWhitespace }
  guard let start = text.firstIndex(where: { !isBlank($0) }),
    let end = text.lastIndex(where: { !isBlank($0) })
  else { return "" }
  return String(text[start...end])
}
