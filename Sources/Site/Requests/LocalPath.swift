/// A way on that came with a request, as `next` or `back`: taken only when it leads to a page of ours.
enum LocalPath {
  /// Looks at bytes, as browsers do: for Swift a slash and a combining character are one character
  /// that is no slash, and for a browser two slashes, behind which another host is named.
  static func isOurs(_ path: String) -> Bool {
    let bytes = Array(path.utf8)
    guard bytes.first == slash, bytes.count <= 4096 else { return false }
    // Browsers take a backslash for a slash, and leave tabs and line ends out.
    guard bytes.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != backslash }) else { return false }
    return bytes.count == 1 || bytes[1] != slash
  }

  private static let slash: UInt8 = 0x2F
  private static let backslash: UInt8 = 0x5C
}
