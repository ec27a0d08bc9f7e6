/// A path to continue at, which came with a request as `next` or `back`: used only if it leads to a
/// page of ours.
enum LocalPath {
  /// Compares bytes, as browsers do: for Swift a slash and a combining character are one character
  /// other than a slash, but for a browser they are two slashes, followed by another host.
  static func isOurs(_ path: String) -> Bool {
    let bytes = Array(path.utf8)
    guard bytes.first == slash, bytes.count <= 4096 else { return false }
    // Browsers treat a backslash as a slash, and drop tabs and line ends.
    guard bytes.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != backslash }) else { return false }
    return bytes.count == 1 || bytes[1] != slash
  }

  private static let slash: UInt8 = 0x2F
  private static let backslash: UInt8 = 0x5C
}
