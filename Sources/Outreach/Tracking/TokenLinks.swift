import Foundation

/// A text of an e-mail without the addresses that act for the one it was written to: a counted link is
/// where it leads, by its number in `targets`, and what else holds a token says only that it was there.
package func withoutTokens(_ text: String, targets: [String] = []) -> String {
  // Few texts have one, and the look is cheap.
  guard text.contains("/u/") || text.contains("/c/") || text.contains("/o/") else { return text }
  return text.replacing(
    #/https?:\/\/[^\s<>"']*?\/(?<kind>[uco])\/[0-9a-f]{1,15}-[0-9a-f]{32}(?:\/(?<number>[0-9]{1,5}))?/#
  ) { match in
    let number = match.number.flatMap { Int($0) } ?? 0
    if match.kind == "c", targets.indices.contains(number - 1) { return targets[number - 1] }
    return match.kind == "u" ? "their own link" : "a counted link"
  }
}
