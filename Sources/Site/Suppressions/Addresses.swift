import Foundation
import Text

/// Something before one @, and a domain after it. Only an email can tell whether anyone reads it.
func isAddress(_ text: String) -> Bool {
  let parts = text.split(separator: "@", omittingEmptySubsequences: false)
  guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), text.utf8.count <= 254,
    !text.contains(where: { $0.isWhitespace || "<>()[],;:\\\"".contains($0) }),
    parts[1].split(separator: ".", omittingEmptySubsequences: false).allSatisfy({ !$0.isEmpty })
  else { return false }
  return true
}

/// As one piece of a path.
func asPathPiece(_ text: String) -> String {
  text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
}

/// An address as it was typed, in the form in which email is sent: an internationalized domain is in
/// ASCII. Nil: it is no address.
func addressToSuppress(_ text: String) -> String? {
  let text = text.trimmingBlanks()
  let typed = EmailAddress(text)?.text ?? text
  return isAddress(typed) ? typed : nil
}
