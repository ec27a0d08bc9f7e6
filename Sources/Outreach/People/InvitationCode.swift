import Crypto
import Foundation
import Postgres

/// What an invited person types to accept. The inviter sees it once and hands it over; the database keeps its
/// SHA-256. It is what proves that the account belongs to the person whom the inviter means.
package struct InvitationCode: Sendable, Equatable {
  /// 28 letters of 31: 138 bits.
  package let text: String

  /// A new one.
  package init() {
    text = Self.groups(of: randomLetters(28), by: 4)
  }

  /// As somebody typed it: case, spaces and hyphens do not count.
  package init(typed: String) {
    let letters = typed.prefix(200).lowercased().filter {
      $0.isASCII && ($0.isLetter || $0.isNumber)
    }
    text = Self.groups(of: letters, by: 4)
  }

  package var isEmpty: Bool { text.isEmpty }

  package var hash: Bytes { Bytes(Array(SHA256.hash(data: Data(text.utf8)))) }

  private static func groups(of letters: String, by size: Int) -> String {
    let letters = Array(letters)
    return stride(from: 0, to: letters.count, by: size)
      .map { String(letters[$0..<min($0 + size, letters.count)]) }.joined(separator: "-")
  }
}
