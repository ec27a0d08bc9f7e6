import Crypto
import CryptoExtras
import Foundation

/// A password as it is stored: scrypt, with its parameters and salt in front, so that hashes with
/// other parameters still verify.
package struct Password: Sendable, Equatable {
  package let kept: String

  package init(kept: String) {
    self.kept = kept
  }

  /// N as a power of two. Each attempt takes 128 MiB and about a third of a second: see
  /// `HashingPool`.
  package static let standardCost = 17

  package init(of secret: String, cost: Int = standardCost) throws {
    let salt = randomBytes(16)
    let key = try scrypt(secret, salt: salt, cost: cost)
    kept = ["scrypt", "\(cost)", "8", "1", salt.base64EncodedString(), key.base64EncodedString()]
      .joined(separator: "$")
  }

  /// Whether this is the password. A hash that no password made verifies nothing.
  package func matches(_ secret: String) throws -> Bool {
    let parts = kept.split(separator: "$").map(String.init)
    guard parts.count == 6, parts[0] == "scrypt", let cost = Int(parts[1]), (1...20) ~= cost,
      let salt = Data(base64Encoded: parts[4]), let key = Data(base64Encoded: parts[5])
    else { return false }
    return equal(try scrypt(secret, salt: salt, cost: cost), key)
  }

  /// For an account that does not exist: an attempt takes as long as one for an account that does.
  package static func spendTime(_ secret: String, cost: Int = standardCost) throws {
    _ = try scrypt(secret, salt: Data(count: 16), cost: cost)
  }

  /// The fault of a new password, or nothing.
  package static func complaint(of secret: String, email: String) -> String? {
    let count = secret.unicodeScalars.count
    let plain = secret.lowercased()
    let name = email.split(separator: "@").first.map { $0.lowercased() } ?? ""
    if count < 8 {
      return "\(count == 0 ? "No" : "Only \(count)") characters. It needs at least 8."
    }
    if count > 200 { return "\(count) characters. The limit is 200." }
    if commonPasswords.contains(plain) || Set(plain).count < 3 {
      return "This is a common password. Choose a longer or rarer one."
    }
    if plain == email.lowercased() || (name.count > 3 && plain.hasPrefix(name) && count < 14) {
      return "It starts with your own email address. Choose another."
    }
    return nil
  }

  /// A password for someone else, to be shown once: 96 bits, in groups that can be read aloud.
  package static func oneTime() -> String {
    let text = Array(randomLetters(20))
    return stride(from: 0, to: 20, by: 5).map { String(text[$0..<$0 + 5]) }.joined(separator: "-")
  }
}

/// Letters and digits that cannot be mistaken for each other when they are read aloud: 4.95 bits
/// each.
func randomLetters(_ count: Int) -> String {
  let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
  return String((0..<count).map { _ in letters.randomElement() ?? "x" })
}

private func scrypt(_ secret: String, salt: Data, cost: Int) throws -> Data {
  // The same letter typed on two keyboards is the same password.
  let text = secret.precomposedStringWithCompatibilityMapping
  let key = try KDF.Scrypt.deriveKey(
    from: Data(text.utf8), salt: salt, outputByteCount: 32, rounds: 1 << cost, blockSize: 8,
    parallelism: 1)
  return key.withUnsafeBytes { Data($0) }
}

/// Compares in constant time.
package func equal(_ one: some Collection<UInt8>, _ other: some Collection<UInt8>) -> Bool {
  guard one.count == other.count else { return false }
  return zip(one, other).reduce(0 as UInt8) { $0 | ($1.0 ^ $1.1) } == 0
}

/// From the system's generator for keys.
package func randomBytes(_ count: Int) -> Data {
  SymmetricKey(size: SymmetricKeySize(bitCount: count * 8)).withUnsafeBytes { Data($0) }
}

/// 256 bits as one word that is valid in a cookie and in an address.
package func randomToken() -> String {
  randomBytes(32).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
    .replacing("=", with: "")
}
