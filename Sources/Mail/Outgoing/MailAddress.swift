import Foundation
import Text

/// One address with the name shown beside it.
package struct MailAddress: Sendable, Hashable {
  package let name: String
  package let address: String

  package init(_ address: String, name: String = "") {
    self.address = address
    self.name = name
  }

  /// The address as it is transmitted: an internationalized domain becomes its ASCII form. An
  /// internationalized local part would need SMTPUTF8 all the way, so it is refused.
  package func onTheWire() throws(MessageProblem) -> String {
    guard let at = address.utf8.lastIndex(of: UInt8(ascii: "@")) else {
      throw .unsupportedAddress(address)
    }
    let local = address[..<at]
    guard let domain = asciiDomain(String(address[address.index(after: at)...])),
      isPlainLocalPart(local), local.utf8.count + 1 + domain.utf8.count <= 254
    else { throw .unsupportedAddress(address) }
    return "\(local)@\(domain)"
  }
}

/// Why a message was not built.
package enum MessageProblem: Error, Equatable {
  /// A line break or another control character, which would begin a new header.
  case controlCharacter(in: String)
  case unsupportedAddress(String)
  case unsupportedValue(in: String)
}

private func isPlainLocalPart(_ local: Substring) -> Bool {
  guard (1...64).contains(local.utf8.count) else { return false }
  guard !local.hasPrefix("."), !local.hasSuffix("."), !holds(local, "..") else { return false }
  return local.utf8.allSatisfy { isAtomText($0) || $0 == UInt8(ascii: ".") }
}

/// The domain in ASCII, or nil when it cannot be a domain.
package func asciiDomain(_ domain: String) -> String? {
  var ascii = domain
  if !domain.utf8.allSatisfy({ $0 < 128 }) {
    var components = URLComponents()
    components.host = domain
    guard let encoded = components.encodedHost else { return nil }
    ascii = encoded
  }
  guard (1...253).contains(ascii.utf8.count) else { return nil }
  let labels = ascii.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
  let isDomain = labels.allSatisfy { label in
    (1...63).contains(label.count) && label.first != UInt8(ascii: "-")
      && label.last != UInt8(ascii: "-")
      && label.allSatisfy {
        isLetterOrDigit($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
      }
  }
  return isDomain ? ascii : nil
}

/// The characters of an atom of RFC 5322.
func isAtomText(_ byte: UInt8) -> Bool {
  isLetterOrDigit(byte) || atomSigns.contains(byte)
}

private let atomSigns: [UInt8] = Array("!#$%&'*+-/=?^_`{|}~".utf8)
