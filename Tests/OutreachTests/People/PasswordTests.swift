import Foundation
import Outreach
import TestKit
import Testing
import Text

@Suite struct PasswordTests {
  @Test func aPasswordOpensToItselfAndToNothingElse() throws {
    let password = try Password(of: "päßword ünïcode 🐎", cost: cheap)

    #expect(try password.matches("päßword ünïcode 🐎"))
    #expect(try !password.matches("päßword ünïcode 🐴"))
    #expect(try !password.matches(""))
  }

  /// RFC 7914, section 12, with our form of it around.
  @Test func aVectorOfTheStandardOpens() throws {
    let salt = Data("SodiumChloride".utf8).base64EncodedString()
    let key = """
      7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9\
      e61e85dc0d651e40dfcf017b45575887
      """
    let first32 = Data(hex: String(key.prefix(64))).base64EncodedString()

    let kept = Password(kept: "scrypt$14$8$1$\(salt)$\(first32)")

    #expect(try kept.matches("pleaseletmein"))
  }

  @Test func theSameLettersTypedInAnotherWayAreTheSamePassword() throws {
    let password = try Password(of: "caf\u{E9} noir", cost: cheap)

    #expect(try password.matches("cafe\u{301} noir"))
  }

  @Test func twoOfTheSameAreKeptDifferently() throws {
    #expect(try Password(of: "correct horse", cost: 1) != Password(of: "correct horse", cost: 1))
  }

  @Test func theStandardIsTwoToTheSeventeen() throws {
    #expect(try Password(of: "correct horse").kept.hasPrefix("scrypt$17$8$1$"))
  }

  @Test(arguments: [
    "", "seven77", "password123", "Passw0rd", "aaaaaaaaab", "dana.smith1", "dana.smith@example.com",
  ])
  func aPasswordThatAnybodyWouldTryIsRefused(secret: String) {
    #expect(Password.complaint(of: secret, email: "dana.smith@example.com") != nil)
  }

  @Test(arguments: [
    "correct horse", String(repeating: "long ", count: 40), "päßwörter", "        x y",
  ])
  func anyOtherIsTaken(secret: String) {
    #expect(Password.complaint(of: secret, email: "dana.smith@example.com") == nil)
  }

  /// ASVS 5.0, 6.2.4: the 3,000 most frequent ones that are long enough.
  @Test func threeThousandFrequentPasswordsAreRefused() throws {
    let folder = packageFolder.appending(path: "Words")
    let frequent = Set(try WordLists(reading: folder).words(of: "passwords/frequent"))

    #expect(frequent.count == 3_000)
    for secret in frequent {
      #expect(secret.count >= 8)
      #expect(Password.complaint(of: secret.uppercased(), email: "a@b.example") != nil, "\(secret)")
    }
  }

  @Test func moreThan200CharactersAreRefused() {
    let secret = String(repeating: "ab3", count: 67)

    #expect(Password.complaint(of: secret, email: "a@b.example") != nil)
  }

  @Test func tokensNeverRepeat() {
    let tokens = (0..<10_000).map { _ in randomToken() }

    #expect(Set(tokens).count == 10_000)
    #expect(tokens.allSatisfy { $0.utf8.count == 43 })
  }
}

extension Data {
  fileprivate init(hex: String) {
    let digits = Array(hex)
    self.init(
      stride(from: 0, to: digits.count, by: 2).compactMap {
        UInt8(String(digits[$0...$0 + 1]), radix: 16)
      })
  }
}
